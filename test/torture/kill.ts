/**
 * kill -9 of the whole process group, again and again, under HTTP, tail and file load, at random instants including start-up and
 * shutdown. Afterwards: nothing acknowledged is lost, nothing stands twice, the counters add up, `verify` is clean, each start was ready
 * within 5 seconds.
 */
import { appendFile, mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Progress } from '../../src/lib/progress.ts'
import { randomFrom } from '../../src/lib/random.ts'
import { caudal, Product, temporaryProject } from '../support/product.ts'
import type { TortureResult } from './torture.ts'

const yaml = `name: torture
sources:
  lines: { type: tail, path: "logs/*.log", to: lines, poll: 50ms }
  rows: { type: files, path: "landing/*.csv", to: rows, poll: 100ms, settle: 200ms }
streams:
  events: {}
  rows: { partitions: 3, key: row }
datasets:
  events: {}
  lines: {}
  rows: {}
`

interface Ledger {
  /** Acknowledged for certain: must be there, once. */
  acknowledged: Set<number>
  /** Sent without an answer and without a retry: may be there, once. */
  uncertain: Set<number>
  lines: number
  rows: number
}

/** A start, and a stop, may take this long on a machine that is not busy with other things. */
const limit_ms = 5000
/** And this long beside other tests, where at least the quickest start must keep the limit. */
const busyLimit_ms = 15_000

export async function kill({
  count,
  seed,
  isTimed = true,
}: {
  count: number
  seed: number
  isTimed?: boolean
}): Promise<TortureResult> {
  const random = randomFrom(seed)
  const { folder, remove } = await temporaryProject(yaml)
  await mkdir(join(folder, 'logs'))
  await mkdir(join(folder, 'landing'))
  const product = new Product(folder)
  const ledger: Ledger = { acknowledged: new Set(), uncertain: new Set(), lines: 0, rows: 0 }
  const violations: string[] = []
  /** Told last: on a busy machine there may be many. */
  const slowStarts: string[] = []
  let slowest_ms = 0
  let quickest_ms = Number.POSITIVE_INFINITY
  const allowed_ms = isTimed ? limit_ms : busyLimit_ms
  using progress = new Progress({ label: 'kills', total: count, format: String, screen: process.stderr })
  const stopLoad = new AbortController()
  const load = [
    sendRecords(product, ledger, random, stopLoad.signal),
    writeLines(folder, ledger, random, stopLoad.signal),
    dropFiles(folder, ledger, random, stopLoad.signal),
  ]
  try {
    for (let run = 0; run < count; run++) {
      product.output = ''
      product.spawn()
      // A fifth of the kills hit the start-up; the others hit work, compaction and, by SIGTERM before, shutdown.
      if (random() < 0.2) await pause(random() * 600)
      else {
        const ms = await product.untilReady()
        slowest_ms = Math.max(slowest_ms, ms)
        quickest_ms = Math.min(quickest_ms, ms)
        if (ms > allowed_ms) slowStarts.push(`start ${run} was ready after ${Math.round(ms)} ms:\n${product.output}`)
        await pause(random() * 1500)
        if (random() < 0.15) {
          void product.stop()
          await pause(random() * 300)
        }
      }
      await product.kill()
      progress.done = run + 1
    }
    stopLoad.abort()
    await product.start()
    await Promise.all(load)
    await settle(product, ledger)
    violations.push(...(await check(product, folder, ledger)))
    const { code, ms } = await product.stop()
    if (code !== 0 || ms > allowed_ms) violations.push(`SIGTERM: exit code ${code} after ${Math.round(ms)} ms`)
    if (quickest_ms > limit_ms) violations.push(`no start was ready within ${limit_ms} ms`)
  } finally {
    stopLoad.abort()
    await product.kill()
    await remove()
  }
  const sent = ledger.acknowledged.size + ledger.lines + ledger.rows
  return {
    figure: `${count} kills, ${sent} records acknowledged, slowest start ${Math.round(slowest_ms)} ms, ${slowStarts.length} over ${allowed_ms} ms`,
    violations: [...violations, ...slowStarts],
  }
}

/** Half of the requests carry an Idempotency-Key and are retried until they are answered; the others are sent once. */
async function sendRecords(product: Product, ledger: Ledger, random: () => number, signal: AbortSignal): Promise<void> {
  let next = 0
  while (!signal.aborted) {
    const ids = Array.from({ length: 1 + Math.floor(random() * 200) }, () => next++)
    const body = ids.map((id) => JSON.stringify({ id, text: 'x'.repeat(Math.floor(random() * 100)) })).join('\n')
    const key = random() < 0.5 ? `key-${ids[0]}` : undefined
    for (;;) {
      const answered = await post(product, body, key)
      if (answered) for (const id of ids) ledger.acknowledged.add(id)
      if (answered || key === undefined) {
        if (!answered) for (const id of ids) ledger.uncertain.add(id)
        break
      }
      await pause(20)
    }
  }
}

async function post(product: Product, body: string, key: string | undefined): Promise<boolean> {
  try {
    const headers = { 'content-type': 'application/x-ndjson', ...(key === undefined ? {} : { 'idempotency-key': key }) }
    const response = await product.request('/ingest/events', {
      method: 'POST',
      body,
      headers,
      signal: AbortSignal.timeout(5000),
    })
    await response.arrayBuffer()
    return response.status === 200
  } catch {
    await pause(20)
    return false
  }
}

async function writeLines(folder: string, ledger: Ledger, random: () => number, signal: AbortSignal): Promise<void> {
  const path = join(folder, 'logs', 'app.log')
  let rotated = 0
  while (!signal.aborted) {
    const lines = Array.from(
      { length: 1 + Math.floor(random() * 50) },
      () => `line ${ledger.lines++} ${'y'.repeat(Math.floor(random() * 80))}\n`,
    )
    await appendFile(path, lines.join(''))
    if (random() < 0.01) await rename(path, join(folder, 'logs', `app-${rotated++}.log`))
    await pause(20)
  }
}

async function dropFiles(folder: string, ledger: Ledger, random: () => number, signal: AbortSignal): Promise<void> {
  for (let file = 0; !signal.aborted; file++) {
    const rows = Array.from(
      { length: 1 + Math.floor(random() * 300) },
      () => `${ledger.rows++},${Math.floor(random() * 1000)}`,
    )
    await writeFile(join(folder, 'landing', `${file}.part`), `row,value\n${rows.join('\n')}\n`)
    await rename(join(folder, 'landing', `${file}.part`), join(folder, 'landing', `${file}.csv`))
    await pause(300)
  }
}

/** Waits until the sources have read all that was written. */
async function settle(product: Product, ledger: Ledger): Promise<void> {
  for (let wait = 0; wait < 3000; wait++) {
    const { streams } = await product.json<{ streams: Record<string, { received: number }> }>('/api/status')
    if ((streams.lines?.received ?? 0) >= ledger.lines && (streams.rows?.received ?? 0) >= ledger.rows) break
    await pause(100)
  }
  await product.untilStored(300_000)
}

async function check(product: Product, folder: string, ledger: Ledger): Promise<string[]> {
  const violations: string[] = []
  const expect = (name: string, got: unknown, wanted: unknown) => {
    if (String(got) !== String(wanted)) violations.push(`${name}: expecting ${wanted}; got ${got}`)
  }
  const counts = async (dataset: string, value: string) =>
    (await product.rows<{ n: number; d: number }>(`select count(*) n, count(distinct ${value}) d from ${dataset}`))[0]!
  const lines = await counts('lines', 'message')
  expect('lines', lines.n, ledger.lines)
  expect('distinct lines', lines.d, ledger.lines)
  const rows = await counts('rows', '"row"')
  expect('rows', rows.n, ledger.rows)
  expect('distinct rows', rows.d, ledger.rows)

  const events = await counts('events', 'id')
  expect('records that stand twice', Number(events.n) - Number(events.d), 0)
  // Millions of ids, told as the runs without a gap in them.
  const runs = await product.json<{ rows: { low: number; high: number }[] }>('/api/sql', {
    sql: `select min(id)::int as low, max(id)::int as high
          from (select id, id - row_number() over (order by id) as run from (select distinct id from events)) group by run`,
    limits: { rows: 1_000_000 },
  })
  let foreign = 0
  let present = 0
  for (const { low, high } of runs.rows) {
    for (let id = low; id <= high; id++) {
      if (ledger.acknowledged.has(id)) present++
      else if (!ledger.uncertain.has(id)) foreign++
    }
  }
  expect('acknowledged records that are lost', ledger.acknowledged.size - present, 0)
  expect('records that nobody sent', foreign, 0)

  const { streams } = await product.json<{ streams: Record<string, Record<string, number>> }>('/api/status')
  for (const [name, c] of Object.entries(streams)) {
    if (name.startsWith('_')) continue
    expect(`the equation of ${name}`, c.received, c.stored! + c.duplicate! + c.rejected! + c.late_dropped! + c.refused!)
  }
  expect('events stored', streams.events?.stored, events.d)
  const verify = await caudal(['verify', '--project', folder])
  if (verify.code !== 0) violations.push(`verify: ${verify.stdout}${verify.stderr}`)
  return violations
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
