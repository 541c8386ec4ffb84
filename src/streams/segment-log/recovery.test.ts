import { appendFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { numbered, readAll, recordsOf } from '../stream.contract.ts'
import type { Stream } from '../stream.ts'
import { openSegmentLog, type SegmentLog } from './index.ts'

let folder: string
let log: SegmentLog | undefined
const now = Date.parse('2026-01-01T00:00:00Z')

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caudal-recovery-'))
})

afterEach(async () => {
  await log?.close()
  log = undefined
  await rm(folder, { recursive: true })
})

async function start(limits = {}): Promise<Stream> {
  await log?.close()
  log = await openSegmentLog(folder, { clock: () => now, limits: { tail_bytes: 0, ...limits } })
  return log.open('events', { partitions: 1 })
}

async function stop(): Promise<void> {
  await log?.close()
  log = undefined
}

function path(name: string): string {
  return join(folder, 'events/0', name)
}

async function filesOf(ending: string): Promise<string[]> {
  return (await readdir(join(folder, 'events/0')))
    .filter((name) => name.endsWith(ending))
    .sort()
    .map(path)
}

async function numbers(stream: Stream): Promise<number[]> {
  return recordsOf(await readAll(stream)).map(({ offset }) => offset)
}

/** Three batches of two records, with cursor and key, in one segment. */
async function write(): Promise<void> {
  const stream = await start()
  for (let n = 0; n < 6; n += 2) await stream.append([numbered(n, n + 2, { source: 'a', cursor: n, key: `k${n}` })])
  await stop()
}

describe('a flipped bit', () => {
  test('anywhere in a segment costs at most its own frame, and is told', async () => {
    await write()
    const [file] = await filesOf('.segment')
    const whole = await readFile(file!)
    for (let at = 0; at < whole.length; at++) {
      const bytes = Buffer.from(whole)
      bytes[at]! ^= 1 << (at % 8)
      await writeFile(file!, bytes)
      const stream = await start()
      const held = await numbers(stream)
      const { damage, appended } = stream.status()
      expect(held.length, `byte ${at}`).toBeGreaterThanOrEqual(4)
      expect(
        damage.reduce((sum, { count }) => sum + count, held.length),
        `byte ${at}`,
      ).toBe(6)
      for (const { offset } of damage) expect(held.includes(offset), `byte ${at}`).toBe(false)
      expect(appended).toBe(6)
      expect((await log!.verify()).length, `byte ${at}`).toBe(damage.length)
      expect(await stream.append([numbered(6, 7)])).toEqual({ offset: 6, count: 1 })
      expect(await numbers(stream)).toEqual([...held, 6])
      await stop()
    }
  })

  test('in a closed segment is told when it is read', async () => {
    const stream = await start({ segment_bytes: 300 })
    for (let n = 0; n < 10; n++) await stream.append([numbered(n, n + 1)])
    await stop()
    const file = (await filesOf('.segment'))[1]!
    const bytes = await readFile(file)
    bytes[bytes.length - 20]! ^= 1
    await writeFile(file, bytes)
    const again = await start({ segment_bytes: 300 })
    expect(again.status().damage).toEqual([])
    const held = await numbers(again)
    expect(held.length).toBe(9)
    expect(again.status().damage).toMatchObject([{ count: 1, file, partition: 0 }])
    expect(await log!.verify()).toMatchObject([{ severity: 'error', file }])
  })
})

describe('a torn tail', () => {
  test('is cut wherever it was torn, to the last whole append', async () => {
    await write()
    const [file] = await filesOf('.segment')
    const whole = await readFile(file!)
    for (let length = 0; length < whole.length; length++) {
      await writeFile(file!, whole.subarray(0, length))
      const stream = await start()
      const held = await numbers(stream)
      expect(held, `length ${length}`).toEqual(Array.from({ length: held.length }, (_, n) => n))
      expect(held.length % 2).toBe(0)
      expect(stream.status().damage).toEqual([])
      const cursor = held.length === 0 ? undefined : held.length - 2
      expect(stream.cursor('a')).toBe(cursor)
      expect(await stream.append([numbered(0, 1)])).toEqual({ offset: held.length, count: 1 })
      await stop()
    }
  })

  test('of zeros is cut, too', async () => {
    await write()
    const [file] = await filesOf('.segment')
    const { length } = await readFile(file!)
    await truncate(file!, length + 5000)
    const stream = await start()
    expect((await numbers(stream)).length).toBe(6)
    expect(stream.status().damage).toEqual([])
    expect((await readFile(file!)).length).toBe(length)
  })

  test('that holds a frame of another segment is no frame of this one', async () => {
    await write()
    const [file] = await filesOf('.segment')
    const bytes = await readFile(file!)
    const forged = Buffer.from(bytes.subarray(32))
    forged[4]! ^= 1
    await appendFile(file!, forged)
    const stream = await start()
    expect((await numbers(stream)).length).toBe(6)
    expect(stream.status().damage).toEqual([])
  })
})

describe('sidecars', () => {
  async function writeMany(): Promise<void> {
    const stream = await start({ segment_bytes: 600 })
    for (let n = 0; n < 30; n++) await stream.append([numbered(n, n + 1, { source: 'a', cursor: n, key: `k${n % 7}` })])
    await stop()
  }

  async function answers(): Promise<unknown> {
    const stream = await start()
    const keys = Array.from({ length: 8 }, (_, k) => stream.storedOf(`k${k}`))
    return [await readAll(stream), stream.cursor('a'), keys, stream.status(), await stream.offsetAt(0, now)]
  }

  test('change no answer when they are deleted or damaged, and are written again', async () => {
    await writeMany()
    const before = await answers()
    await stop()
    const sidecars = await filesOf('.index')
    expect(sidecars.length).toBeGreaterThan(3)
    const whole = await Promise.all(sidecars.map((file) => readFile(file)))
    await rm(sidecars[0]!)
    await writeFile(sidecars[1]!, whole[1]!.subarray(0, 40))
    await writeFile(sidecars[2]!, whole[2]!.toString().replace('"end":', '"end":1'))
    expect(await answers()).toEqual(before)
    await stop()
    expect(await filesOf('.index')).toEqual(sidecars)
    expect(await answers()).toEqual(before)
  })
})

describe('a lost segment', () => {
  test('is told as damage, and the rest is read', async () => {
    const stream = await start({ segment_bytes: 300 })
    for (let n = 0; n < 10; n++) await stream.append([numbered(n, n + 1)])
    await stop()
    const files = await filesOf('.segment')
    await rm(files[1]!)
    const again = await start()
    const held = await numbers(again)
    const { damage } = again.status()
    expect(held.length + damage[0]!.count).toBe(10)
    expect(damage.length).toBe(1)
  })

  test('at the end gives no offset twice that a consumer has seen', async () => {
    const stream = await start()
    await stream.append([numbered(0, 5)])
    await stream.commit('dataset', [5])
    await stop()
    await rm((await filesOf('.segment'))[0]!)
    const again = await start()
    expect(await again.append([numbered(5, 6)])).toEqual({ offset: 5, count: 1 })
    expect(again.status().damage).toMatchObject([{ offset: 0, count: 5 }])
    again.hold('other', [9])
    expect(await again.append([numbered(9, 10)])).toEqual({ offset: 9, count: 1 })
    expect(await numbers(again)).toEqual([5, 9])
  })

  test('counts as appended what a consumer has seen, before anything else comes', async () => {
    const stream = await start()
    await stream.append([numbered(0, 5)])
    await stop()
    for (const file of await filesOf('.segment')) await rm(file)
    const again = await start()
    again.hold('dataset', [5])
    expect(again.status()).toMatchObject({ appended: 5, offsets: [{ first: 5, next: 5 }], damage: [{ count: 5 }] })
    expect(await numbers(again)).toEqual([])
  })
})

test('damaged options and positions stop nothing', async () => {
  const stream = await start()
  await stream.append([numbered(0, 2)])
  await stream.commit('dataset', [1])
  await stop()
  await writeFile(join(folder, 'events/stream.json'), 'x')
  await writeFile(join(folder, 'events/consumers/dataset.json'), 'x')
  const again = await start()
  expect(await numbers(again)).toEqual([0, 1])
  expect(await again.position('dataset')).toBeUndefined()
})
