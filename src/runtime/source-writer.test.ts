import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../test/support/folder.ts'
import { crashState } from '../../test/torture/power-cut/crash.ts'
import { Random } from '../../test/torture/power-cut/random.ts'
import { RecordingDisk } from '../../test/torture/power-cut/recording-disk.ts'
import { batchOf } from '../model/batch.ts'
import { offsetOf } from '../model/offset.ts'
import { openSegmentLog } from '../streams/segment-log/index.ts'
import type { Stream } from '../streams/stream.ts'
import { Intake, type IntakeBatch, RefusedCounter } from './intake.ts'
import { SourceWriter } from './source-writer.ts'
import { SpreadJournal } from './spread-journal.ts'
import { openState } from './state.ts'

const total = 12

/** Numbers of three devices, as a source brings them that has read up to `n`; each of its lives may bring as many at once as it likes. */
async function bring(stream: Stream, disk: RecordingDisk, together: number, refused: RefusedCounter): Promise<void> {
  const intake = new Intake(stream, { key: 'device', refused })
  const journal = new SpreadJournal('/data/sources/landing', disk)
  const { signal } = new AbortController()
  const writer = new SourceWriter({ name: 'landing', intake, journal, signal, onFailure: () => {} })
  await writer.recover()
  for (let n = (stream.cursor('landing') as number | undefined) ?? 0; n < total; ) {
    // Each batch comes in two, as those of several files do.
    const until = Math.min(total, n + together)
    const half = (n + until) >> 1
    await writer.write([batch(n, half), batch(half, until)])
    n = until
  }
  await journal.close()
}

function batch(from: number, to: number): IntakeBatch {
  const records = Array.from({ length: to - from }, (_, i) => ({ n: from + i, device: `d${(from + i) % 3}` }))
  return { ...batchOf(records), origin: { source: 'landing', cursor: to } }
}

function refusedCounter(): RefusedCounter {
  const state = openState(temporaryFolder(), () => 'nobody')
  onTestFinished(() => state.close())
  return new RefusedCounter(state)
}

async function numbersIn(stream: Stream): Promise<number[][]> {
  const all: number[][] = []
  for (let partition = 0; partition < stream.partitions; partition++) {
    const own: number[] = []
    for await (const frames of stream.read(offsetOf(partition, 0), { signal: new AbortController().signal })) {
      for (const { bytes } of frames)
        for (const line of Buffer.from(bytes).toString().trimEnd().split('\n')) own.push(JSON.parse(line).n)
    }
    all.push(own)
  }
  return all
}

async function life(disk: RecordingDisk, together: number, refused: RefusedCounter): Promise<number[][]> {
  const log = await openSegmentLog('/data/streams', { fileSystem: disk, clock: () => 0 })
  const stream = await log.open('readings', { partitions: 4 })
  try {
    await bring(stream, disk, together, refused)
    return await numbersIn(stream)
  } finally {
    await log.close()
  }
}

const ascending = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)
const everything = Array.from({ length: total }, (_, n) => n)

describe('what a source brings for several partitions', () => {
  it('is stored once, in order, whenever the power is cut and however it is brought again', async () => {
    const refused = refusedCounter()
    const disk = new RecordingDisk()
    expect(ascending((await life(disk, 6, refused)).flat())).toEqual(everything)
    const random = new Random(1)
    for (let length = 0; length <= disk.events.length; length++) {
      const cut = new RecordingDisk(crashState(disk.start, disk.events, length, random))
      const partitions = await life(cut, 5, refused)
      expect(ascending(partitions.flat()), `cut after ${length} events`).toEqual(everything)
      for (const own of partitions) expect(own).toEqual(ascending(own))
    }
  })

  it('is stored once when the disk fails at any moment and the source goes on', async () => {
    const refused = refusedCounter()
    const counting = new RecordingDisk()
    let operations = 0
    counting.fault = () => {
      operations++
      return undefined
    }
    await life(counting, 6, refused)
    for (let at = 0; at < operations; at++) {
      const disk = new RecordingDisk()
      let seen = 0
      disk.fault = () => (seen++ === at ? { code: 'EIO' } : undefined)
      const first = await life(disk, 6, refused).catch((error: unknown) => error)
      if (Array.isArray(first)) expect(ascending(first.flat()), `failed at ${at}`).toEqual(everything)
      expect(ascending((await life(disk, 6, refused)).flat()), `again after ${at}`).toEqual(everything)
    }
  })

  it('is not brought to an end in a stream that was removed and made anew', async () => {
    const refused = refusedCounter()
    const disk = new RecordingDisk()
    await life(disk, 6, refused)
    const spread = await new SpreadJournal('/data/sources/landing', disk).read()
    const fresh = new RecordingDisk()
    await new SpreadJournal('/data/sources/landing', fresh).write(spread!)
    expect(ascending((await life(fresh, 6, refused)).flat())).toEqual(everything)
  })
})
