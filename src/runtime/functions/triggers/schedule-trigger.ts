/**
 * The times of a function as records of its stream: each is appended together with the position in the schedule, so that it is there
 * once whatever happens, and the function runs on it as on any record. A time that passed while nothing ran is missed, and told.
 */
import { messageOf } from '../../../lib/errors.ts'
import type { Log } from '../../../lib/log.ts'
import { sleep } from '../../../lib/sleep.ts'
import { batchOf } from '../../../model/batch.ts'
import type { ScheduleReport } from '../../../model/status-report.ts'
import { nextTime, timesBetween } from '../../../project/functions/schedule.ts'
import type { FunctionTrigger } from '../../../project/project.ts'
import type { Stream } from '../../../streams/stream.ts'
import type { UserOccasion } from '../user-function.ts'

type ScheduleTriggerOptions = Extract<FunctionTrigger, { kind: 'schedule' }>

export interface ScheduleParts {
  readonly name: string
  readonly schedule: ScheduleTriggerOptions
  readonly stream: Stream
  /** Whether a run is under way, or waits. */
  readonly isBusy: () => boolean
  readonly log: Log
  /** Milliseconds since 1970. */
  readonly now?: () => number
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>
}

/** The schedule is settled up to `at`. */
interface Cursor {
  readonly at: number
  /** The last time that was due; absent before the first. */
  readonly last?: number
  readonly missed: number
  /** Which schedule that was. */
  readonly of: string
}

/** What came is on time within this: a start takes seconds, and a minute is the pace of cron. */
const late_ms = 60_000
/** More than this are neither counted nor made up. */
const most = 1000
/** A clock that is set, and a machine that slept, are noticed after this. */
const longestSleep_ms = 30_000
const busyLook_ms = 200

export class ScheduleTrigger {
  readonly #parts: ScheduleParts
  readonly #now: () => number
  readonly #sleep: (ms: number, signal: AbortSignal) => Promise<void>
  readonly #stop = new AbortController()
  readonly #running: Promise<void>
  #cursor: Cursor | undefined

  constructor(parts: ScheduleParts) {
    this.#parts = parts
    this.#now = parts.now ?? Date.now
    this.#sleep = parts.sleep ?? sleep
    this.#cursor = parts.stream.cursor(source) as Cursor | undefined
    this.#running = this.#run()
  }

  get report(): ScheduleReport {
    const { last, missed = 0 } = this.#cursor ?? {}
    const next = nextTime(this.#parts.schedule, this.#now())
    return {
      ...(last === undefined ? {} : { last: new Date(last).toISOString() }),
      ...(next === undefined ? {} : { next: new Date(next).toISOString() }),
      missed,
    }
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#running
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop
    const { schedule, log, name } = this.#parts
    let pause_ms = 100
    while (!signal.aborted) {
      try {
        // Times before it was declared so were never promised.
        if (this.#cursor?.of !== this.#text) await this.#append([], { missed: 0, ...this.#cursor, at: this.#now() })
        // The clock was set back: the times until it has caught up are times as all others.
        if (this.#cursor!.at > this.#now() + longestSleep_ms) {
          log.warn(`function "${name}" goes on from now: the clock was set back`, {
            from: new Date(this.#now()).toISOString(),
          })
          await this.#append([], { ...this.#cursor!, at: this.#now() })
        }
        const next = nextTime(schedule, this.#cursor!.at)
        if (next === undefined) return
        const wait_ms = next - this.#now()
        if (wait_ms > 0) await this.#sleep(Math.min(wait_ms, longestSleep_ms), signal)
        else if (schedule.missed === 'once' && this.#parts.isBusy()) await this.#sleep(busyLook_ms, signal)
        else await this.#take(this.#cursor!)
        pause_ms = 100
      } catch (error) {
        if (signal.aborted) return
        log.warn(`cannot store a time of function "${name}" yet: ${messageOf(error)}`, { retry_ms: pause_ms })
        await this.#sleep(pause_ms, signal)
        pause_ms = Math.min(pause_ms * 2, 5000)
      }
    }
  }

  /** What has become due since. */
  async #take({ at, missed }: Cursor): Promise<void> {
    const { schedule, isBusy } = this.#parts
    const now = this.#now()
    const times = timesBetween(schedule, at, now, most)
    const last = times.at(-1)!
    // A run that comes in time makes up for those before it, where one is asked for.
    const isInTime = now - last < late_ms && (schedule.missed === 'all' || !isBusy())
    const late = isInTime ? times.slice(0, -1) : times
    const madeUp = schedule.missed === 'all' ? late : schedule.missed === 'once' && !isInTime ? late.slice(-1) : []
    const events = [...madeUp.map((time) => eventOf(time, 'missed')), ...(isInTime ? [eventOf(last, 'due')] : [])]
    await this.#append(events, { at: last, last, missed: missed + late.length })
    if (late.length > 0) this.#tell(late, madeUp, isInTime)
  }

  #tell(late: readonly number[], madeUp: readonly number[], isInTime: boolean): void {
    const { log, name, schedule } = this.#parts
    const count = late.length === most ? `${most} or more` : late.length
    const runs =
      madeUp.length > 0
        ? `made up by ${madeUp.length} run${madeUp.length === 1 ? '' : 's'}`
        : schedule.missed === 'once' && isInTime
          ? 'made up by the run that is due'
          : 'not made up'
    const [from, until] = [late[0]!, late.at(-1)!].map((time) => new Date(time).toISOString())
    log.warn(`function "${name}" missed ${count} of its times, ${runs}`, { from, until })
  }

  get #text(): string {
    const { expression, timezone } = this.#parts.schedule
    return `${expression} ${timezone}`
  }

  async #append(events: readonly object[], position: Omit<Cursor, 'of'>): Promise<void> {
    const cursor = { ...position, of: this.#text }
    await this.#parts.stream.append([{ ...batchOf(events), origin: { source, cursor }, partition: 0 }])
    this.#cursor = cursor
  }
}

const source = 'schedule'

/** A record that starts a run. */
function eventOf(time_ms: number, occasion: UserOccasion): { readonly at: string; readonly occasion: UserOccasion } {
  return { at: new Date(time_ms).toISOString(), occasion }
}
