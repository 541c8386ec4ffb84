import { afterEach, describe, expect, test } from 'vitest'
import { UserError } from '../lib/errors.ts'
import { batchOf } from '../model/batch.ts'
import { offsetOf, partitionOf } from '../model/offset.ts'
import type { Append, Frame, Origin, Stream, StreamEngine } from './stream.ts'

/** How a test reaches an engine: `open` and, after `close`, `open` again must find the same streams. */
export interface EngineUnderTest {
  open(clock: () => number): Promise<StreamEngine>
  /** Removes everything. */
  clean(): Promise<void>
}

/** Records `{ n }` from one number to before another. */
export function numbered(from: number, to: number, origin: Partial<Origin> = {}): Append {
  const records = Array.from({ length: to - from }, (_, i) => ({ n: from + i }))
  return { origin: { source: 'test', ...origin }, ...batchOf(records) }
}

/** All frames of a partition from an offset to the present end. */
export async function readAll(stream: Stream, from = 0, bytes?: number): Promise<Frame[]> {
  const frames: Frame[] = []
  const options = { signal: new AbortController().signal, ...(bytes !== undefined && { bytes }) }
  for await (const some of stream.read(from, options)) frames.push(...some)
  return frames
}

/** The records with their offsets. */
export function recordsOf(frames: readonly Frame[]): { offset: number; record: unknown }[] {
  return frames.flatMap(({ offset, bytes }) => {
    const lines = Buffer.from(bytes).toString().split('\n')
    return lines
      .filter((line) => line.trim() !== '')
      .map((line, i) => ({ offset: offset + i, record: JSON.parse(line) }))
  })
}

/** What every engine of streams promises. */
export function testStreamEngine(name: string, prepare: () => Promise<EngineUnderTest>): void {
  describe(name, () => {
    let under: EngineUnderTest | undefined
    let engine: StreamEngine | undefined
    let now = Date.parse('2026-01-01T00:00:00Z')

    async function start(partitions = 1): Promise<Stream> {
      under ??= await prepare()
      engine = await under.open(() => now)
      return engine.open('events', { partitions })
    }

    async function restart(partitions = 1): Promise<Stream> {
      await engine?.close()
      return start(partitions)
    }

    afterEach(async () => {
      await engine?.close()
      await under?.clean()
      engine = undefined
      under = undefined
    })

    test('gives each record the next offset and reads it back as it was', async () => {
      const stream = await start()
      expect(await stream.append([numbered(0, 3)])).toEqual({ offset: 0, count: 3 })
      expect(await stream.append([numbered(3, 4), numbered(4, 6)])).toEqual({ offset: 3, count: 3 })
      const expected = [0, 1, 2, 3, 4, 5].map((n) => ({ offset: n, record: { n } }))
      expect(recordsOf(await readAll(stream))).toEqual(expected)
    })

    test('keeps records, offsets and origins over a restart', async () => {
      let stream = await start()
      const origin: Origin = { source: 'files', cursor: { at: 7 }, key: 'k', request: 'a.csv', line: 2 }
      await stream.append([numbered(0, 2, origin)])
      stream = await restart()
      const [frame] = await readAll(stream)
      expect(frame).toMatchObject({ offset: 0, count: 2, kind: 'records', origin, received: now })
      expect(await stream.append([numbered(2, 3)])).toEqual({ offset: 2, count: 1 })
      expect(stream.status()).toMatchObject({ appended: 3, offsets: [{ first: 0, next: 3 }], damage: [] })
    })

    test('begins in the middle of a batch and says the line', async () => {
      let stream = await start()
      const bytes = Buffer.from('{"n":0}\n\n{"n":1}\n{"n":2}\n')
      await stream.append([{ origin: { source: 'files', line: 10 }, bytes, count: 3 }])
      for (const _ of ['from memory', 'from disk']) {
        const [frame] = await readAll(stream, 1)
        expect(frame).toMatchObject({ offset: 1, count: 2, origin: { line: 11 } })
        expect(recordsOf([frame!])).toEqual([
          { offset: 1, record: { n: 1 } },
          { offset: 2, record: { n: 2 } },
        ])
        stream = await restart()
      }
    })

    test('stores what was rejected as a frame behind the records', async () => {
      const stream = await start()
      const rejected = [{ bytes: Buffer.from('x"y'), reason: 'cannot read row: expecting 2 fields; got 1', line: 4 }]
      expect(await stream.append([{ ...numbered(0, 1), rejected }])).toEqual({ offset: 0, count: 2 })
      const frames = await readAll(stream)
      expect(frames.map(({ kind, offset, count }) => ({ kind, offset, count }))).toEqual([
        { kind: 'records', offset: 0, count: 1 },
        { kind: 'rejected', offset: 1, count: 1 },
      ])
      const bytes = Buffer.from('x"y').toString('base64')
      expect(recordsOf([frames[1]!])[0]!.record).toEqual({ reason: rejected[0]!.reason, line: 4, bytes })
    })

    test('gives concurrent appends offsets of their own', async () => {
      const stream = await start()
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, i) => stream.append([numbered(i * 2, i * 2 + 2)])),
      )
      const records = new Map(recordsOf(await readAll(stream)).map(({ offset, record }) => [offset, record]))
      expect(records.size).toBe(200)
      for (const [i, { offset }] of answers.entries()) expect(records.get(offset)).toEqual({ n: i * 2 })
    })

    test('follows: waits for records and ends when aborted', async () => {
      const stream = await start()
      await stream.append([numbered(0, 1)])
      const abort = new AbortController()
      const seen: unknown[] = []
      const following = (async () => {
        for await (const frames of stream.read(0, { signal: abort.signal, follow: true })) {
          seen.push(...recordsOf(frames))
          if (seen.length === 3) abort.abort()
        }
      })()
      await stream.append([numbered(1, 2)])
      await stream.append([numbered(2, 3)])
      await following
      expect(seen).toEqual([0, 1, 2].map((n) => ({ offset: n, record: { n } })))
    })

    test('serves many followers the same records', async () => {
      const stream = await start()
      const follow = async () => {
        let next = 0
        for await (const frames of stream.read(0, { signal: new AbortController().signal, follow: true })) {
          for (const { offset } of recordsOf(frames)) expect(offset).toBe(next++)
          if (next === 50) return next
        }
        return next
      }
      const followers = Array.from({ length: 20 }, follow)
      for (let n = 0; n < 50; n++) await stream.append([numbered(n, n + 1)])
      expect(await Promise.all(followers)).toEqual(Array.from({ length: 20 }, () => 50))
    })

    test('ends followers when it closes', async () => {
      const stream = await start()
      const following = (async () => {
        for await (const _ of stream.read(0, { signal: new AbortController().signal, follow: true }));
      })()
      await engine!.close()
      await following
    })

    test('reads about as many bytes at a time as asked for', async () => {
      const stream = await start()
      for (let n = 0; n < 20; n++) await stream.append([numbered(n, n + 1)])
      const sizes: number[] = []
      for await (const frames of stream.read(0, { signal: new AbortController().signal, bytes: 30 })) {
        sizes.push(frames.reduce((sum, { bytes }) => sum + bytes.length, 0))
      }
      expect(Math.max(...sizes)).toBeLessThanOrEqual(30)
      expect(sizes.length).toBeGreaterThan(5)
    })

    test('keeps partitions apart, each with its own offsets', async () => {
      let stream = await start(3)
      await stream.append([{ ...numbered(0, 2), partition: 2 }])
      await stream.append([{ ...numbered(2, 3), partition: 1 }])
      expect(await stream.append([{ ...numbered(3, 4), partition: 2 }])).toEqual({ offset: offsetOf(2, 2), count: 1 })
      stream = await restart(3)
      const frames = await readAll(stream, offsetOf(2, 0))
      expect(recordsOf(frames).map(({ record }) => record)).toEqual([{ n: 0 }, { n: 1 }, { n: 3 }])
      expect(frames.every(({ offset }) => partitionOf(offset) === 2)).toBe(true)
      expect(stream.status().appended).toBe(4)
    })

    test('may get more partitions but never fewer', async () => {
      await start(2)
      const stream = await restart(4)
      await stream.append([{ ...numbered(0, 1), partition: 3 }])
      await engine!.close()
      engine = await under!.open(() => now)
      await expect(engine.open('events', { partitions: 3 })).rejects.toThrow(UserError)
      expect((await engine.open('events', { partitions: 4 })).status().appended).toBe(1)
    })

    test('refuses a partition that is not there, and stores nothing of the append', async () => {
      const stream = await start(2)
      const batches = [0, 2].map((partition) => ({ ...numbered(0, 1), partition }))
      await expect(stream.append(batches)).rejects.toMatchObject({ code: 'invalid' })
      expect(stream.status().appended).toBe(0)
    })

    test('remembers the cursor of each source with its batch', async () => {
      let stream = await start()
      expect(stream.cursor('a')).toBeUndefined()
      await stream.append([numbered(0, 1, { source: 'a', cursor: { at: 1 } })])
      await stream.append([
        numbered(1, 2, { source: 'b', cursor: 'x' }),
        numbered(2, 3, { source: 'a', cursor: { at: 2 } }),
      ])
      await stream.append([{ origin: { source: 'b', cursor: 'y' }, bytes: new Uint8Array(0), count: 0 }])
      for (const _ of ['at once', 'after a restart']) {
        expect(stream.cursor('a')).toEqual({ at: 2 })
        expect(stream.cursor('b')).toBe('y')
        stream = await restart()
      }
    })

    test('knows the latest cursor of a source that writes to several partitions', async () => {
      let stream = await start(2)
      for (const [at, partition] of [1, 0, 1, 0, 0].entries()) {
        await stream.append([{ ...numbered(at, at + 1, { source: 'a', cursor: at }), partition }])
      }
      const spread = [0, 1].map((partition) => ({ ...numbered(9, 10, { source: 'a', cursor: 9 }), partition }))
      await stream.append(spread)
      expect(stream.cursor('a')).toBe(9)
      stream = await restart(2)
      expect(stream.cursor('a')).toBe(9)
    })

    test('tells what a key was answered, over several batches, for a day', async () => {
      let stream = await start()
      await stream.append([numbered(0, 5)])
      expect(stream.storedOf('k')).toBeUndefined()
      await stream.append([numbered(5, 7, { key: 'k' })])
      await stream.append([numbered(7, 8)])
      await stream.append([numbered(8, 10, { key: 'k' })])
      for (const _ of ['at once', 'after a restart']) {
        expect(stream.storedOf('k')).toMatchObject({ offset: 5, count: 4, complete: false })
        stream = await restart()
      }
      now += 24 * 60 * 60 * 1000
      expect(stream.storedOf('k')).toBeUndefined()
    })

    test('tells how much of a key each partition has, and how much of it was rejected', async () => {
      let stream = await start(2)
      const rejected = [{ bytes: Buffer.from('no record'), reason: 'cannot read it' }]
      await stream.append([
        { ...numbered(0, 3, { key: 'k' }), partition: 1 },
        { ...numbered(3, 5, { key: 'k' }), rejected },
      ])
      await stream.append([{ ...numbered(5, 6, { key: 'k' }), partition: 1 }])
      for (const _ of ['at once', 'after a restart']) {
        const { records, rejected, count } = stream.storedOf('k')!
        expect([[...records].sort(), rejected, count]).toEqual([
          [
            [0, 2],
            [1, 4],
          ],
          1,
          7,
        ])
        stream = await restart(2)
      }
    })

    test('finds the first record received at or after a time', async () => {
      let stream = await start()
      const first = now
      for (let n = 0; n < 10; n++) {
        await stream.append([numbered(n * 2, n * 2 + 2)])
        now += 1000
      }
      for (const _ of ['at once', 'after a restart']) {
        expect(await stream.offsetAt(0, 0)).toBe(0)
        expect(await stream.offsetAt(0, first + 3000)).toBe(6)
        expect(await stream.offsetAt(0, first + 3001)).toBe(8)
        expect(await stream.offsetAt(0, now + 1)).toBe(20)
        stream = await restart()
      }
    })

    test('stores the positions of named consumers', async () => {
      let stream = await start()
      await stream.append([numbered(0, 10)])
      expect(await stream.position('dataset: events')).toBeUndefined()
      await stream.commit('dataset: events', [4])
      await stream.commit('../other', [2])
      await stream.commit('dataset: events', [7])
      stream = await restart()
      expect(await stream.position('dataset: events')).toEqual([7])
      expect(await stream.position('../other')).toEqual([2])
    })

    test('opens the same stream for the same name', async () => {
      const stream = await start()
      const again = await engine!.open('events', { partitions: 1 })
      await stream.append([numbered(0, 1)])
      expect(again.status().appended).toBe(1)
    })

    test('refuses names that are not names of streams', async () => {
      await start()
      for (const bad of ['', '.', '..', '../x', 'A', 'a/b', 'ü', 'x'.repeat(300)]) {
        await expect(engine!.open(bad, { partitions: 1 })).rejects.toMatchObject({ code: 'invalid' })
      }
      await engine!.open('a-z_0.9', { partitions: 1 })
    })

    test('refuses appends once it is closed', async () => {
      const stream = await start()
      await engine!.close()
      await expect(stream.append([numbered(0, 1)])).rejects.toMatchObject({ code: 'unavailable' })
    })
  })
}
