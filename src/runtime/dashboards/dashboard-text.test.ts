import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Dashboard } from '../../model/dashboard.ts'
import { dashboardText } from './dashboard-text.ts'

const before = `# Ours.
title: The shop # for the wall
variables:
  service: { sql: select distinct service from shop }
panels:
  # The one number.
  requests:
    type: stat
    at: { x: 0, y: 0, w: 3, h: 3 }
    query: { in: shop, measure: rate, every: auto, fields: [a, b] } # per second
  old:
    type: text
    at: { x: 3, y: 0, w: 3, h: 3 }
    text: bye
`

const read = (text: string) =>
  ({ time: { from: 'now-1h', to: 'now' }, variables: {}, ...parse(text) }) as unknown as Dashboard

describe('the text of a dashboard', () => {
  it('is the same when nothing has changed, defaults that were filled in included', () => {
    const { variables, ...rest } = read(before)
    const filled = { ...rest, variables: { service: { ...variables.service!, type: 'query' as const } } }
    expect(dashboardText(before, filled)).toBe(before)
  })

  it('keeps comments and order where something has changed, was removed or is new', () => {
    const { panels, ...rest } = read(before)
    const { requests } = panels
    const text = dashboardText(before, {
      ...rest,
      title: 'The shops',
      panels: {
        requests: { ...requests!, at: { ...requests!.at, w: 4 } },
        fresh: { type: 'line', at: { x: 4, y: 0, w: 8, h: 3 }, query: { in: 'shop', measure: ['count', 'rate'] } },
      },
    })
    expect(text).toBe(
      before
        .replace('The shop #', 'The shops #')
        .replace('w: 3', 'w: 4')
        .replace(
          / {2}old:[\s\S]*/,
          `  fresh:
    type: line
    at: { x: 4, y: 0, w: 8, h: 3 }
    query:
      in: shop
      measure: [count, rate]
`,
        ),
    )
  })

  it('puts variables in another order, and gives them other names, with their comments', () => {
    const three = `title: New
variables:
  # Where.
  region: { sql: select region from shop }
  # Which.
  service: { type: list, values: [a, b] } # ours
  note: { type: text }
panels: {}
`
    const { variables, ...rest } = read(three)
    const { region, service, note } = variables
    const query = { type: 'query' as const }
    expect(
      dashboardText(three, { ...rest, variables: { note: note!, area: { ...query, ...region! }, service: service! } }),
    ).toBe(
      `title: New
variables:
  note: { type: text }
  # Where.
  area: { sql: select region from shop }
  # Which.
  service: { type: list, values: [a, b] } # ours
panels: {}
`,
    )
  })

  it('has the first panel of one that had none in lines of its own', () => {
    const empty = 'title: New\nvariables: {}\npanels: {}\n'
    const { panels: _, ...rest } = read(empty)
    const at = { x: 0, y: 0, w: 6, h: 6 }
    expect(dashboardText(empty, { ...rest, panels: { hello: { type: 'text', at, text: 'Hi' } } })).toBe(
      'title: New\nvariables: {}\npanels:\n  hello:\n    type: text\n    at: { x: 0, y: 0, w: 6, h: 6 }\n    text: Hi\n',
    )
  })

  it('is made of nothing for a new one', () => {
    const made = dashboardText(undefined, {
      title: 'New',
      time: { from: 'now-1h', to: 'now' },
      variables: {},
      panels: { hello: { type: 'text', at: { x: 0, y: 0, w: 6, h: 4 }, text: 'one\ntwo\n' } },
    })
    expect(made).toContain('time: { from: now-1h, to: now }\n')
    expect(made).toContain('    at: { x: 0, y: 0, w: 6, h: 4 }\n    text: |\n      one\n      two\n')
  })
})
