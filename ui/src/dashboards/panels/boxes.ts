/** The spread of numbers by group: quartiles, whiskers and what lies beyond them. */

import { frameOf, numberOf } from '../../lib/frame.ts'
import { quantile } from './bins.ts'
import { type Answer, columnOf, groupsOf, type Options } from './choice.ts'

export interface Box {
  readonly name: string
  /** Least, first quartile, median, third quartile, greatest: of what lies within the whiskers. */
  readonly five: readonly [number, number, number, number, number]
  readonly outliers: readonly number[]
}

/** Columns that hold the five numbers already. */
const computed = [/^(min|least|low)/i, /^(q1|p25)/i, /^(median|q2|p50)/i, /^(q3|p75)/i, /^(max|greatest|high)/i]

/** Whiskers reach to the last value within one and a half times the spread of the quartiles: Tukey, 1977. */
export function boxesOf(answer: Answer, options: Options): Box[] {
  const { time, labels, values: numbers } = frameOf(answer)
  const { rows = [] } = answer
  const group = columnOf(answer, options, 'group', labels[0] ?? (numbers.length >= 5 ? time : undefined))
  const columns = computed.map((form) => numbers.find((name) => form.test(name)))
  if (columns.every((name) => name !== undefined)) {
    return [...groupsOf(rows, group)].flatMap(([name, [row]]) => {
      const five = columns.map((column) => numberOf(row![column]))
      return five.every((value) => value !== null) ? { name, five: five as unknown as Box['five'], outliers: [] } : []
    })
  }
  const value = columnOf(answer, options, 'value', numbers[0])
  if (value === undefined) return []
  return [...groupsOf(rows, group)].flatMap(([name, members]) => {
    const values = members.map((row) => numberOf(row[value])).filter((one) => one !== null)
    return values.length === 0 ? [] : boxOf(name, values)
  })
}

function boxOf(name: string, values: readonly number[]): Box {
  const sorted = [...values].sort((a, b) => a - b)
  const [first, median, third] = [0.25, 0.5, 0.75].map((share) => quantile(sorted, share)) as [number, number, number]
  const reach = 1.5 * (third - first)
  const within = sorted.filter((value) => value >= first - reach && value <= third + reach)
  const outliers = sorted.filter((value) => value < first - reach || value > third + reach)
  return { name, five: [within[0]!, first, median, third, within.at(-1)!], outliers }
}
