/** A search as a panel of a dashboard, and its place there. */
import type { Dashboard, Panel, PanelAnswer, PanelQuery, PanelType } from '../../../src/model/dashboard.ts'
import { frameOf } from '../lib/frame.ts'
import { gridColumns } from '../lib/grid-columns.ts'
import type { ExploreState } from './state.ts'

export type PanelForm = 'overTime' | 'count' | 'records' | 'table' | 'lines' | 'columns'

/** The forms in which a result may be shown, the likeliest first. */
export function formsOf(mode: ExploreState['mode'], columns: PanelAnswer['columns'] = []): readonly PanelForm[] {
  if (mode === 'kql') return ['overTime', 'records', 'table', 'count']
  const { time, values } = frameOf({ columns })
  return time !== undefined && values.length > 0
    ? ['lines', 'table', 'columns', 'count']
    : ['table', 'lines', 'columns', 'count']
}

/** The time range of a dashboard that is made for a search. SQL has none: what it finds is shown wherever in time it lies. */
export function timeOf({ mode, from, to }: Pick<ExploreState, 'mode' | 'from' | 'to'>): Dashboard['time'] {
  return mode === 'sql' ? { from: '', to: 'now' } : { from, to }
}

interface Searched {
  readonly dataset: string
  readonly level: string | undefined
}

const types: Readonly<Record<PanelForm, PanelType>> = {
  overTime: 'bar',
  count: 'stat',
  records: 'logs',
  table: 'table',
  lines: 'line',
  columns: 'column',
}

export function panelOf(
  form: PanelForm,
  title: string,
  { mode, q, columns }: Pick<ExploreState, 'mode' | 'q' | 'columns'>,
  searched: Searched,
): Omit<Panel, 'at'> {
  const query = mode === 'sql' ? { sql: q } : queryOf(form, q, columns, searched)
  return { title, type: types[form], query }
}

function queryOf(form: PanelForm, q: string, columns: readonly string[], { dataset, level }: Searched): PanelQuery {
  const found = { in: dataset, ...(q.trim() === '' ? {} : { kql: q }) }
  if (form === 'overTime') return { ...found, measure: 'count', every: 'auto', ...(level ? { by: level } : {}) }
  if (form === 'count') return { ...found, measure: 'count', every: 'auto' }
  return { ...found, ...(columns.length > 0 ? { fields: [...columns] } : {}) }
}

/** Below all that stands on the first tab, under a name that no panel has. */
export function withPanel(dashboard: Dashboard, panel: Omit<Panel, 'at'>): Dashboard {
  const [tab] = Object.keys(dashboard.tabs ?? {})
  const above = Object.values(dashboard.panels).filter(
    (one) => one.section === undefined && (one.tab === undefined || one.tab === tab),
  )
  const y = Math.max(0, ...above.map(({ at }) => at.y + at.h))
  const at = panel.type === 'stat' ? { x: 0, y, w: 3, h: 4 } : { x: 0, y, w: gridColumns, h: 7 }
  const placed: Panel = { ...panel, at, ...(tab === undefined ? {} : { tab }) }
  let number = Object.keys(dashboard.panels).length + 1
  while (Object.hasOwn(dashboard.panels, `panel_${number}`)) number++
  return { ...dashboard, panels: { ...dashboard.panels, [`panel_${number}`]: placed } }
}
