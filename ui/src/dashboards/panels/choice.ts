/** Which columns of an answer a panel shows: those that its options name, or those that offer themselves. */
import type { PanelAnswer } from '../../../../src/model/dashboard.ts'
import { labelOf } from '../../lib/frame.ts'

export type Row = Readonly<Record<string, unknown>>
export type Answer = Pick<PanelAnswer, 'columns' | 'rows' | 'interval_ms'>
export type Options = Readonly<Record<string, unknown>>

/** The column that an option names, if there is one of this name. */
export function columnOf(answer: Answer, options: Options, option: string, otherwise?: string): string | undefined {
  const wanted = options[option]
  return answer.columns?.some(({ name }) => name === wanted) ? (wanted as string) : otherwise
}

export function timeOf(value: unknown): number | undefined {
  const time = typeof value === 'string' || typeof value === 'number' ? new Date(value).getTime() : Number.NaN
  return Number.isNaN(time) ? undefined : time
}

/** Rows by the name in a column, in the order in which the names come. */
export function groupsOf(rows: readonly Row[], column: string | undefined): Map<string, Row[]> {
  return Map.groupBy(rows, (row) => (column === undefined ? '' : labelOf(row[column])))
}
