import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bucketOf, filledBuckets, intervalOf } from './search-interval.ts'

test.each([
  [60_000, 60, 1000],
  [3_600_000, 60, 60_000],
  [86_400_000, 24, 3_600_000],
  [86_400_000, 50, 1_800_000],
  [90 * 86_400_000, 50, 604_800_000],
  [3650 * 86_400_000, 50, 11 * 604_800_000],
  [0, 50, 1000],
])('%i ms in at most %i bars have an interval of %i ms', (span, buckets, interval) => {
  expect(intervalOf(0, span, buckets)).toBe(interval)
})

test('every instant of a range has its bar, and the bars are as many as wanted', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 1, max: 2 ** 40 }),
      fc.integer({ min: 1, max: 300 }),
      (from, span, buckets) => {
        const until = from + span
        const interval = intervalOf(from, until, buckets)
        const counts = new Map([from, until - 1].map((time) => [bucketOf(time, interval), 1]))
        const bars = filledBuckets(counts, from, until, interval).buckets
        expect(bars.length).toBeLessThanOrEqual(buckets + 1)
        expect(bars.filter(({ count }) => count === 1)).toHaveLength(counts.size)
      },
    ),
  )
})
