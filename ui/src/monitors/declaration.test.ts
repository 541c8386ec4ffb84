import { describe, expect, it } from 'vitest'
import { declarationOf, newValues, valuesOf } from './declaration.ts'

describe('a monitor as the form holds it', () => {
  it.each([
    { title: 'Payments fail', kql: 'status >= 500', in: 'shop', when: 'value >= 3', over: '1m', every: '5s' },
    { kql: '', in: 'shop', measure: 'p95(order.took ms)', when: 'value > 0.5', by: ['service'], over: '1h', for: '5m' },
    { kql: 'a:1', in: 'shop', when: 'value > 3 or value is null', notify: ['ops'], severity: 'critical' },
    { on: 'readings', when: 'value > 3', by: ['place', 'file'], wait: '5s', again: 'never' },
    { sql: 'select 1 as value', when: 'value < -1.5', no_data: 'keep', inhibited_by: ['all'], over: '1h' },
  ])('is written as it was: %j', (declaration) => {
    expect(declarationOf(valuesOf(declaration), declaration)).toEqual(declaration)
  })

  it('that looks at something else leaves out what has no meaning there', () => {
    const declaration = { kql: '', in: 'shop', when: 'value > 3', over: '1m', for: '5m', no_data: 'ok', text: 'Look!' }
    const values = { ...valuesOf(declaration), way: 'on', when: 'price > 3' } as const
    expect(declarationOf(values, declaration)).toEqual({ on: 'shop', when: 'price > 3', text: 'Look!' })
  })

  it('is short when it is made', () => {
    const values = { ...newValues, title: 'Many errors', dataset: 'events', kql: 'level:error' }
    expect(declarationOf(values)).toEqual({
      title: 'Many errors',
      kql: 'level:error',
      in: 'events',
      when: 'value > 10',
      over: '5m',
    })
  })
})
