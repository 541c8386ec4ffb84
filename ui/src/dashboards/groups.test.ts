import { describe, expect, it } from 'vitest'
import type { Dashboard } from '../../../src/model/dashboard.ts'
import { gridOf, groupsOf, tabOf } from './groups.ts'

const at = { x: 0, y: 0, w: 3, h: 3 }
const panel = (where: object) => ({ type: 'text' as const, at, ...where })
const dashboard: Dashboard = {
  title: 'Shop',
  time: { from: 'now-1h', to: 'now' },
  variables: {},
  tabs: { all: { title: 'All' }, money: { title: 'Money' } },
  sections: { costs: { title: 'Costs', tab: 'money' }, more: { title: 'More' } },
  panels: {
    always: panel({}),
    first: panel({ tab: 'all' }),
    cost: panel({ section: 'costs' }),
    more: panel({ section: 'more' }),
    lost: panel({ section: 'gone' }),
  },
}

describe('the arrangement of panels', () => {
  it('shows what is on the tab and what is on all of them', () => {
    expect(tabOf(dashboard, 'absent')).toBe('all')
    expect(groupsOf(dashboard, 'all')).toEqual([
      { names: ['always', 'first', 'lost'] },
      { section: 'more', names: ['more'] },
    ])
    expect(groupsOf(dashboard, 'money')).toEqual([
      { names: ['always', 'lost'] },
      { section: 'costs', names: ['cost'] },
      { section: 'more', names: ['more'] },
    ])
  })

  it('is one grid without tabs and sections', () => {
    const { tabs: _, sections: __, ...flat } = dashboard
    expect(groupsOf(flat, tabOf(flat, ''))).toEqual([{ names: Object.keys(dashboard.panels) }])
  })

  it('gives each section a grid of its own', () => {
    expect(Object.keys(gridOf(dashboard, { section: 'costs' }))).toEqual(['cost'])
    expect(Object.keys(gridOf(dashboard, { tab: 'money' }))).toEqual(['always', 'lost'])
  })
})
