/** Two lists of lines as one: what only the first has, what only the second has, and what both have, in order. */
export function differenceOf(
  before: readonly string[],
  after: readonly string[],
): { readonly sign: ' ' | '-' | '+'; readonly line: string }[] {
  const lengths = commonLengths(before, after)
  const lines: { sign: ' ' | '-' | '+'; line: string }[] = []
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push({ sign: ' ', line: before[i++]! })
      j++
    } else if (j >= after.length || (i < before.length && lengths[i + 1]![j]! >= lengths[i]![j + 1]!)) {
      lines.push({ sign: '-', line: before[i++]! })
    } else lines.push({ sign: '+', line: after[j++]! })
  }
  return lines
}

/** How long the longest common subsequence of the rests is, by where they begin. */
function commonLengths(before: readonly string[], after: readonly string[]): number[][] {
  const lengths = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0))
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const isSame = before[i] === after[j]
      lengths[i]![j] = isSame ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!)
    }
  }
  return lengths
}
