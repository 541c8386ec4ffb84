/** Raw numbers, counted by steps of a round width. */
export interface Bin {
  readonly from: number
  readonly until: number
  readonly count: number
}

/** About `wanted` bins, or as many as the data deserve: Freedman and Diaconis, 1981. */
export function binsOf(values: readonly number[], wanted?: number): Bin[] {
  if (values.length === 0) return []
  const sorted = [...values].sort((a, b) => a - b)
  const [least, most] = [sorted[0]!, sorted.at(-1)!]
  if (least === most) return [{ from: least, until: least, count: values.length }]
  const spread = quantile(sorted, 0.75) - quantile(sorted, 0.25)
  const advised = spread > 0 ? (most - least) / ((2 * spread) / Math.cbrt(values.length)) : Math.log2(values.length) + 1
  const width = roundWidth((most - least) / Math.min(200, Math.max(1, wanted ?? Math.min(60, Math.max(5, advised)))))
  const first = Math.floor(least / width)
  const counts = new Array<number>(Math.floor(most / width) - first + 1).fill(0)
  for (const value of values) counts[Math.min(counts.length - 1, Math.floor(value / width) - first)]!++
  // Products of decimals such as 3 * 0.1 are not quite what a person would write.
  const edge = (index: number) => Number(((first + index) * width).toPrecision(12))
  return counts.map((count, i) => ({ from: edge(i), until: edge(i + 1), count }))
}

function roundWidth(width: number): number {
  return roundUp(width, [1, 2, 2.5, 5])
}

/** The next of these steps times a power of ten. */
export function roundUp(value: number, steps: readonly number[] = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8]): number {
  const power = 10 ** Math.floor(Math.log10(value))
  return (steps.find((step) => step * power >= value * 0.999) ?? 10) * power
}

/** Of sorted values, with linear interpolation as SQL's `quantile_cont`. */
export function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share
  const low = sorted[Math.floor(at)]!
  return low + (sorted[Math.ceil(at)]! - low) * (at - Math.floor(at))
}
