/**
 * Waits for the times of a report and has it sent at each. Of times that passed while nothing ran the last is made up; what cannot be sent
 * yet is tried again, later each time, until the next time comes.
 */
import { pauseAfter } from '../../lib/back-off.ts'
import { sleep } from '../../lib/sleep.ts'
import { nextTime, type Schedule, timesBetween } from '../../project/functions/schedule.ts'

export interface ReportScheduleParts {
  readonly schedule: Schedule
  /** Up to when it is settled. */
  readonly settled: () => number
  /** Settles it up to then, or throws. */
  readonly send: (due_ms: number, signal: AbortSignal) => Promise<void>
  readonly onFailure: (error: unknown, retry_ms: number) => void
}

const pauses = { first_ms: 30_000, longest_ms: 900_000 }
/** A clock that is set, and a machine that slept, are noticed after this. */
const longestSleep_ms = 30_000

export class ReportSchedule {
  readonly #parts: ReportScheduleParts
  readonly #stop = new AbortController()
  readonly #running: Promise<void>

  constructor(parts: ReportScheduleParts) {
    this.#parts = parts
    this.#running = this.#run()
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#running
  }

  async #run(): Promise<void> {
    const { schedule, settled, send, onFailure } = this.#parts
    const { signal } = this.#stop
    let failures = 0
    /** Since when times count again after the clock was set back: what is settled lies ahead then. */
    let anew: number | undefined
    while (!signal.aborted) {
      const now = Date.now()
      anew = settled() > now + longestSleep_ms ? (anew ?? now) : undefined
      const due = timesBetween(schedule, anew ?? settled(), now, 1).at(-1)
      if (due === undefined) {
        const next = nextTime(schedule, now)
        if (next === undefined) return
        await sleep(Math.min(next - now, longestSleep_ms), signal)
        continue
      }
      try {
        await send(due, signal)
        failures = 0
      } catch (error) {
        if (signal.aborted) return
        const pause_ms = pauseAfter(++failures, pauses)
        onFailure(error, pause_ms)
        await sleep(pause_ms, signal)
      }
    }
  }
}
