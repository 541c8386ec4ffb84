import { describe, expect, it } from 'vitest'
import { filterParts } from './filter-parts.ts'

const datasets = [
  { name: 'shop', columns: [{ name: 'service' }, { name: 'status' }] },
  { name: 'host', columns: [{ name: 'cpu' }] },
]

describe('the filters of a dashboard', () => {
  it('choose the rows of datasets that have the field, and leave the others as they are', () => {
    expect(filterParts([{ field: 'service', value: 'web' }], datasets)).toEqual({
      shop: { where: `(coalesce("service"::varchar = 'web', false))` },
    })
    expect(filterParts([], datasets)).toEqual({})
  })

  it('take values of one field as alternatives, and all others together', () => {
    const filters = [
      { field: 'service', value: 'web' },
      { field: 'service', value: null },
      { field: 'status', value: '500', not: true },
    ]
    expect(filterParts(filters, datasets).shop).toEqual({
      where: `(coalesce("service"::varchar = 'web', false) or ("service" is null)) and not coalesce("status"::varchar = '500', false)`,
    })
  })

  it('take values as values, whatever they are', () => {
    expect(filterParts([{ field: 'service', value: `x') or 1=1 --` }], datasets).shop).toEqual({
      where: `(coalesce("service"::varchar = 'x'') or 1=1 --', false))`,
    })
  })
})
