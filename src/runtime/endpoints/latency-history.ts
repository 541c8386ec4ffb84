/** How long endpoints took to answer over time: noted once a minute, and remembered the more coarsely, the longer it is ago. */
import { messageOf } from '../../lib/errors.ts'
import type { Log } from '../../lib/log.ts'
import { sleep } from '../../lib/sleep.ts'
import type { LatencyPoint } from '../../model/endpoint-report.ts'
import type { State, StateTables } from '../state.ts'
import { inQuickTransaction } from '../transaction.ts'
import type { Endpoints } from './index.ts'
import { quantile_ms } from './usage.ts'

export const latencyTable: StateTables = {
  owner: 'times of endpoints',
  steps: [
    `create table if not exists endpoint_latency (
       endpoint text, minute integer, minutes integer not null, counts text not null, primary key (endpoint, minute)
     ) strict, without rowid`,
  ],
}

const minute_ms = 60_000
const hour = 60
const day = 24 * hour
/** Of those that are older, so many minutes become one point. */
const thinning: readonly { readonly age: number; readonly minutes: number }[] = [
  { age: 3 * hour, minutes: 10 },
  { age: 3 * day, minutes: 2 * hour },
]
const longest = 60 * day

type Counts = readonly number[]

export class LatencyHistory {
  readonly #state: State
  readonly #endpoints: Pick<Endpoints, 'all' | 'usageOf'>
  readonly #log: Log
  /** What was counted of each when it was noted last. */
  readonly #noted = new Map<string, Counts>()

  constructor(parts: {
    readonly state: State
    readonly endpoints: Pick<Endpoints, 'all' | 'usageOf'>
    readonly log: Log
  }) {
    this.#state = parts.state
    this.#endpoints = parts.endpoints
    this.#log = parts.log
  }

  /** Notes each minute until the signal aborts, and then once more. */
  async watch(stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      await sleep(minute_ms, stopping)
      try {
        this.note(Date.now())
      } catch (error) {
        this.#log.warn(`cannot note how long endpoints took: ${messageOf(error)}`)
      }
    }
  }

  note(now_ms: number): void {
    // Most of it came about in the minute before.
    const minute = Math.floor((now_ms - minute_ms / 2) / minute_ms)
    inQuickTransaction(this.#state, () => {
      for (const { name } of this.#endpoints.all) {
        const counts = this.#fresh(name)
        if (counts.some((count) => count > 0)) this.#add(name, minute, 1, counts)
        this.#noted.set(name, this.#endpoints.usageOf(name).latency.buckets)
      }
      for (const { age, minutes } of thinning) this.#join(minute - age, minutes)
      this.#state.prepare('delete from endpoint_latency where minute < ?').run(minute - longest)
    })
  }

  /** Oldest first; what was not noted yet comes last. */
  of(endpoint: string, since_ms: number, now_ms: number): LatencyPoint[] {
    const rows = this.#state
      .prepare(
        'select minute, minutes, counts from endpoint_latency where endpoint = ? and minute + minutes > ? order by minute',
      )
      .all(endpoint, since_ms / minute_ms)
    const noted = rows.map(({ minute, minutes, counts }) =>
      pointOf(Number(minute), Number(minutes), JSON.parse(String(counts)) as Counts),
    )
    const fresh = this.#fresh(endpoint)
    if (fresh.every((count) => count === 0)) return noted
    return [...noted, pointOf(Math.floor(now_ms / minute_ms), 1, fresh)]
  }

  #fresh(endpoint: string): Counts {
    const noted = this.#noted.get(endpoint)
    return this.#endpoints.usageOf(endpoint).latency.buckets.map((count, i) => count - (noted?.[i] ?? 0))
  }

  #add(endpoint: string, minute: number, minutes: number, counts: Counts): void {
    const known = this.#state
      .prepare('select minutes, counts from endpoint_latency where endpoint = ? and minute = ?')
      .get(endpoint, minute)
    const before = known ? (JSON.parse(String(known.counts)) as Counts) : []
    const sum = counts.map((count, i) => count + (before[i] ?? 0))
    this.#state
      .prepare('insert or replace into endpoint_latency values (?, ?, ?, ?)')
      .run(endpoint, minute, Math.max(minutes, Number(known?.minutes ?? 0)), JSON.stringify(sum))
  }

  /** Makes one of those that lie within the same stretch of time, all of it older than `before`. */
  #join(before: number, minutes: number): void {
    const rows = this.#state
      .prepare(
        'select endpoint, minute, counts from endpoint_latency where minute < ? and minutes < ? order by endpoint, minute',
      )
      .all(before - (before % minutes), minutes)
    for (const { endpoint, minute, counts } of rows) {
      this.#state.prepare('delete from endpoint_latency where endpoint = ? and minute = ?').run(endpoint!, minute!)
      const begin = Number(minute) - (Number(minute) % minutes)
      this.#add(String(endpoint), begin, minutes, JSON.parse(String(counts)) as Counts)
    }
  }
}

function pointOf(minute: number, minutes: number, counts: Counts): LatencyPoint {
  return {
    time: new Date(minute * minute_ms).toISOString(),
    minutes,
    requests: counts.reduce((sum, count) => sum + count, 0),
    p50_ms: quantile_ms(counts, 0.5),
    p95_ms: quantile_ms(counts, 0.95),
    p99_ms: quantile_ms(counts, 0.99),
  }
}
