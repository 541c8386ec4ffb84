/**
 * I/O errors on the real product: system calls of the main process or of the lake process fail while records come. Nothing is
 * acknowledged that is not stored, what was refused is not stored, and afterwards it goes on by itself.
 */

import { processesOf } from '../../support/process-group.ts'
import { caudal, Product, temporaryProject } from '../../support/product.ts'
import type { Impossible, TortureResult } from '../torture.ts'
import { type Fault, faults, inject, whyNotTraced } from './strace.ts'

const yaml = 'name: faulty\nstreams: { events: {} }\ndatasets: { events: {} }\n'

const targets = ['main', 'lake'] as const
/** From which call on each thread's calls fail, and how many do. */
const bursts = [
  { first: 1, length: 1 },
  { first: 1, length: 20 },
  { first: 2, length: 1 },
  { first: 3, length: 5 },
  { first: 5, length: 1 },
]
const patience_ms = 20_000

interface Ledger {
  readonly acknowledged: Set<number>
  readonly refused: Set<number>
  next: number
}

/** Tries every `stride`-th case; undefined where nothing can be traced. */
export async function faultyProduct({ stride = 1 }: { stride?: number } = {}): Promise<TortureResult | Impossible> {
  const impossible = whyNotTraced()
  if (impossible !== undefined) return { impossible }
  const all = bursts.flatMap((burst) =>
    faults.flatMap((fault) => targets.map((target) => ({ burst, fault, target }) as const)),
  )
  const cases = all.filter((_, n) => n % stride === 0)
  const { folder, remove } = await temporaryProject(yaml)
  const product = new Product(folder)
  const ledger: Ledger = { acknowledged: new Set(), refused: new Set(), next: 0 }
  const violations: string[] = []
  try {
    await product.start()
    for (const [n, { burst, fault, target }] of cases.entries()) {
      const name = `${fault.calls} of ${target} fail with ${fault.error} from call ${burst.first} on, ${burst.length} times`
      for (const violation of await failing(product, ledger, fault, target, burst))
        violations.push(`${name}: ${violation}`)
      // What is on disk counts, not what is in memory.
      if (n % 4 === 3) await product.kill().then(() => product.start())
    }
    await product.kill()
    await product.start()
    violations.push(...(await check(product, folder, ledger)))
  } catch (error) {
    violations.push(error instanceof Error ? error.message : String(error))
  } finally {
    await product.stop()
    await remove()
  }
  const { acknowledged, refused } = ledger
  return {
    figure: `${cases.length} faults of the running product, ${acknowledged.size} records acknowledged, ${refused.size} refused`,
    violations,
  }
}

async function failing(
  product: Product,
  ledger: Ledger,
  fault: Fault,
  target: (typeof targets)[number],
  burst: (typeof bursts)[number],
): Promise<string[]> {
  const violations: string[] = []
  const pid = target === 'main' ? product.connection().pid : await lakeOf(product)
  const release = await inject([pid], fault, burst)
  try {
    for (let n = 0; n < 12; n++) {
      const status = await send(product, ledger)
      if (![200, 429, 503, undefined].includes(status)) violations.push(`answered ${status}`)
      await pause(50)
    }
  } finally {
    await release()
  }
  const start = performance.now()
  while ((await send(product, ledger)) !== 200) {
    if (performance.now() - start > patience_ms) return [...violations, 'nothing is taken any more']
    await pause(100)
  }
  await product.untilStored(patience_ms).catch(() => violations.push('what was taken is not stored any more'))
  return violations
}

/** The status; undefined when there was no answer, and nobody knows whether it was stored. */
async function send(product: Product, ledger: Ledger): Promise<number | undefined> {
  const ids = Array.from({ length: 20 }, () => ledger.next++)
  try {
    const response = await product.request('/ingest/events', {
      method: 'POST',
      body: ids.map((id) => JSON.stringify({ id })).join('\n'),
      headers: { 'content-type': 'application/x-ndjson' },
      signal: AbortSignal.timeout(10_000),
    })
    await response.arrayBuffer()
    const side = response.status === 200 ? ledger.acknowledged : ledger.refused
    for (const id of ids) side.add(id)
    return response.status
  } catch {
    return undefined
  }
}

/** It is started again when it ends, as it may after the fault before. */
async function lakeOf(product: Product): Promise<number> {
  for (;;) {
    const lake = processesOf(product.group).find(({ name }) => name === 'lake-process')
    if (lake) return lake.pid
    await pause(50)
  }
}

async function check(product: Product, folder: string, ledger: Ledger): Promise<string[]> {
  const violations: string[] = []
  await product.untilStored()
  const { rows } = await product.json<{ rows: { id: number; n: number }[] }>('/api/sql', {
    sql: 'select id, count(*) as n from events group by id',
    limits: { rows: 10_000_000 },
  })
  const stored = new Set(rows.map(({ id }) => Number(id)))
  const count = (what: string, n: number) => {
    if (n > 0) violations.push(`${n} ${what}`)
  }
  count('records stand twice', rows.filter(({ n }) => Number(n) > 1).length)
  count('acknowledged records are lost', [...ledger.acknowledged].filter((id) => !stored.has(id)).length)
  count('refused records are stored', [...ledger.refused].filter((id) => stored.has(id)).length)
  const tables = (await product.rows<{ name: string }>('show tables')).map(({ name }) => name)
  if (tables.includes('events_rejected')) {
    const rejected = await product.rows<{ reason: string }>('select distinct reason from events_rejected')
    for (const { reason } of rejected) violations.push(`good records were rejected: ${reason}`)
  }
  const verify = await caudal(['verify', '--project', folder])
  if (verify.code !== 0) violations.push(`verify: ${verify.stdout}${verify.stderr}`)
  return violations
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
