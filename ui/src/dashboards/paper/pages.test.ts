import { describe, expect, it } from 'vitest'
import type { Dashboard, Panel } from '../../../../src/model/dashboard.ts'
import { lengthOf, pagesOf } from './pages.ts'

const panel = (x: number, y: number, w: number, h: number, more: Partial<Panel> = {}): Panel => ({
  type: 'text',
  at: { x, y, w, h },
  ...more,
})
const board = (panels: Dashboard['panels'], more: Partial<Dashboard> = {}): Dashboard => ({
  title: 'Board',
  time: { from: 'now-1h', to: 'now' },
  variables: {},
  panels,
  ...more,
})
const names = (pages: ReturnType<typeof pagesOf>) => pages.map((page) => page.map(({ text }) => text))

describe('the pages of a dashboard', () => {
  it('break where no panel stands in the way', () => {
    const panels = { a: panel(0, 0, 6, 4), b: panel(6, 0, 6, 6), c: panel(0, 4, 6, 4), d: panel(0, 8, 12, 4) }
    const pages = pagesOf(board(panels), { width: 600, height: 450 })
    expect(names(pages)).toEqual([['a', 'b', 'c'], ['d']])
    expect(pages[1]![0]).toEqual({ kind: 'panel', text: 'd', x: 0, y: 0, w: 600, h: 196 })
  })

  it('are one that is as long as it has to be where nothing bounds them', () => {
    const [page, ...others] = pagesOf(board({ a: panel(0, 0, 6, 4), b: panel(0, 4, 6, 40) }), {
      width: 600,
      height: Number.POSITIVE_INFINITY,
    })
    expect([others, lengthOf(page!)]).toEqual([[], 44 * 52 - 12])
  })

  it('have what is higher than a page on one of its own, made lower', () => {
    const pages = pagesOf(board({ a: panel(0, 0, 6, 4), b: panel(0, 4, 6, 40) }), { width: 600, height: 500 })
    expect(names(pages)).toEqual([['a'], ['b']])
    expect(pages[1]![0]).toMatchObject({ y: 0, h: 500 })
  })

  it('show each panel once, below the headings of tabs and sections', () => {
    const dashboard = board(
      {
        all: panel(0, 0, 12, 2),
        one: panel(0, 2, 12, 2, { tab: 'first' }),
        two: panel(0, 0, 6, 2, { section: 'costs' }),
      },
      {
        tabs: { first: { title: 'First' }, empty: { title: 'Empty' } },
        sections: { costs: { title: 'Costs', closed: true } },
      },
    )
    expect(names(pagesOf(dashboard, { width: 600, height: 900 }))).toEqual([['First', 'all', 'one', 'Costs', 'two']])
  })

  it('leave no heading alone at the foot', () => {
    const panels = { a: panel(0, 0, 6, 8), b: panel(0, 0, 6, 8, { section: 'costs' }) }
    const pages = pagesOf(board(panels, { sections: { costs: { title: 'Costs' } } }), { width: 600, height: 500 })
    expect(names(pages)).toEqual([['a'], ['Costs', 'b']])
  })
})
