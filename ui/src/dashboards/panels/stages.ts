/** The stages of a funnel: rows with a name and a number, or the numbers of one row. */
import { frameOf, labelOf, numberOf } from '../../lib/frame.ts'
import { type Answer, columnOf, type Options } from './choice.ts'

export interface FunnelStage {
  readonly name: string
  readonly value: number
  /** Of the first stage, from 0 to 1. */
  readonly ofFirst: number
  /** Of the stage before. */
  readonly ofPrevious: number
}

/** In the order in which they come: a funnel tells a story, not a ranking. */
export function stagesOf(answer: Answer, options: Options): FunnelStage[] {
  const { labels, values: numbers } = frameOf(answer)
  const { rows = [] } = answer
  const name = columnOf(answer, options, 'category', labels[0])
  const value = columnOf(answer, options, 'value', numbers[0])
  const pairs =
    name !== undefined && value !== undefined
      ? rows.map((row) => [labelOf(row[name]), numberOf(row[value]) ?? 0] as const)
      : rows.slice(0, 1).flatMap((row) => numbers.map((column) => [column, numberOf(row[column]) ?? 0] as const))
  const share = (part: number, whole: number | undefined) => (whole ? part / whole : 0)
  return pairs.map(([name, value], i) => ({
    name,
    value,
    ofFirst: share(value, pairs[0]![1]),
    ofPrevious: i === 0 ? 1 : share(value, pairs[i - 1]![1]),
  }))
}
