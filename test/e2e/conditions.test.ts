import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { caudal, Product, temporaryProject } from '../support/product.ts'

const yaml = `name: conditions
streams:
  visits: {}
functions:
  others: { on: visits, use: { drop: { when: "at: 2026-11-21" } }, to: others }
datasets:
  visits: { fields: { at: timestamp, code: string } }
  others: {}
`
const records = [
  { n: 1, at: '2026-11-21T10:00:00Z', code: 7 },
  { n: 2, at: '2026-11-22T00:30:00+01:00', code: 70 },
  { n: 3, at: '2026-11-22T10:00:00Z', code: 7 },
  { n: 4, at: 'soon', code: 8 },
  // By it one sees that all before it were looked at.
  { n: 5, end: true },
]

describe('a condition in KQL on records of a stream', () => {
  let product: Product
  let remove: () => Promise<void>

  beforeAll(async () => {
    const project = await temporaryProject(yaml)
    remove = project.remove
    product = new Product(project.folder)
    await product.start()
    const body = records.map((record) => JSON.stringify(record)).join('\n')
    const headers = { 'content-type': 'application/x-ndjson' }
    expect((await product.request('/ingest/visits', { method: 'POST', body, headers })).status).toBe(200)
    await product.untilStored()
  })

  afterAll(async () => {
    await product.stop()
    await remove()
  })

  const numbers = (lines: string) => lines.match(/"n":(\d)/g)?.map((match) => Number(match.slice(4))) ?? []

  it.each([
    ['at: 2026-11-21', [1, 2]],
    ['at >= 2026-11-22', [3, 4]],
    ['at < 2026-11-22', [1, 2]],
    ['at: soon', [4]],
    ['code: 7', [1, 3]],
    ['not (at: 2026-11 or end: true)', [4]],
  ])('finds the same live as in the dataset: %s', async (kql, found) => {
    const where = ['--project', product.folder, '--json']
    const query = `(${kql}) or end: true`
    const followed = await caudal(['tail', 'visits', query, '--limit', String(found.length + 1), ...where])
    const searched = await caudal(['search', query, '--in', 'visits', ...where])
    expect({ live: numbers(followed.stdout), stored: numbers(searched.stdout).sort() }).toEqual({
      live: [...found, 5],
      stored: [...found, 5],
    })
  })

  it('means the same in a function, by what the dataset of its stream declares', async () => {
    expect(await product.rows('select n from others order by n')).toEqual([{ n: 3 }, { n: 4 }, { n: 5 }])
  })
})
