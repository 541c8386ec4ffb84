/**
 * One flipped bit at a time in segments, Parquet files and the catalogue of a stopped project. Each is detected, costs the smallest
 * possible loss, is told, and is repaired from the stream where that still holds the data.
 */
import { cp, open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { randomFrom } from '../../src/lib/random.ts'
import { caudal, Product, temporaryProject } from '../support/product.ts'
import type { TortureResult } from './torture.ts'

const yaml = `name: flips
streams:
  events: {}
datasets:
  events: {}
`

const records = 2000
const batch = 50

export async function bitFlips({ count, seed }: { count: number; seed: number }): Promise<TortureResult> {
  const random = randomFrom(seed)
  const { folder, remove } = await temporaryProject(yaml)
  const product = new Product(folder)
  const violations: string[] = []
  const tried = { segment: 0, parquet: 0, catalogue: 0, loss: 0 }
  try {
    await product.start()
    for (let first = 0; first < records; first += batch) {
      const body = Array.from({ length: batch }, (_, n) =>
        JSON.stringify({ id: first + n, text: 'z'.repeat(40) }),
      ).join('\n')
      await product.request('/ingest/events', {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/x-ndjson' },
      })
    }
    await product.untilStored()
    await product.stop()
    const data = join(folder, '.caudal')
    const pristine = join(folder, 'pristine')
    await cp(data, pristine, { recursive: true })

    for (let n = 0; n < count; n++) {
      const kind = kinds[n % kinds.length]!
      await rm(data, { recursive: true })
      await cp(pristine, data, { recursive: true })
      const victim = await damage(data, kind, random)
      if (!victim) continue
      tried[kind]++
      const complaint = await consequences(product, folder, kind)
      if (complaint) violations.push(`${victim}: ${complaint}`)
    }
  } finally {
    await product.kill()
    await remove()
  }
  return {
    figure: `${tried.segment} flips in segments, ${tried.parquet} in Parquet, ${tried.catalogue} in the catalogue, ${tried.loss} files cut or removed`,
    violations,
  }
}

const kinds = ['segment', 'parquet', 'catalogue', 'loss'] as const
type Kind = (typeof kinds)[number]

/** Damages one file; says which and how. */
async function damage(data: string, kind: Kind, random: () => number): Promise<string | undefined> {
  const all = await readdir(data, { recursive: true })
  const files = all.filter((name) =>
    kind === 'segment'
      ? /events.*\.segment$/.test(name)
      : kind === 'parquet' || kind === 'loss'
        ? /events.*\.parquet$/.test(name)
        : /catalogue\.sqlite$/.test(name),
  )
  const name = files[Math.floor(random() * files.length)]
  if (!name) return undefined
  if (kind === 'loss' && random() < 0.5) {
    await rm(join(data, name))
    return `${name} is gone`
  }
  const file = await open(join(data, name), 'r+')
  try {
    const { size } = await file.stat()
    const position = Math.floor(random() * size)
    if (kind === 'loss') {
      await file.truncate(position)
      return `${name} is cut at byte ${position}`
    }
    const byte = Buffer.alloc(1)
    await file.read(byte, 0, 1, position)
    byte[0]! ^= 1 << Math.floor(random() * 8)
    await file.write(byte, 0, 1, position)
    return `${name} at byte ${position}`
  } finally {
    await file.close()
  }
}

/** Starts on the damaged data, lets it look, and says what is wrong with the outcome. */
async function consequences(product: Product, folder: string, kind: Kind): Promise<string | undefined> {
  try {
    await product.start()
    // A flipped bit is found by a look at everything, or slowly in passing; a file that is not whole, without being asked.
    const found = kind === 'loss' ? undefined : await caudal(['verify', '--project', folder, '--json'])
    await product.untilStored()
    const rows = async () =>
      Number((await product.rows<{ n: number }>('select count(distinct id) as n from events'))[0]!.n)
    // A repair is under way in the background; it has a few seconds.
    let present = await rows().catch(() => -1)
    for (let tries = 0; present !== records && tries < 50; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100))
      present = await rows().catch(() => -1)
    }
    const [twice] = await product.rows<{ n: number }>('select count(*) - count(distinct id) as n from events')
    if (Number(twice!.n) !== 0) return `${twice!.n} records stand twice`
    if (present !== records) return `${records - present} records are missing from the dataset (${kind})`
    const again = await caudal(['verify', '--project', folder, '--json'])
    if (kind !== 'segment' && again.code !== 0)
      return `verify is not clean after the repair: ${again.stdout.slice(0, 500)} (first: ${found?.stdout.slice(0, 200)})`
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 800) : String(error)
  } finally {
    await product.stop()
  }
}
