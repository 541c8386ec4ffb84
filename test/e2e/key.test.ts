import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { caudal, Product, temporaryProject } from '../support/product.ts'

const yaml = 'name: once\nstreams: { readings: {} }\ndatasets: { readings: { key: [date, place] } }\n'

let product: Product
let remove: () => Promise<void>

beforeEach(async () => {
  const project = await temporaryProject(yaml)
  remove = project.remove
  product = new Product(project.folder)
  await product.start()
})

afterEach(async () => {
  await product.stop()
  await remove()
})

async function send(records: readonly object[]): Promise<void> {
  const response = await product.request('/ingest/readings', {
    method: 'POST',
    body: records.map((record) => JSON.stringify(record)).join('\n'),
    headers: { 'content-type': 'application/x-ndjson' },
  })
  expect(response.status).toBe(200)
}

const week = (from: number, place: string) =>
  Array.from({ length: 7 }, (_, day) => ({ date: `2024-03-${10 + from + day}`, place, mean: from + day }))

const counters = async () =>
  (await product.json<{ streams: Record<string, Record<string, number>> }>('/api/status')).streams.readings

describe('a dataset with a key', () => {
  it('holds the rows of overlapping files once, whatever happens in between', async () => {
    await send(week(0, 'a'))
    await product.untilStored()
    await product.kill()
    await product.start()
    await send([...week(3, 'a'), ...week(0, 'b')])
    await product.untilStored()
    expect(await counters()).toMatchObject({ received: 21, stored: 17, duplicate: 4, rejected: 0, pending: 0 })
    const rows = () => product.rows('select date::varchar as day, place, mean, _offset from readings order by _offset')
    const before = await rows()
    expect(before).toHaveLength(17)
    expect((await caudal(['rebuild', 'readings', '--project', product.folder])).code).toBe(0)
    await product.untilStored()
    expect(await rows()).toEqual(before)
    expect(await counters()).toMatchObject({ received: 21, stored: 17, duplicate: 4, rejected: 0, pending: 0 })
    expect(await product.json('/api/verify', {})).toEqual({ findings: [], clean: true })
  })

  it('says how what is stored gets another key', async () => {
    await send([...week(0, 'a'), ...week(0, 'b')])
    await product.untilStored()
    const file = join(product.folder, 'caudal.yaml')
    await writeFile(file, (await readFile(file, 'utf8')).replace('[date, place]', '[date]'))
    await expect.poll(() => product.output).toContain('caudal rebuild readings')
    await send(week(0, 'c'))
    await product.untilStored()
    expect(await counters()).toMatchObject({ stored: 21, duplicate: 0 })
    await product.json('/api/rebuild/readings', {})
    await product.untilStored()
    expect(await counters()).toMatchObject({ received: 21, stored: 7, duplicate: 14 })
  })
})
