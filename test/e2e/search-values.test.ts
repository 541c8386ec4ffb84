import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ValuesReport } from '../../src/model/values-report.ts'
import { Product, temporaryProject } from '../support/product.ts'

describe('the values of a field', () => {
  let product: Product
  let remove: () => Promise<void>

  beforeAll(async () => {
    const project = await temporaryProject('name: values\nstreams:\n  a: {}\n  b: {}\ndatasets:\n  a: {}\n  b: {}\n')
    remove = project.remove
    product = new Product(project.folder)
    await product.start()
    const records = ['Api', 'Api', 'worker', 'api "quoted"'].map((service, i) => ({
      time: `2026-03-0${i + 1}T00:00:00Z`,
      service,
      status: 200 + i,
      ...(i === 3 ? { 'odd name': true } : {}),
    }))
    await product.json('/ingest/a', records)
    await product.json('/ingest/b', [{ time: '2026-03-05T00:00:00Z', service: 'Api', only_b: 1 }])
    await product.untilStored()
  })

  afterAll(async () => {
    await product?.stop()
    await remove?.()
  })

  const values = (body: object) => product.json<ValuesReport>('/api/search/values', { kql: '', ...body })

  it('come with the most frequent first, and how many records have one', async () => {
    expect(await values({ in: ['a'], field: 'service' })).toEqual({
      field: 'service',
      records: 4,
      present: 4,
      values: [
        { value: 'Api', count: 2 },
        { value: 'api "quoted"', count: 1 },
        { value: 'worker', count: 1 },
      ],
    })
    expect(await values({ in: ['a'], field: 'odd name' })).toMatchObject({ records: 4, present: 1 })
  })

  it('are those of the records that the search finds', async () => {
    expect(await values({ in: ['a'], field: 'service', kql: 'status >= 202', since: '2026-03-04' })).toEqual({
      field: 'service',
      records: 1,
      present: 1,
      values: [{ value: 'api "quoted"', count: 1 }],
    })
    expect(await values({ in: ['a'], field: 'service', kql: 'status:0' })).toEqual({
      field: 'service',
      records: 0,
      present: 0,
      values: [],
    })
  })

  it('begin with a prefix in any case, and the counts of the whole stay', async () => {
    const { records, values: found } = await values({ in: ['a'], field: 'service', prefix: 'API', limit: 1 })
    expect([records, found]).toEqual([4, [{ value: 'Api', count: 2 }]])
    expect((await values({ in: ['a'], field: 'service', prefix: "'; drop" })).values).toEqual([])
  })

  it('are looked for in several datasets at once, of which one may lack the field', async () => {
    expect(await values({ in: ['a', 'b'], field: 'only_b' })).toMatchObject({ records: 5, present: 1 })
    expect((await values({ in: ['a', 'b'], field: 'service' })).values[0]).toEqual({ value: 'Api', count: 3 })
  })

  it('of numbers are texts', async () => {
    expect((await values({ in: ['a'], field: 'status', prefix: '203' })).values).toEqual([{ value: '203', count: 1 }])
  })

  it('of a field that is not there are an error with a way out', async () => {
    await expect(values({ in: ['a'], field: 'servise' })).rejects.toThrow(/404.*Did you mean \\?"service\\?"/)
  })
})
