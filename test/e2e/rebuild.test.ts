import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { caudal, Product, temporaryProject } from '../support/product.ts'

const yaml = 'name: again\nstreams: { events: { partitions: 2, key: id } }\ndatasets: { events: {} }\n'

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

async function send(from: number, count: number): Promise<void> {
  const body = Array.from({ length: count }, (_, n) => JSON.stringify({ id: from + n, text: String(from + n) })).join(
    '\n',
  )
  const response = await product.request('/ingest/events', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-ndjson' },
  })
  expect(response.status).toBe(200)
}

const counted = async () => (await product.rows<{ n: number }>('select count(*) as n from events'))[0]!.n

const counters = async () =>
  (await product.json<{ streams: Record<string, Record<string, number>> }>('/api/status')).streams.events

describe('a dataset that is rebuilt', () => {
  it('shows queries never less than all that it had, while records go on coming', async () => {
    const first = 120_000
    for (let from = 0; from < first; from += 20_000) await send(from, 20_000)
    await product.untilStored()
    let sent = first
    let done = false
    const rebuilding = product.json<{ records: number }>('/api/rebuild/events', {}).finally(() => {
      done = true
    })
    const second = await product.json('/api/rebuild/events', {}).catch(String)
    expect(second).toContain('it is rebuilt already')
    let least = first
    let looks = 0
    while (!done) {
      const rows = await counted()
      expect(rows).toBeGreaterThanOrEqual(least)
      least = rows
      looks++
      await send(sent, 100)
      sent += 100
    }
    expect((await rebuilding).records).toBeGreaterThanOrEqual(first)
    expect(looks).toBeGreaterThan(1)
    await product.untilStored()
    expect(await counted()).toBe(sent)
    expect(await product.rows('select count(distinct id) as n from events')).toEqual([{ n: sent }])
    expect(await counters()).toMatchObject({ received: sent, stored: sent, rejected: 0, pending: 0 })
    const { datasets } = await product.json<{ datasets: { name: string }[] }>('/api/datasets')
    expect(datasets.map(({ name }) => name)).toEqual(['_caudal', '_audit', 'events'])
    expect(await product.json('/api/verify', {})).toEqual({ findings: [], clean: true })
  })

  it('has its new fields from the time on that is given, and the old rows before', async () => {
    await send(0, 10)
    await product.untilStored()
    await new Promise((resolve) => setTimeout(resolve, 20))
    const since = new Date().toISOString()
    await send(10, 10)
    await product.untilStored()
    const file = join(product.folder, 'caudal.yaml')
    const rules = '{ rules: [{ field: id, range: [null, 14] }] }'
    await writeFile(file, (await readFile(file, 'utf8')).replace('events: {} }', `events: ${rules} }`))
    await expect.poll(() => product.output).toContain('project file applied')
    expect(await counted()).toBe(20)
    const { stdout } = await caudal(['rebuild', 'events', '--since', since, '--project', product.folder])
    expect(stdout).toBe('rebuilt events from 10 records\n')
    expect(await counted()).toBe(15)
    expect(await counters()).toMatchObject({ received: 20, stored: 15, rejected: 5, pending: 0 })
    expect(await product.json('/api/verify', {})).toEqual({ findings: [], clean: true })
  })

  it('is as it was when the product is killed meanwhile', async () => {
    for (let from = 0; from < 100_000; from += 20_000) await send(from, 20_000)
    await product.untilStored()
    for (const wait_ms of [100, 400]) {
      const rebuilding = product.json('/api/rebuild/events', {}).catch(() => {})
      await new Promise((resolve) => setTimeout(resolve, wait_ms))
      await product.kill()
      await rebuilding
      await product.start()
      await product.untilStored()
      expect(await counted()).toBe(100_000)
      expect(await counters()).toMatchObject({ received: 100_000, stored: 100_000, pending: 0 })
    }
    expect(await product.json('/api/verify', {})).toEqual({ findings: [], clean: true })
  })
})
