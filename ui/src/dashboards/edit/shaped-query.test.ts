import { describe, expect, it } from 'vitest'
import { shapedQuery } from './shaped-query.ts'

const columns = [
  { name: '_time', type: 'TIMESTAMP' },
  { name: 'message', type: 'VARCHAR' },
  { name: 'level', type: 'VARCHAR' },
  { name: 'service', type: 'VARCHAR' },
  { name: 'status', type: 'BIGINT' },
  { name: 'duration_ms', type: 'DOUBLE' },
  { name: 'bytes', type: 'BIGINT' },
]
const plain = { in: 'shop', measure: 'count', every: 'auto' }

describe('the query of a panel that becomes another kind', () => {
  it.each([
    ['treemap', { measure: 'count', by: 'service' }],
    ['column', { measure: 'count', by: 'service' }],
    ['sankey', { measure: 'count', by: ['service', 'level'] }],
    ['bubble', { measure: ['avg(duration_ms)', 'avg(bytes)', 'count'], by: 'service' }],
    ['histogram', { fields: ['duration_ms'], limit: 1000 }],
    ['boxplot', { fields: ['service', 'duration_ms'], limit: 1000 }],
    ['scatter', { fields: ['duration_ms', 'bytes', 'service'], limit: 1000 }],
    ['state_timeline', { fields: ['service', 'level'], limit: 1000 }],
    ['stat', { measure: 'count', every: 'auto' }],
    ['logs', {}],
  ] as const)('gives what a %s draws', (type, wanted) => {
    expect(shapedQuery(type, plain, columns)).toEqual({ in: 'shop', ...wanted })
  })

  it('keeps what was chosen', () => {
    const chosen = { ...plain, measure: 'p95(duration_ms)', by: 'level', limit: 5 }
    expect(shapedQuery('treemap', chosen, columns)).toEqual({
      in: 'shop',
      measure: 'p95(duration_ms)',
      by: 'level',
      limit: 5,
    })
    expect(shapedQuery('pie', { sql: 'select 1' }, columns)).toEqual({ sql: 'select 1' })
  })

  it('splits by no field that another dataset has', () => {
    expect(shapedQuery('pie', { ...plain, by: 'van' }, columns)).toEqual({
      in: 'shop',
      measure: 'count',
      by: 'service',
    })
  })

  it('chooses nothing before there is a dataset', () => {
    expect(shapedQuery('sankey', { measure: 'count' }, [])).toEqual({ measure: 'count' })
    expect(shapedQuery('text', { measure: 'count' }, [])).toBe(undefined)
  })
})
