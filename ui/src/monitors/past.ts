/** Over which time a monitor is tried: where there are data, and no longer than can be drawn. */
import type { MonitorValues } from './declaration.ts'

/** For the request: back from `until`, or from now. */
export interface Past {
  readonly last: string
  readonly until?: string
}

/** As far back as there are data, or as far as somebody says. */
export const spans = ['auto', '1h', '1d', '7d', '30d', '90d'] as const
export type Span = (typeof spans)[number]

interface Filled {
  readonly name: string
  readonly from?: string
  readonly until?: string
}

/** Times at which it is evaluated: SQL is asked at each of them, a search at all together. */
const times = { sql: 120, kql: 720, on: 1440 }
/** What is younger goes on. */
const still_ms = 3_600_000
const minute_ms = 60_000

/** As long as the data of its dataset go back, and until they end. */
export function pastOf(
  values: Pick<MonitorValues, 'way' | 'dataset' | 'sql' | 'every' | 'over'>,
  datasets: readonly Filled[],
  now_ms: number,
): Past {
  const { way, dataset, sql } = values
  const words = new Set(way === 'sql' ? (sql.match(/\w+/g) ?? []) : [dataset])
  const read = datasets.filter(({ name }) => words.has(name))
  const every_ms = (way === 'on' ? undefined : durationOf(values.every)) ?? minute_ms
  const most_ms = times[way] * every_ms
  const ends = read.flatMap(({ until }) => (until === undefined ? [] : [Date.parse(until)]))
  const starts = read.flatMap(({ from }) => (from === undefined ? [] : [Date.parse(from)]))
  const end_ms = Math.max(...ends)
  // Of records it counts when they came.
  const isOver = way !== 'on' && ends.length > 0 && end_ms < now_ms - still_ms
  // What has just come is seen when it looks next.
  const next_ms = way === 'on' ? now_ms : Math.ceil(now_ms / every_ms) * every_ms
  const until_ms = isOver ? end_ms + (durationOf(values.over) ?? 0) : next_ms
  const whole_ms = way === 'on' || starts.length === 0 ? most_ms : until_ms - Math.min(...starts)
  const last_ms = Math.max(5 * every_ms, Math.min(most_ms, whole_ms))
  return {
    last: `${Math.ceil(last_ms / 1000)}s`,
    ...(until_ms !== now_ms && { until: new Date(until_ms).toISOString() }),
  }
}

const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
}

/** Undefined for what is none. */
function durationOf(text: string): number | undefined {
  const [, count, unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d|w)$/.exec(text.trim()) ?? []
  return count === undefined ? undefined : Number(count) * units[unit]!
}
