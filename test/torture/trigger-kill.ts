/**
 * kill -9 of the product, again and again, while files land, times come and requests are answered: afterwards each file was given once
 * and each time that was due has one run, the count that a function keeps has no gap, nothing was given twice, and what was answered is
 * stored.
 */
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { randomFrom } from '../../src/lib/random.ts'
import { Product, temporaryProject } from '../support/product.ts'
import type { TortureResult } from './torture.ts'

const yaml = `name: trigger_kill
functions:
  beat: { on: { schedule: "every 1s", missed: all }, run: functions/beat.ts, to: beats }
  order: { on: { http: /orders, access: public }, run: functions/order.ts, to: orders }
  pages: { on: { file: "landing/*.txt", settle: 50ms }, run: functions/pages.ts, to: lines }
datasets:
  beats: {}
  lines: {}
  orders: {}
`

const beat = `export default {
  *schedule(at, { state }) {
    const n = (state.get('n') ?? 0) + 1
    state.set('n', n)
    yield { at, n }
  },
}
`

const pages = `export default {
  async *file(file, { state }) {
    const n = (state.get('n') ?? 0) + 1
    state.set('n', n)
    for await (const text of file.lines()) yield { file: file.name, text, n }
  },
}
`

const order = `export default { *http({ body }) { yield body; return { status: 201 } } }\n`

const linesOf = 20

export async function triggerKill({ count: kills, seed }: { count: number; seed: number }): Promise<TortureResult> {
  const random = randomFrom(seed)
  const { folder, remove } = await temporaryProject(yaml)
  for (const name of ['functions', 'landing', 'drafts']) await mkdir(join(folder, name))
  await writeFile(join(folder, 'functions', 'beat.ts'), beat)
  await writeFile(join(folder, 'functions', 'pages.ts'), pages)
  await writeFile(join(folder, 'functions', 'order.ts'), order)
  const product = new Product(folder)
  const acknowledged: number[] = []
  let orders = 0
  const violations: string[] = []
  let files = 0
  const land = async () => {
    const name = `${files++}.txt`
    await writeFile(join(folder, 'drafts', name), Array.from({ length: linesOf }, (_, i) => `${i}\n`).join(''))
    await rename(join(folder, 'drafts', name), join(folder, 'landing', name))
  }
  try {
    for (let run = 0; run < kills; run++) {
      product.spawn()
      if (random() < 0.8) await product.untilReady()
      const until = performance.now() + 300 + random() * 1500
      while (performance.now() < until) {
        await land()
        // One of several is on its way when the kill comes.
        void send(product, orders++).then((n) => n !== undefined && acknowledged.push(n))
        await pause(20 + random() * 80)
      }
      await product.kill()
    }
    await product.start()
    await land()
    // On a slow machine every kill may have come before an answer.
    const last = await send(product, orders++)
    if (last !== undefined) acknowledged.push(last)
    await settled(product, files)
    violations.push(...(await repeated(product, 'lines', 'file, text')), ...(await repeated(product, 'beats', '"at"')))
    const [found] = await product.rows<{ files: number; lines: number; n: number }>(
      'select count(distinct file) as files, count(*) as lines, max(n) as n from lines',
    )
    const expected = { files, lines: files * linesOf, n: files }
    for (const [name, value] of Object.entries(expected)) {
      const got = Number(found![name as keyof typeof expected])
      if (got !== value) violations.push(`${name}: ${got} in place of ${value}`)
    }
    const [beats] = await product.rows<{ runs: number; span: number; n: number }>(
      `select count(*) as runs, max(n) as n, date_diff('second', min("at"::timestamptz), max("at"::timestamptz)) + 1 as span from beats`,
    )
    const { runs, span, n } = beats!
    if (Number(runs) !== Number(span)) violations.push(`${runs} runs in ${span} s`)
    if (Number(n) !== Number(runs)) violations.push(`the count is ${n} after ${runs} runs`)
    const stored = new Set((await product.rows<{ n: number }>('select n from orders')).map(({ n }) => Number(n)))
    const lost = acknowledged.filter((n) => !stored.has(n))
    if (acknowledged.length === 0) violations.push('no order was answered')
    if (lost.length > 0) violations.push(`${lost.length} of ${acknowledged.length} answered orders are lost`)
    return { figure: `${kills} kills, ${files} files, ${runs} times, ${acknowledged.length} requests`, violations }
  } finally {
    await product.kill()
    await remove()
  }
}

/** Resolves with the number once it was answered that it is stored. */
async function send(product: Product, n: number): Promise<number | undefined> {
  try {
    const headers = { 'content-type': 'application/json' }
    const response = await product.request('/orders', { method: 'POST', body: JSON.stringify({ n }), headers })
    return response.status === 201 ? n : undefined
  } catch {
    return undefined
  }
}

async function settled(product: Product, files: number): Promise<void> {
  const until = performance.now() + 60_000
  for (;;) {
    await product.untilStored()
    const [found] = await product
      .rows<{ files: number }>('select count(distinct file) as files from lines')
      .catch(() => [{ files: 0 }])
    if (Number(found!.files) >= files || performance.now() > until) return
    await pause(100)
  }
}

async function repeated(product: Product, dataset: string, key: string): Promise<string[]> {
  const rows = await product.rows(
    `select ${key}, count(*) as times from ${dataset} group by ${key} having count(*) > 1`,
  )
  return rows.map((row) => `given twice in ${dataset}: ${JSON.stringify(row)}`)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
