import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { offsetOf } from '../../../model/offset.ts'
import type { DatasetFrame } from '../../dataset.ts'
import { type Candidates, openIndexReader } from './index-reader.ts'
import { blockOffsets, openIndexWriter } from './index-writer.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caudal-index-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

/** The record of each position has its position and one of a thousand names as words. */
function frame(position: number, count: number, partition = 0): DatasetFrame {
  let text = ''
  for (let i = position; i < position + count; i++) text += `{"id":"r${i}","name":"n${i % 1000}"}\n`
  return {
    offset: offsetOf(partition, position),
    count,
    kind: 'records',
    source: '',
    received: 0,
    bytes: Buffer.from(text),
  }
}

async function fill(from: number, until: number, step = 1000, partition = 0): Promise<void> {
  const writer = await openIndexWriter(folder)
  for (let at = from; at < until; at += step) {
    const count = Math.min(step, until - at)
    writer.add([frame(at, count, partition)], offsetOf(partition, at + count))
  }
  await writer.close()
}

function ask(words: string[][]): Candidates {
  const reader = openIndexReader(folder)
  try {
    return reader.candidates(words)
  } finally {
    reader.close()
  }
}

function isCandidate({ ranges, indexedUntil }: Candidates, offset: number, partition = 0): boolean {
  if (offset >= (indexedUntil.get(partition) ?? 0)) return true
  return ranges.some(([from, until]) => from <= offset && offset < until)
}

async function onlyFile(): Promise<string> {
  const [name] = await readdir(folder)
  return join(folder, name!)
}

describe('the token index', () => {
  test('never excludes a record that has the words, and most blocks that do not', async () => {
    await fill(0, 5 * blockOffsets + 100)
    const reader = openIndexReader(folder)
    let blocks = 0
    for (let position = 0; position < 5 * blockOffsets + 100; position += 497) {
      const found = reader.candidates([[`r${position}`], ['absent', `n${position % 1000}`]])
      expect(isCandidate(found, position)).toBe(true)
      blocks += found.ranges.reduce((sum, [from, until]) => sum + (until - from) / blockOffsets, 0)
    }
    expect(blocks / ((5 * blockOffsets) / 497)).toBeLessThan(1.3)
    expect(reader.candidates([['nowhere'], ['r1']]).ranges.length).toBeLessThan(2)
    reader.close()
  })

  test('takes lists of words as any of them, and all lists together', async () => {
    await fill(0, 3 * blockOffsets)
    const second = [blockOffsets, 2 * blockOffsets]
    expect(ask([[`r${blockOffsets}`]]).ranges).toEqual([second])
    expect(ask([[`r${blockOffsets}`, 'r1']]).ranges).toEqual([[0, 2 * blockOffsets]])
    expect(ask([[`r${blockOffsets}`], ['r1']]).ranges).toEqual([])
    expect(ask([[`r${blockOffsets}`], []]).ranges).toEqual([second])
    expect(ask([]).ranges).toEqual([[0, 3 * blockOffsets]])
    expect(ask([['R1']]).ranges).toEqual([[0, blockOffsets]])
  })

  test('excludes nothing beyond its position, nor anything when it is gone', async () => {
    await fill(0, blockOffsets + 5)
    const writer = await openIndexWriter(folder)
    expect(writer.position()).toBe(blockOffsets)
    expect(writer.position(3)).toBe(offsetOf(3, 0))
    await rm(folder, { recursive: true })
    expect(ask([['nowhere']])).toEqual({ ranges: [], indexedUntil: new Map() })
  })

  test('resumes behind its last block, and skips what it has', async () => {
    await fill(0, blockOffsets + 5, 777)
    const before = await readFile(await onlyFile())
    await fill(0, 3 * blockOffsets, 5000)
    const file = await readFile(await onlyFile())
    expect(file.subarray(0, before.length)).toEqual(before)
    await rm(folder, { recursive: true })
    await fill(0, 3 * blockOffsets, 3 * blockOffsets)
    expect(await readFile(await onlyFile())).toEqual(file)
  })

  test('is the same after any torn write, once the records came again', async () => {
    await fill(0, 2 * blockOffsets)
    const whole = await readFile(await onlyFile())
    for (const length of [0, 10, 64, 65, 5000, whole.length / 2, whole.length / 2 + 63, whole.length - 1]) {
      await truncate(await onlyFile(), Math.floor(length))
      const writer = await openIndexWriter(folder)
      const position = writer.position()
      expect([0, blockOffsets]).toContain(position)
      writer.add([frame(position, 2 * blockOffsets - position)], 2 * blockOffsets)
      await writer.close()
      expect(await readFile(await onlyFile())).toEqual(whole)
    }
  })

  test('drops the blocks behind a damaged one and builds them again', async () => {
    await fill(0, 2 * blockOffsets)
    const path = await onlyFile()
    const whole = await readFile(path)
    const damaged = Buffer.from(whole)
    damaged[damaged.length - 100]! ^= 4
    await writeFile(path, damaged)
    const writer = await openIndexWriter(folder)
    expect(writer.position()).toBe(blockOffsets)
    writer.add([frame(blockOffsets, blockOffsets)], 2 * blockOffsets)
    await writer.close()
    expect(await readFile(path)).toEqual(whole)
  })

  test('shows a reader the blocks that came after it opened', async () => {
    const reader = openIndexReader(folder)
    expect(reader.candidates([['nowhere']]).indexedUntil).toEqual(new Map())
    await fill(0, blockOffsets)
    expect(reader.candidates([['nowhere']])).toEqual({ ranges: [], indexedUntil: new Map([[0, blockOffsets]]) })
    await fill(blockOffsets, 2 * blockOffsets)
    expect(reader.candidates([[`r${blockOffsets}`]]).ranges).toEqual([[blockOffsets, 2 * blockOffsets]])
    reader.close()
  })

  test('keeps partitions apart, and offers what was never indexed', async () => {
    await fill(100, 2 * blockOffsets, 1000, 1)
    await fill(0, blockOffsets, 1000, 2)
    expect(ask([['nowhere']])).toEqual({
      ranges: [[offsetOf(1, 0), offsetOf(1, 100)]],
      indexedUntil: new Map([
        [1, offsetOf(1, 2 * blockOffsets)],
        [2, offsetOf(2, blockOffsets)],
      ]),
    })
  })

  test('skips gaps in the stream and rejected frames', async () => {
    const writer = await openIndexWriter(folder)
    writer.add([frame(0, 10), { ...frame(10, 10), kind: 'rejected' }, frame(20, 10)], 100)
    writer.add([frame(5 * blockOffsets, blockOffsets)], 6 * blockOffsets)
    await writer.close()
    expect(ask([['r5']]).ranges[0]).toEqual([0, 5 * blockOffsets])
    expect(isCandidate(ask([['r29']]), 29)).toBe(true)
    expect(isCandidate(ask([['r15']]), 15)).toBe(false)
    expect(isCandidate(ask([['nowhere']]), 3 * blockOffsets)).toBe(true)
    expect(isCandidate(ask([['nowhere']]), 5 * blockOffsets)).toBe(false)
  })

  test('forgets files wholly below an offset', async () => {
    const writer = await openIndexWriter(folder, { file_bytes: 1000 })
    for (const from of [0, blockOffsets]) {
      writer.add([frame(from, blockOffsets)], from + blockOffsets)
      await writer.flush()
    }
    expect((await readdir(folder)).length).toBe(2)
    expect(writer.bytes()).toBe((await sizes()).reduce((a, b) => a + b))
    await writer.dropBelow(blockOffsets - 1)
    expect((await readdir(folder)).length).toBe(2)
    await writer.dropBelow(2 * blockOffsets)
    expect(await readdir(folder)).toEqual(['0000000000016384.bloom'])
    expect(ask([['nowhere']]).indexedUntil).toEqual(new Map([[0, 2 * blockOffsets]]))
    await writer.close()
  })

  async function sizes(): Promise<number[]> {
    const names = await readdir(folder)
    return Promise.all(names.map(async (name) => (await stat(join(folder, name))).size))
  }
})
