import type { SearchResult } from '../../dataset.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const week = 7 * day

/** Widths of bars that people read at a glance; beyond them, whole weeks. */
const intervals = [
  ...[1, 5, 10, 30].map((count) => count * second),
  ...[1, 5, 10, 30].map((count) => count * minute),
  ...[1, 3, 6, 12].map((count) => count * hour),
  day,
  week,
]

/** The first day of the year 1, a Monday, from which bars are counted, in milliseconds since 1970. */
export const bucketOrigin = Date.parse('0001-01-01T00:00:00Z')

/** The narrowest interval that covers the span, in milliseconds, with at most so many bars. */
export function intervalOf(from: number, until: number, buckets: number): number {
  const wanted = Math.max(0, until - from) / buckets
  return intervals.find((interval) => interval >= wanted) ?? Math.ceil(wanted / week) * week
}

/** The beginning of the bar that a time belongs to, in milliseconds since 1970. */
export function bucketOf(time: number, interval: number): number {
  return Math.floor((time - bucketOrigin) / interval) * interval + bucketOrigin
}

/** All bars from the one of `from` to the one that ends at or after `until`, empty ones included. */
export function filledBuckets(
  counts: ReadonlyMap<number, number>,
  from: number,
  until: number,
  interval_ms: number,
): NonNullable<SearchResult['histogram']> {
  const buckets: { time: string; count: number }[] = []
  for (let at = bucketOf(from, interval_ms); at < until; at += interval_ms) {
    buckets.push({ time: new Date(at).toISOString(), count: counts.get(at) ?? 0 })
  }
  return { interval_ms, buckets }
}
