/** A series as it is drawn: so many points that no pixel misses a peak. Pure. */

export type Point = readonly [time_ms: number, value: number]

/** Of each stretch of time the first least and the first greatest value, in their order. */
export function thinned(points: readonly Point[], most: number): readonly Point[] {
  if (points.length <= most) return points
  const stretches = Math.max(1, Math.floor(most / 2))
  const size = points.length / stretches
  return Array.from({ length: stretches }, (_, i) =>
    extremes(points.slice(Math.floor(i * size), Math.floor((i + 1) * size))),
  ).flat()
}

function extremes(points: readonly Point[]): Point[] {
  let least = points[0]!
  let greatest = least
  for (const point of points) {
    if (point[1] < least[1]) least = point
    if (point[1] > greatest[1]) greatest = point
  }
  if (least === greatest) return [least]
  return least[0] < greatest[0] ? [least, greatest] : [greatest, least]
}
