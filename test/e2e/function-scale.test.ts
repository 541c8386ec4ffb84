import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Product, temporaryProject } from '../support/product.ts'

const yaml = `name: scale
streams:
  raw: { partitions: 4, key: device }
functions:
  slow: { on: raw, run: functions/slow.ts, to: done, batch: 20, scale: { min: 0, max: 3, target_lag: 10 } }
datasets:
  done: {}
`

const slow = `import { defineFunction } from 'caudal'

export default defineFunction({
  async *run(records, { state }) {
    for (const record of records) {
      await new Promise((resolve) => setTimeout(resolve, 2))
      const n = (state.get<number>('n:' + record.device) ?? 0) + 1
      state.set('n:' + record.device, n)
      yield { ...record, n }
    }
  },
})
`

let product: Product
let remove: () => Promise<void>

beforeAll(async () => {
  const project = await temporaryProject(yaml)
  remove = project.remove
  await mkdir(join(project.folder, 'functions'))
  await writeFile(join(project.folder, 'functions', 'slow.ts'), slow)
  product = new Product(project.folder)
  await product.start()
})

afterAll(async () => {
  await product.stop()
  await remove()
})

const workers = async () =>
  (await product.json<{ functions: { workers: number }[] }>('/api/functions')).functions[0]!.workers

const patience = { timeout: 60_000, interval: 20 }

it('a function that is behind gets more workers, keeps order and state, and has none while nothing comes', {
  timeout: 180_000,
}, async () => {
  const records = Array.from(
    { length: 4000 },
    (_, n) => `${JSON.stringify({ device: `d${n % 8}`, seq: Math.floor(n / 8) })}\n`,
  )
  const headers = { 'content-type': 'application/x-ndjson' }
  await product.request('/ingest/raw', { method: 'POST', body: records.join(''), headers })
  await expect.poll(workers, { ...patience, message: 'workers while 4000 records wait' }).toBe(3)
  await product.untilStored(120_000)
  // Each device has its 500 records once, counted on by its state in their order, whichever worker had its partition.
  expect(
    await product.rows(
      'select count(*)::int as total, count(distinct device)::int as devices from done where n = seq + 1',
    ),
  ).toEqual([{ total: 4000, devices: 8 }])
  await expect.poll(workers, { ...patience, message: 'workers while nothing comes' }).toBe(0)
  await product.request('/ingest/raw', { method: 'POST', body: '{"device":"d1","seq":500}\n', headers })
  await product.untilStored(60_000)
  expect(await product.rows('select n::int as n from done where seq = 500')).toEqual([{ n: 501 }])
})
