/** One answer as several, by the values of a column: small charts of the same scale beside one another. */
import type { Panel, PanelAnswer } from '../../../../src/model/dashboard.ts'
import { frameOf, numberOf } from '../../lib/frame.ts'
import { roundUp } from './bins.ts'
import { columnOf, groupsOf } from './choice.ts'
import { panels } from './index.ts'

export interface Cell {
  readonly name: string
  readonly panel: Panel
  readonly answer: PanelAnswer
}

/** More would be too small to be read. */
export const mostCells = 24

/** Undefined for a panel that is one chart. */
export function maybeCells(panel: Panel, answer: PanelAnswer): Cell[] | undefined {
  const column = columnOf(answer, panel.options ?? {}, 'trellis')
  if (column === undefined) return undefined
  const { trellis: _, ...options } = panel.options ?? {}
  const columns = answer.columns?.filter(({ name }) => name !== column) ?? []
  const { values } = frameOf(answer)
  const numbers = (answer.rows ?? []).flatMap((row) => values.flatMap((name) => numberOf(row[name]) ?? []))
  const greatest = numbers.reduce((most, value) => Math.max(most, value), 0)
  const max = panel.max ?? (panels[panel.type].hasAxis && greatest > 0 ? roundUp(greatest) : undefined)
  const own: Panel = { ...panel, options, legend: 'none', ...(max === undefined ? {} : { max }) }
  return [...groupsOf(answer.rows ?? [], column)]
    .slice(0, mostCells)
    .map(([name, rows]) => ({ name, panel: own, answer: { ...answer, columns, rows } }))
}
