/**
 * Neighbours of a series, joined over what lies between two samples of it: a chart may ask for values more often than there are any. Where
 * nothing comes for much longer than that, there is a gap.
 */
import type { Series } from '../../lib/frame.ts'

type Points = Series['points']

/** So many times as long as the samples are apart, and it is a gap. */
const longest = 2.5

/** The values with those between two samples that are near one another, on the straight line. */
export function filled(points: Points): Points {
  const known = points.filter(([, value]) => value !== null)
  const reach_ms = longest * apart(known)
  let next = 0
  return points.map((point) => {
    const [time, value] = point
    while (next < known.length && known[next]![0] <= time) next++
    const [before, after] = [known[next - 1], known[next]]
    if (value !== null || !before || !after || after[0] - before[0] > reach_ms) return point
    const share = (time - before[0]) / (after[0] - before[0])
    return [time, before[1]! + share * (after[1]! - before[1]!)] as const
  })
}

/** The same without these: what is left without a value is a gap. */
export function joined(points: Points): Points {
  const all = filled(points)
  return points.filter(([, value], i) => value !== null || all[i]![1] === null)
}

/** Whether no line leads to this point from either side. */
export function isAlone(points: Points, at: number): boolean {
  const isKnown = (i: number) => (points[i]?.[1] ?? null) !== null
  return isKnown(at) && !isKnown(at - 1) && !isKnown(at + 1)
}

/** How far from one another samples are, most of the time: the upper quartile, as those of events are not regular. */
function apart(known: Points): number {
  const steps = known
    .slice(1)
    .map(([time], i) => time - known[i]![0])
    .sort((a, b) => a - b)
  return steps[Math.floor(0.75 * (steps.length - 1))] ?? 0
}
