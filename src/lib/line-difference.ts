/** Whether a line is in the second list only, in the first only, or in both. */
type LineSign = ' ' | '-' | '+'

interface SignedLine {
  readonly sign: LineSign
  readonly line: string
}

/** Two lists of lines as one: what only the first has, what only the second has, and what both have, in order. */
export function differenceOf(before: readonly string[], after: readonly string[]): SignedLine[] {
  const least = Math.min(before.length, after.length)
  let start = 0
  while (start < least && before[start] === after[start]) start++
  let end = 0
  while (end < least - start && before.at(-1 - end) === after.at(-1 - end)) end++
  const kept = (lines: readonly string[]) => lines.map((line): SignedLine => ({ sign: ' ', line }))
  return [
    ...kept(before.slice(0, start)),
    ...changedLines(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...kept(before.slice(before.length - end)),
  ]
}

/** What is compared costs the product of both lengths: more than this is told as gone and come. */
const most = 4_000_000

function changedLines(before: readonly string[], after: readonly string[]): SignedLine[] {
  const lines: SignedLine[] = []
  const lengths = before.length * after.length > most ? undefined : commonLengths(before, after)
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    if (lengths && i < before.length && j < after.length && before[i] === after[j]) {
      lines.push({ sign: ' ', line: before[i++]! })
      j++
    } else if (j >= after.length || (i < before.length && (!lengths || lengths[i + 1]![j]! >= lengths[i]![j + 1]!))) {
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
