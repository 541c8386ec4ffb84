/** What stands in the cells of a table. */
import type { Panel, PanelAnswer } from '../../../../src/model/dashboard.ts'
import { formatTime } from '../../i18n/format.ts'
import { frameOf, labelOf, numberOf } from '../../lib/frame.ts'
import { shownNumber } from '../number-text.ts'

export function cellText(name: string, value: unknown, panel: Panel, answer: PanelAnswer): string {
  const { time, values } = frameOf(answer)
  if (name === time || (typeof value === 'string' && isTime(answer, name))) return formatTime(String(value), 'dateTime')
  return values.includes(name) ? shownNumber(numberOf(value), { ...panel, unit: unitOf(panel, name) }) : labelOf(value)
}

export function isTime({ columns = [] }: PanelAnswer, name: string): boolean {
  return columns.some((column) => column.name === name && column.type.startsWith('TIMESTAMP'))
}

/** The greatest number of the one column that has bars; undefined for the others. */
export function largestOf(name: string, { options }: Panel, answer: PanelAnswer): number | undefined {
  if (options?.bars === false || frameOf(answer).values[0] !== name) return undefined
  return Math.max(0, ...(answer.rows ?? []).map((row) => numberOf(row[name]) ?? 0))
}

/** Numbers of a table differ in kind: each has its own in `options: { units: { column: unit } }`. */
function unitOf({ unit = '', options }: Panel, column: string): string {
  const units = options?.units
  const own = typeof units === 'object' && units !== null ? (units as Record<string, unknown>)[column] : undefined
  return typeof own === 'string' ? own : unit
}
