import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PatternsReport } from '../../src/model/patterns-report.ts'
import type { ValuesReport } from '../../src/model/values-report.ts'
import { Product, temporaryProject } from '../support/product.ts'

const yaml = `name: values
streams: { a: {}, b: {}, log: {}, other: {} }
datasets: { a: {}, b: {}, log: {}, other: {} }
`

let product: Product
let remove: () => Promise<void>

beforeAll(async () => {
  const project = await temporaryProject(yaml)
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
  const messages = Array.from({ length: 300 }, (_, i) => ({
    time: new Date(Date.UTC(2026, 2, 1, 0, i)).toISOString(),
    n: i,
    message: [
      `cannot connect to "db-${i}" after ${i} s\n  at a.ts:${i}`,
      `login of ${['ana', 'ben', 'chloé'][Math.floor(i / 3) % 3]} failed`,
      'disk full',
    ][i % 3],
  }))
  await product.json('/ingest/log', [...messages, { time: '2026-03-02T00:00:00Z', n: 1 }])
  await product.json('/ingest/other', [{ time: '2026-03-02T00:00:00Z', says: 'it says nothing' }])
  await product.untilStored()
})

afterAll(async () => {
  await product?.stop()
  await remove?.()
})

describe('the values of a field', () => {
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

describe('the patterns of messages', () => {
  const patterns = (body: object) => product.json<PatternsReport>('/api/search/patterns', { kql: '', ...body })

  it('come with how many there are, when, and a query that finds them', async () => {
    const found = await patterns({ in: ['log', 'other'] })
    expect(found).toMatchObject({ field: 'message', records: 300, is_sample: false, others: 0 })
    expect([found.from, found.until]).toEqual(['2026-03-01T00:00:00.000Z', '2026-03-01T04:59:00.000Z'])
    expect(found.patterns.map(({ template, count }) => [template, count]).sort()).toEqual([
      ['cannot connect to "db-<*>" after <*> s', 100],
      ['disk full', 100],
      ['login of <*> failed', 100],
    ])
    for (const { template, count, counts, example, kql } of found.patterns) {
      expect(counts.length).toBe(24)
      expect(counts.reduce((sum, each) => sum + each, 0)).toBe(count)
      expect(Math.min(...counts)).toBeGreaterThan(0)
      expect(example).not.toContain('\n')
      const { total } = await product.json<{ total: number }>('/api/search', {
        kql,
        in: ['log'],
        limit: 0,
        histogram: { buckets: 1 },
      })
      expect(total, template).toBe(count)
    }
  })

  it('are those of the records that the search finds, in the field that is named', async () => {
    expect((await patterns({ in: ['log'], kql: 'disk', since: '2026-03-01T01:00:00Z' })).patterns).toMatchObject([
      { template: 'disk full', count: 80 },
    ])
    expect(await patterns({ in: ['other'], field: 'says' })).toMatchObject({ field: 'says', records: 1 })
    expect(await patterns({ in: ['log'], field: 'n', kql: 'n > 290' })).toMatchObject({
      patterns: [{ template: '<*>', count: 9, kql: 'n:*' }],
    })
    expect(await patterns({ in: ['log'], kql: 'nothing' })).toMatchObject({ records: 0, from: null, patterns: [] })
  })

  it('of no field are an error with a way out', async () => {
    await expect(patterns({ in: ['other'] })).rejects.toThrow(
      /400.*usual name of a message.*Name a field of texts: time, says/,
    )
    await expect(patterns({ in: ['log'], field: 'mesage' })).rejects.toThrow(/404.*Did you mean \\?"message\\?"/)
  })
})
