import { describe, expect, it } from 'vitest'
import type { Dashboard, Variable } from '../../../../src/model/dashboard.ts'
import { moved, partsOf, withAnnotations, withVariables } from './parts.ts'

const at = { x: 0, y: 0, w: 6, h: 4 }

const dashboard: Dashboard = {
  title: 'The shop',
  time: { from: 'now-1h', to: 'now' },
  variables: {
    region: { type: 'list', values: ['eu'] },
    service: { type: 'query', sql: "select '$region' from shop where region = $region -- of $region" },
    step: { type: 'interval', values: ['1m'] },
  },
  annotations: { deploys: { sql: 'select $region' } },
  panels: {
    one: {
      type: 'line',
      at,
      query: { in: 'shop', where: { region: 'region', kind: 'other' }, every: '$step' },
      links: [{ title: 'There', to: '/ui/dashboards/region?var-region={region}&var-other=1' }],
    },
    two: { type: 'table', at, query: { sql: 'select $region, $regions, $step' } },
  },
}

describe('the variables of a dashboard while they are written', () => {
  it('go up and down, and no further than to the ends', () => {
    const parts = partsOf(dashboard.variables)
    const names = (all: typeof parts) => all.map(({ name }) => name)
    expect(names(moved(parts, 1, -1))).toEqual(['service', 'region', 'step'])
    expect(names(moved(parts, 1, 1))).toEqual(['region', 'step', 'service'])
    expect(moved(parts, 0, -1)).toBe(parts)
    expect(moved(parts, 2, 1)).toBe(parts)
  })

  it('have another name wherever they are named, and nowhere else', () => {
    const renamed: Record<string, string> = { region: 'step', step: 'region' }
    const parts = partsOf<Variable>(dashboard.variables).map((one) => ({ ...one, name: renamed[one.name] ?? one.name }))
    const { variables, panels, annotations } = withVariables(dashboard, parts)
    expect(Object.keys(variables)).toEqual(['step', 'service', 'region'])
    expect(variables.service!.sql).toBe("select '$region' from shop where region = $step -- of $region")
    expect(panels.one!.query).toEqual({ in: 'shop', where: { region: 'step', kind: 'other' }, every: '$region' })
    expect(panels.one!.links![0]!.to).toBe('/ui/dashboards/region?var-step={region}&var-other=1')
    expect(panels.two!.query!.sql).toBe('select $step, $regions, $region')
    expect(annotations!.deploys!.sql).toBe('select $step')
  })

  it('leave the dashboard as it is when nothing has changed', () => {
    expect(withVariables(dashboard, partsOf(dashboard.variables))).toEqual(dashboard)
    expect(withAnnotations(dashboard, partsOf(dashboard.annotations))).toEqual(dashboard)
    expect(withAnnotations(dashboard, [])).not.toHaveProperty('annotations')
  })
})
