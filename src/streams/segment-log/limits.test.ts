import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { batchOf } from '../../model/batch.ts'
import { numbered, readAll, recordsOf } from '../stream.contract.ts'
import type { Stream, StreamOptions } from '../stream.ts'
import { openSegmentLog, type SegmentLog, type SegmentLogLimits } from './index.ts'

let folder: string
let log: SegmentLog
let now = Date.parse('2026-01-01T00:00:00Z')

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caudal-limits-'))
})

afterEach(async () => {
  await log.close()
  await rm(folder, { recursive: true })
})

async function start(limits: Partial<SegmentLogLimits>, options: Partial<StreamOptions> = {}): Promise<Stream> {
  log = await openSegmentLog(folder, { clock: () => now, limits })
  return log.open('events', { partitions: 1, ...options })
}

describe('limits', () => {
  test('refuse appends while too much waits, and take them again after it', async () => {
    const stream = await start({ waiting_bytes: 100 })
    const first = stream.append([numbered(0, 10)])
    await expect(stream.append([numbered(10, 20)])).rejects.toMatchObject({ code: 'overloaded' })
    await first
    await stream.append([numbered(10, 20)])
    expect(recordsOf(await readAll(stream)).length).toBe(20)
  })

  test('take an append alone that is larger than all that may wait', async () => {
    const stream = await start({ waiting_bytes: 10 })
    expect(await stream.append([numbered(0, 100)])).toEqual({ offset: 0, count: 100 })
  })

  test('refuse a record that is too large, and nothing else of its kind', async () => {
    const stream = await start({ record_bytes: 100 })
    const large = { origin: { source: 'test' }, ...batchOf([{ n: 1 }, { text: 'x'.repeat(100) }]) }
    await expect(stream.append([large])).rejects.toMatchObject({ code: 'too_large' })
    await stream.append([numbered(0, 100)])
    expect(stream.status().appended).toBe(100)
  })

  test('split large batches into frames at line ends, each with its line', async () => {
    const stream = await start({ frame_bytes: 100, tail_bytes: 0 })
    await stream.append([numbered(0, 50, { line: 1 })])
    const frames = await readAll(stream)
    expect(frames.length).toBeGreaterThan(3)
    expect(frames.every(({ bytes }) => bytes.length <= 100)).toBe(true)
    expect(frames.every(({ origin, offset }) => origin.line === offset + 1)).toBe(true)
    expect(recordsOf(frames).map(({ record }) => record)).toEqual(Array.from({ length: 50 }, (_, n) => ({ n })))
  })
})

describe('retention', () => {
  async function segments(): Promise<number> {
    return (await readdir(join(folder, 'events/0'))).filter((name) => name.endsWith('.segment')).length
  }

  test('removes the oldest segments by size, and keeps cursors and keys that were in them', async () => {
    const limits = { segment_bytes: 500, tail_bytes: 0 }
    let stream = await start(limits, { retention_bytes: 2000 })
    await stream.append([numbered(0, 1, { source: 'a', cursor: 'x', key: 'k' })])
    for (let n = 1; n < 60; n++) await stream.append([numbered(n, n + 1)])
    for (const _ of ['at once', 'after a restart', 'and another']) {
      const { offsets, bytes, damage, appended } = stream.status()
      expect(offsets[0]!.first).toBeGreaterThan(30)
      expect(bytes).toBeLessThan(3500)
      expect(await segments()).toBeLessThan(8)
      expect([damage, appended]).toEqual([[], 60])
      expect(recordsOf(await readAll(stream)).map(({ offset }) => offset)).toEqual(
        Array.from({ length: 60 - offsets[0]!.first }, (_, i) => offsets[0]!.first + i),
      )
      expect(stream.cursor('a')).toBe('x')
      expect(stream.storedOf('k')).toMatchObject({ offset: 0, count: 1, complete: false })
      await log.close()
      stream = await start(limits, { retention_bytes: 2000 })
    }
  })

  test('removes by age even what nothing is appended to any more', async () => {
    let stream = await start({}, { retention_ms: 60_000 })
    await stream.append([numbered(0, 3, { source: 'a', cursor: 1 })])
    await log.close()
    now += 61_000
    stream = await start({}, { retention_ms: 60_000 })
    expect(stream.status()).toMatchObject({ appended: 3, offsets: [{ first: 3, next: 3 }] })
    expect(stream.cursor('a')).toBe(1)
    expect(await stream.append([numbered(3, 4)])).toEqual({ offset: 3, count: 1 })
  })

  test('keeps for a consumer what it has not read', async () => {
    const stream = await start({ segment_bytes: 300 }, { retention_bytes: 500 })
    stream.hold('dataset', [4])
    for (let n = 0; n < 30; n++) await stream.append([numbered(n, n + 1)])
    expect(stream.status().offsets[0]!.first).toBeLessThanOrEqual(4)
    stream.hold('dataset', [30])
    for (let n = 30; n < 40; n++) await stream.append([numbered(n, n + 1)])
    // Retention works behind the appends.
    await expect.poll(() => stream.status().offsets[0]!.first).toBeGreaterThan(20)
  })
})
