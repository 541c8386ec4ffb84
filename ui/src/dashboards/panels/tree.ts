/** Rows as a tree: each text column is a level, the number is the size of a leaf. */
import { frameOf, labelOf, numberOf } from '../../lib/frame.ts'
import { type Answer, columnOf, type Options } from './choice.ts'

export interface Branch {
  readonly name: string
  readonly value: number
  readonly children?: readonly Branch[]
}

/** What is not positive has no area, and is left out. */
export function treeOf(answer: Answer, options: Options): Branch[] {
  const { labels, values: numbers } = frameOf(answer)
  const value = columnOf(answer, options, 'value', numbers[0])
  const levels = Array.isArray(options.levels)
    ? labels.filter((name) => (options.levels as unknown[]).includes(name))
    : labels
  if (levels.length === 0) return []
  const leaves = (answer.rows ?? []).map((row) => ({
    path: levels.map((name) => labelOf(row[name])),
    size: value === undefined ? 1 : (numberOf(row[value]) ?? 0),
  }))
  return branchesOf(
    leaves.filter(({ size }) => size > 0),
    0,
  )
}

interface Leaf {
  readonly path: readonly string[]
  readonly size: number
}

function branchesOf(leaves: readonly Leaf[], level: number): Branch[] {
  return [...Map.groupBy(leaves, ({ path }) => path[level]!)]
    .map(([name, members]) => {
      const value = members.reduce((sum, { size }) => sum + size, 0)
      return level + 1 < members[0]!.path.length
        ? { name, value, children: branchesOf(members, level + 1) }
        : { name, value }
    })
    .sort((a, b) => b.value - a.value)
}
