/**
 * kill -9 of the whole process group, again and again, while the weekly files of the water example are dropped: afterwards the monthly
 * table is that of pandas to the last digit, each row is valid or invalid as it should be, and there are as many notices, each once.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { adapt } from '../../examples/water/weekly/adapter.ts'
import { type Delivery, deliver } from '../../examples/water/weekly/delivery.ts'
import { writeFiles } from '../../examples/water/weekly/write-files.ts'
import { randomFrom } from '../../src/lib/random.ts'
import { Product } from '../support/product.ts'
import { Mailbox } from '../water/mailbox.ts'
import { absence, type Reference, referenceOf } from '../water/pandas.ts'
import { invalidRowsOf, monthlyOf, noticesIn, waterProject } from '../water/project.ts'
import type { Impossible, TortureResult } from './torture.ts'

const series = fileURLToPath(new URL('../../../shared/data/series', import.meta.url))
const patience_ms = 300_000

export interface WaterOptions {
  readonly count: number
  readonly seed: number
  /** So many of the files, from the first; by default all. */
  readonly most_files?: number
}

export async function water({ count, seed, most_files }: WaterOptions): Promise<TortureResult | Impossible> {
  if (absence !== undefined) return { impossible: absence }
  const random = randomFrom(seed)
  const mailbox = new Mailbox()
  const { folder, landing, remove } = await waterProject(await mailbox.open())
  const product = new Product(folder)
  const violations: string[] = []
  let slowest_ms = 0
  let mails = 0
  try {
    const files = (await allFiles(seed)).slice(0, most_files)
    const expected = await expectedOf(files)
    for (let run = 0; run < count; run++) {
      product.spawn()
      // A fifth of the kills hit the start-up; the others hit the work on the files that were dropped meanwhile.
      const isEarly = random() < 0.2
      if (!isEarly) {
        slowest_ms = Math.max(slowest_ms, await product.untilReady(60_000))
      }
      const share = files.slice(
        Math.floor((run * files.length) / count),
        Math.floor(((run + 1) * files.length) / count),
      )
      await Promise.all([writeFiles(landing, share), pause(random() * (isEarly ? 600 : 2500))])
      await product.kill()
    }
    product.spawn()
    await product.untilReady(60_000)
    await settle(product, mailbox, expected)
    violations.push(...(await check(product, mailbox, expected)))
    mails = mailbox.mails.size
  } finally {
    await product.kill()
    await mailbox.close()
    await remove()
  }
  return { figure: `${count} kills, ${mails} notices, slowest start ${Math.round(slowest_ms)} ms`, violations }
}

/** Real rivers of 15 years where they can be had, and stations that do not exist. */
async function allFiles(seed: number): Promise<Delivery[]> {
  const rivers = existsSync(series) ? await adapt(series, 'river') : []
  const stations = deliver({ seed, places: 4, from: '2006-01-02', weeks: 104 })
  return [...rivers, ...stations].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
}

async function expectedOf(files: readonly Delivery[]): Promise<Reference> {
  const folder = await mkdtemp(join(tmpdir(), 'caudal-torture-'))
  await writeFiles(folder, files)
  const expected = referenceOf(
    folder,
    files.map(({ name }) => name),
  )
  await rm(folder, { recursive: true })
  return expected
}

async function settle(product: Product, mailbox: Mailbox, { monthly, notices }: Reference): Promise<void> {
  const end = performance.now() + patience_ms
  for (;;) {
    const isDone = isDeepStrictEqual(await monthlyOf(product).catch(() => []), monthly)
    if ((isDone && mailbox.mails.size >= notices.length) || performance.now() > end) break
    await pause(200)
  }
  // What is told twice comes soon after what is told once.
  await pause(3000)
}

async function check(product: Product, mailbox: Mailbox, expected: Reference): Promise<string[]> {
  const violations: string[] = []
  const compare = (what: string, got: readonly object[], wanted: readonly object[]) => {
    const texts = [got, wanted].map((rows) => rows.map((row) => JSON.stringify(row)))
    const [surplus, missing] = [
      texts[0]!.filter((text) => !texts[1]!.includes(text)),
      texts[1]!.filter((text) => !texts[0]!.includes(text)),
    ]
    if (got.length !== wanted.length) violations.push(`${what}: expecting ${wanted.length}; got ${got.length}`)
    for (const text of surplus.slice(0, 5)) violations.push(`${what} has ${text}`)
    for (const text of missing.slice(0, 5)) violations.push(`${what} lacks ${text}`)
  }
  compare('the monthly table', await monthlyOf(product), expected.monthly)
  compare('invalid rows', await invalidRowsOf(product), expected.invalid)
  const names = ({ file, place }: { file: string; place: string }) => ({ file, place })
  compare('notices', noticesIn(mailbox).map(names), expected.notices.map(names))
  const { streams } = await product.json<{ streams: Record<string, Record<string, number>> }>('/api/status')
  for (const [name, c] of Object.entries(streams)) {
    const parts = c.stored! + c.duplicate! + c.rejected! + c.late_dropped! + (c.dropped ?? 0) + c.refused!
    if (!name.startsWith('_') && c.received !== parts) violations.push(`the equation of ${name}: ${JSON.stringify(c)}`)
  }
  return violations
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
