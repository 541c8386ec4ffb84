import { describe, expect, it } from 'vitest'
import type { Dashboard } from '../../../src/model/dashboard.ts'
import { panelOf, withPanel } from './panel-of.ts'

const searched = { dataset: 'logs', level: 'level' }
const kql = { mode: 'kql', q: 'status:500', columns: ['service'] } as const

describe('a search as a panel', () => {
  it('counts over time by level, or shows its records', () => {
    expect(panelOf('overTime', 'Errors', kql, searched)).toEqual({
      title: 'Errors',
      type: 'bar',
      query: { in: 'logs', kql: 'status:500', measure: 'count', every: 'auto', by: 'level' },
    })
    expect(panelOf('table', 'Errors', kql, searched).query).toEqual({
      in: 'logs',
      kql: 'status:500',
      fields: ['service'],
    })
    expect(panelOf('records', 'All', { ...kql, q: ' ', columns: [] }, searched).query).toEqual({ in: 'logs' })
  })

  it('keeps its SQL', () => {
    expect(panelOf('lines', 'Means', { mode: 'sql', q: 'select 1', columns: [] }, searched)).toEqual({
      title: 'Means',
      type: 'line',
      query: { sql: 'select 1' },
    })
  })

  it('stands below all others, under a name of its own', () => {
    const text = (y: number, more = {}) => ({ type: 'text', at: { x: 0, y, w: 12, h: 2 }, ...more }) as const
    const dashboard: Dashboard = {
      title: 'The shop',
      time: { from: 'now-1h', to: 'now' },
      variables: {},
      tabs: { first: { title: 'First' }, second: { title: 'Second' } },
      panels: { panel_3: text(4), other: text(0, { tab: 'first' }), far: text(80, { tab: 'second' }) },
    }
    const { panels } = withPanel(dashboard, { type: 'logs' })
    expect(panels.panel_4).toEqual({ type: 'logs', tab: 'first', at: { x: 0, y: 6, w: 12, h: 7 } })
    expect(Object.keys(panels)).toHaveLength(4)
  })
})
