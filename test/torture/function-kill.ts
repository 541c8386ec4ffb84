/**
 * kill -9 of the product or of the workers of its functions, again and again, while they run: a module that keeps a count in its state, a chain, one that rejects, and
 * one whose output is spread by key. Afterwards each record that was acknowledged has passed each of them once, and the counts that
 * the module gave have no gap and no repetition.
 */
import { globSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { randomFrom } from '../../src/lib/random.ts'
import { Product, temporaryProject } from '../support/product.ts'
import type { TortureResult } from './torture.ts'

const yaml = `name: function_kill
streams:
  raw: { partitions: 2, key: id }
  spread: { partitions: 3, key: id }
functions:
  count: { on: raw, run: functions/count.ts, to: counted, errors: refused, batch: 50, scale: { max: 2, target_lag: 100 } }
  plain: { on: raw, use: { rename: { fields: { id: number } } }, to: plain }
  keyed: { on: raw, run: functions/keyed.js, to: spread, batch: 70 }
datasets:
  counted: {}
  refused: {}
  plain: {}
  spread: {}
`

const count = `import { defineFunction } from 'caudal'

export default defineFunction({
  *run(records, { state, reject }) {
    for (const record of records) {
      const n = (state.get<number>('n') ?? 0) + 1
      state.set('n', n)
      if (Number(record.id) % 7 === 0) reject(record, 'a seventh ' + n)
      else yield { ...record, n }
    }
  },
})
`

const keyed = `export default { *run(records) { yield* records } }\n`

export async function functionKill({ count: kills, seed }: { count: number; seed: number }): Promise<TortureResult> {
  const random = randomFrom(seed)
  const { folder, remove } = await temporaryProject(yaml)
  await mkdir(join(folder, 'functions'))
  await writeFile(join(folder, 'functions', 'count.ts'), count)
  await writeFile(join(folder, 'functions', 'keyed.js'), keyed)
  const product = new Product(folder)
  const stopLoad = new AbortController()
  const load = sendRecords(product, random, stopLoad.signal)
  const violations: string[] = []
  let sent = 0
  try {
    for (let run = 0; run < kills; run++) {
      product.spawn()
      if (random() < 0.2) await pause(random() * 800)
      else {
        await product.untilReady()
        for (let part = 0; part < 4; part++) {
          await pause(random() * 400)
          if (random() < 0.5) killWorkers(folder)
        }
      }
      await product.kill()
    }
    await product.start()
    stopLoad.abort()
    sent = await load
    await product.untilStored(60_000)
    violations.push(...(await check(product, sent)))
  } finally {
    stopLoad.abort()
    await product.kill()
    await remove()
  }
  return { figure: `${kills} kills, ${sent} records through three functions`, violations }
}

function killWorkers(folder: string): void {
  for (const file of globSync(join(folder, '.caudal/functions/workers/*/pid'))) {
    try {
      process.kill(Number(readFileSync(file, 'utf8')), 'SIGKILL')
    } catch {
      // It has gone already.
    }
  }
}

/** Records with numbers from 0 on, each request repeated under its key until it is answered; resolves with how many there were. */
async function sendRecords(product: Product, random: () => number, signal: AbortSignal): Promise<number> {
  let next = 0
  while (!signal.aborted) {
    const ids = Array.from({ length: 1 + Math.floor(random() * 300) }, () => next++)
    const body = ids.map((id) => `${JSON.stringify({ id, text: 'x'.repeat(Math.floor(random() * 60)) })}\n`).join('')
    while (!(await post(product, body, `key-${ids[0]}`))) await pause(20)
  }
  return next
}

async function post(product: Product, body: string, key: string): Promise<boolean> {
  try {
    const headers = { 'content-type': 'application/x-ndjson', 'idempotency-key': key }
    const init = { method: 'POST', body, headers, signal: AbortSignal.timeout(5000) }
    const response = await product.request('/ingest/raw', init)
    await response.arrayBuffer()
    return response.status === 200
  } catch {
    return false
  }
}

async function check(product: Product, sent: number): Promise<string[]> {
  const violations: string[] = []
  const expect = (name: string, got: unknown, wanted: unknown) => {
    if (String(got) !== String(wanted)) violations.push(`${name}: expecting ${wanted}; got ${got}`)
  }
  const sevenths = Math.ceil(sent / 7)
  for (const [dataset, value, wanted] of [
    ['counted', 'id', sent - sevenths],
    ['refused', `(original::json->>'id')`, sevenths],
    ['plain', '"number"', sent],
    ['spread', 'id', sent],
  ] as const) {
    const sql = `select count(*) n, count(distinct ${value}) d from ${dataset}`
    const [row] = await product.rows<{ n: number; d: number }>(sql)
    expect(`${dataset}: rows`, row!.n, wanted)
    expect(`${dataset}: different ones`, row!.d, wanted)
  }
  // Each of the two partitions has a count of its own: its numbers are 1, 2, 3, … without a gap, over records and rejected ones.
  const [state] = await product.rows<{ twice: number; beyond: number }>(`
    with numbers as (
      select n::bigint as n from counted union all select split_part(reason, ' ', 3)::bigint from refused),
    times as (select n, count(*) as c from numbers group by n)
    select count(*) filter (c > 2) as twice, max(n) filter (c = 2) + count(*) filter (c = 1) - max(n) as beyond from times`)
  expect('numbers that the state gave more than once', state!.twice, 0)
  expect('numbers that are missing', state!.beyond, 0)
  const { streams } = await product.json<{ streams: Record<string, Record<string, number>> }>('/api/status')
  const { received, stored, rejected } = streams.raw!
  expect('the equation of raw', received, stored! + rejected!)
  expect('raw: received', received, sent)
  return violations
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
