import type { Aggregates } from './aggregate.ts'
import type { Window, Windows } from './windows.ts'

/** A record as windows see it. */
export interface Sample {
  readonly time_ms: number
  readonly group: readonly unknown[]
  readonly key: string
  readonly numbers: readonly (number | undefined)[]
}

/** Puts a sample into its windows, those excepted that end at the watermark or before; false where that is all of them. */
export type Assigner = (sample: Sample, watermark_ms: number) => boolean

const week_ms = 604_800_000
/** 1970-01-05, the first Monday. */
const monday_ms = 345_600_000

/** Windows of one size that begin every so often, from the beginning of hours, days and weeks (Mondays) in UTC. */
export function fixedWindows(size_ms: number, every_ms: number, windows: Windows, aggregates: Aggregates): Assigner {
  const origin_ms = every_ms % week_ms === 0 ? monday_ms : 0
  return ({ time_ms, group, key, numbers }, watermark_ms) => {
    let start_ms = Math.floor((time_ms - origin_ms) / every_ms) * every_ms + origin_ms
    let isTaken = false
    for (; start_ms + size_ms > time_ms && start_ms + size_ms > watermark_ms; start_ms -= every_ms) {
      const end_ms = start_ms + size_ms
      const window = windows.find(start_ms, end_ms, key) ?? { start_ms, end_ms, group, key, totals: aggregates.start() }
      aggregates.add(window.totals, numbers)
      windows.put(window)
      isTaken = true
    }
    return isTaken
  }
}

/** Windows that grow while records are less than the gap apart; one that lies between two of them joins them. */
export function sessionWindows(gap_ms: number, windows: Windows, aggregates: Aggregates): Assigner {
  return ({ time_ms, group, key, numbers }, watermark_ms) => {
    const spans = windows.sessionsOf(key)
    const isNear = ([start_ms, end_ms]: [number, number]) =>
      end_ms > watermark_ms && time_ms < end_ms && time_ms > start_ms - gap_ms
    const near = spans.filter(isNear).map(([start_ms, end_ms]) => windows.find(start_ms, end_ms, key)!)
    if (near.length === 0 && time_ms + gap_ms <= watermark_ms) return false
    const start_ms = Math.min(time_ms, ...near.map(({ start_ms }) => start_ms))
    const end_ms = Math.max(time_ms + gap_ms, ...near.map(({ end_ms }) => end_ms))
    const session: Window = { start_ms, end_ms, group, key, totals: aggregates.start() }
    for (const window of near) {
      aggregates.merge(session.totals, window.totals)
      windows.remove(window)
    }
    aggregates.add(session.totals, numbers)
    windows.put(session)
    windows.putSessions(key, [...spans.filter((span) => !isNear(span)), [start_ms, end_ms]])
    return true
  }
}
