/**
 * Sums that are rounded once, at the end, so that the order of the numbers makes no difference: partial sums that do not overlap
 * (Shewchuk, "Adaptive Precision Floating-Point Arithmetic", 1997; Python's `math.fsum`).
 */
export function addExactly(partials: number[], number: number): void {
  let used = 0
  let high = number
  for (const partial of partials) {
    const [large, small] = Math.abs(high) < Math.abs(partial) ? [partial, high] : [high, partial]
    high = large + small
    const low = small - (high - large)
    if (low !== 0) partials[used++] = low
  }
  partials.length = used
  partials.push(high)
}

export function sumOf(partials: readonly number[]): number {
  let i = partials.length - 1
  let high = partials[i] ?? 0
  let low = 0
  while (i > 0 && low === 0) {
    const before = high
    const partial = partials[--i]!
    high = before + partial
    low = partial - (high - before)
  }
  // A half is rounded by what lies below it.
  const below = partials[i - 1]
  if (below !== undefined && low * below > 0) {
    const rounded = high + low * 2
    if (low * 2 === rounded - high) high = rounded
  }
  return high + 0
}
