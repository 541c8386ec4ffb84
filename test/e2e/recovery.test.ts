import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Product, temporaryProject } from '../support/product.ts'

const yaml = 'name: mended\nstreams: { events: {} }\ndatasets: { events: {} }\n'

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

async function send(from: number, count: number): Promise<{ offset: number }> {
  const body = Array.from({ length: count }, (_, n) => JSON.stringify({ id: from + n })).join('\n')
  const response = await product.request('/ingest/events', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-ndjson' },
  })
  expect(response.status).toBe(200)
  await product.untilStored()
  return (await response.json()) as { offset: number }
}

async function filesOf(folder: string, ending: string): Promise<string[]> {
  const path = join(product.folder, '.caudal', folder)
  return (await readdir(path)).filter((name) => name.endsWith(ending)).map((name) => join(path, name))
}

async function ids(): Promise<number[]> {
  return (await product.rows<{ id: number }>('select id from events order by id')).map(({ id }) => id)
}

/** Waits until a query sees them all; until then it may fail. */
async function untilThereAre(count: number): Promise<void> {
  await expect.poll(() => ids().catch(() => [])).toHaveLength(count)
}

describe('a damaged dataset', () => {
  it('is filled again from its stream at the start, when files are missing or cut', async () => {
    await send(0, 10)
    await send(10, 10)
    await product.stop()
    const [one, other] = await filesOf('lake/data/main/events', '.parquet')
    await rm(one!)
    await truncate(other!, 20)
    await product.start()
    await untilThereAre(20)
    expect(await product.json('/api/verify', {})).toEqual({ findings: [], clean: true })
  })

  it('is filled again once a query met the damage', async () => {
    await send(0, 10)
    const [file] = await filesOf('lake/data/main/events', '.parquet')
    const bytes = await readFile(file!)
    await writeFile(file!, bytes.fill(0xff, 4, bytes.length - 8))
    await expect(ids()).rejects.toThrow(/503.*could not be read/)
    await untilThereAre(10)
    expect(await product.json('/api/verify', {})).toEqual({ findings: [], clean: true })
  })
})

it('gives no offset again that the dataset has, when the end of the stream is lost', async () => {
  await send(0, 10)
  await product.stop()
  for (const file of await filesOf('streams/events/0', '.segment')) await rm(file)
  await product.start()
  expect(await send(10, 1)).toMatchObject({ offset: 10 })
  expect(await ids()).toEqual(Array.from({ length: 11 }, (_, n) => n))
  const { streams, problems } = await product.json<{
    streams: { events: { received: number; stored: number; damage: object[] } }
    problems: string[]
  }>('/api/status')
  expect(streams.events).toMatchObject({ received: 11, stored: 11, damage: [{ offset: 0, count: 10 }] })
  expect(problems).toContain('Stream "events" lost 10 records in 1 damaged places of its files.')
})
