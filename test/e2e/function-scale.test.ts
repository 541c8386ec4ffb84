import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { Product, temporaryProject } from '../support/product.ts'

const yaml = `name: scale
streams:
  raw: { partitions: 4, key: device }
  work: { partitions: 2, key: device }
functions:
  busy: { on: work, run: functions/busy.ts, to: worked, batch: 20, scale: { min: 1, max: 2, target_cpu: 5, target_lag: 10000000 } }
  slow: { on: raw, run: functions/slow.ts, to: done, batch: 20, scale: { min: 0, max: 3, target_lag: 10 } }
datasets:
  done: {}
  worked: {}
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

/** Computes for as long as a record says. */
const busy = slow.replace(
  /await new Promise.*/,
  'for (const end = performance.now() + Number(record.work_ms); performance.now() < end; );',
)

let product: Product
let remove: () => Promise<void>

beforeAll(async () => {
  const project = await temporaryProject(yaml)
  remove = project.remove
  await mkdir(join(project.folder, 'functions'))
  await writeFile(join(project.folder, 'functions', 'slow.ts'), slow)
  await writeFile(join(project.folder, 'functions', 'busy.ts'), busy)
  product = new Product(project.folder)
  await product.start()
})

afterAll(async () => {
  await product.stop()
  await remove()
})

async function workersOf(wanted: string): Promise<number> {
  const { functions } = await product.json<{ functions: { name: string; workers: number }[] }>('/api/functions')
  return functions.find(({ name }) => name === wanted)!.workers
}

const send = (stream: string, records: readonly object[]) =>
  product.request(`/ingest/${stream}`, {
    method: 'POST',
    body: records.map((record) => `${JSON.stringify(record)}\n`).join(''),
    headers: { 'content-type': 'application/x-ndjson' },
  })

const patience = { interval: 20 }

it('a function that is behind gets more workers, keeps order and state, and has none while nothing comes', async () => {
  const workers = () => workersOf('slow')
  await send(
    'raw',
    Array.from({ length: 4000 }, (_, n) => ({ device: `d${n % 8}`, seq: Math.floor(n / 8) })),
  )
  await expect.poll(workers, { ...patience, message: 'workers while 4000 records wait' }).toBe(3)
  await product.untilStored(120_000)
  // Each device has its 500 records once, counted on by its state in their order, whichever worker had its partition.
  expect(
    await product.rows(
      'select count(*)::int as total, count(distinct device)::int as devices from done where n = seq + 1',
    ),
  ).toEqual([{ total: 4000, devices: 8 }])
  await expect.poll(workers, { ...patience, message: 'workers while nothing comes' }).toBe(0)
  await send('raw', [{ device: 'd1', seq: 500 }])
  await product.untilStored(60_000)
  expect(await product.rows('select n::int as n from done where seq = 500')).toEqual([{ n: 501 }])
})

it('a function whose worker computes all the time gets another, gives it back once it is not needed, and counts on', async () => {
  const workers = () => workersOf('busy')
  const sent = Array.from({ length: 10 }, () => 0)
  const sendTo = (devices: readonly number[], work_ms: number) =>
    send(
      'work',
      devices.map((device) => ({ device: `d${device}`, seq: sent[device]!++, work_ms })),
    )
  const grow = async () => {
    await sendTo(
      Array.from({ length: 500 }, (_, n) => n % 10),
      3,
    )
    return workers()
  }
  expect(await eventually(grow, (count) => count === 2, { timeout_ms: 60_000, pause_ms: 1000 })).toBe(2)
  // What comes now and then is not work enough for two: one of them is given back between two batches.
  let next = 0
  const shrink = async () => {
    await sendTo([next++ % 10], 0)
    return workers()
  }
  expect(await eventually(shrink, (count) => count === 1, { timeout_ms: 150_000, pause_ms: 2000 })).toBe(1)
  await sendTo([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 0)
  await product.untilStored(60_000)
  const counted = await product.rows(
    'select device, count(*)::int as total, max(n)::int as last from worked where n = seq + 1 group by device order by device',
  )
  expect(counted).toEqual(sent.map((total, device) => ({ device: `d${device}`, total, last: total })))
})
