import type { BackTest } from '../../../src/model/monitor-report.ts'

/** Beside what is drawn, as a share of it. */
const margin = 0.04
const least_ms = 60_000

/** The part of the time that was tried in which there was something: nobody sees an hour in a month. */
export function drawnTime({ from, until, series, firings }: Pick<BackTest, 'from' | 'until' | 'series' | 'firings'>): {
  readonly from: number
  readonly until: number
} {
  const [first, last] = [Date.parse(from), Date.parse(until)]
  const points = series.flatMap(({ points }) => points.map(([time]) => time))
  const ends = firings.flatMap((firing) => [firing.from, firing.until ?? firing.from].map((time) => Date.parse(time)))
  const times = [...points, ...ends].filter((time) => time >= first && time <= last)
  if (times.length === 0) return { from: first, until: last }
  const begin = times.reduce((least, time) => Math.min(least, time), last)
  const end = times.reduce((most, time) => Math.max(most, time), first)
  const room = Math.max(least_ms, margin * (end - begin))
  return { from: Math.max(first, begin - room), until: Math.min(last, end + room) }
}
