/** How everything fares, pushed by the server once a second while a page looks; after an interruption it begins anew by itself. */
import { useSyncExternalStore } from 'react'
import type { LiveReport } from '../../../src/model/live-report.ts'
import { eventsOf } from './event-stream.ts'

export type { LiveReport, LiveSeries } from '../../../src/model/live-report.ts'

export interface LiveState {
  /** The last report; its series go back to the first one. Undefined until it comes. */
  readonly report?: LiveReport
  readonly error?: unknown
}

/** Samples that are kept of each part: as many as the server keeps. */
const kept = 300
/** The time between two samples. */
export const sample_ms = 1000
const again_ms = 1000

let state: LiveState = {}
let stop: AbortController | undefined
const listeners = new Set<() => void>()

export function useLive(): LiveState {
  return useSyncExternalStore(subscribe, () => state)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (!stop) {
    stop = new AbortController()
    void follow(stop.signal)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    stop?.abort()
    stop = undefined
    state = {}
  }
}

async function follow(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    let isFirst = true
    try {
      for await (const text of eventsOf('/api/live', signal)) {
        const report = JSON.parse(text) as LiveReport
        change({ report: isFirst || !state.report ? report : joined(state.report, report) })
        isFirst = false
      }
    } catch (error) {
      if (signal.aborted) return
      change({ ...state, error })
    }
    await new Promise((resolve) => setTimeout(resolve, again_ms))
  }
}

function joined(before: LiveReport, next: LiveReport): LiveReport {
  const series = Object.fromEntries(
    Object.entries(next.series).map(([id, values]) => [id, [...(before.series[id] ?? []), ...values].slice(-kept)]),
  )
  return { ...next, series }
}

function change(next: LiveState): void {
  state = next
  for (const listener of listeners) listener()
}
