import { UserError } from '../../../src/lib/errors.ts'
import { positionOf } from '../../../src/model/offset.ts'
import { openSegmentLog } from '../../../src/streams/segment-log/index.ts'
import type { Stream } from '../../../src/streams/stream.ts'
import { processOn } from './process.ts'
import type { Random } from './random.ts'
import type { RecordingDisk } from './recording-disk.ts'

/** One append that was tried, and what became of it. Times are numbers of disk events. */
export interface Attempt {
  readonly partition: number
  readonly source: string
  readonly cursor?: number
  readonly key?: string
  /** Each record is unlike any other. */
  readonly lines: readonly string[]
  readonly submitted: number
  acknowledged?: { readonly at: number; readonly offset: number }
  refused?: { readonly at: number; readonly error: unknown }
}

export interface Commit {
  readonly position: number
  readonly submitted: number
  acknowledged?: number
}

/** What was asked of a stream and what it promised. */
export interface Story {
  readonly attempts: Attempt[]
  readonly commits: Commit[]
  /** The first positions held when the story ended, by partition: retention removes nothing at or behind them. */
  first: number[]
}

export const partitions = 2
export const streamName = 'events'
export const consumer = 'dataset:events'

/** Everything small, so that a short story meets every kind of boundary. */
export const limits = {
  segment_bytes: 6000,
  frame_bytes: 1500,
  group_bytes: 8000,
  tail_bytes: 3000,
  tails_bytes: 4000,
}

export interface Script {
  readonly random: Random
  readonly disk: RecordingDisk
  readonly isRetained: boolean
  /** How many times it is opened and ended, by `close` or by a kill. */
  readonly runs: number
  readonly steps: number
}

/** Appends from sources and requests at once, over several runs. */
export async function tell({ random, disk, isRetained, runs, steps }: Script): Promise<Story> {
  const story: Story = { attempts: [], commits: [], first: [] }
  let now = 1_700_000_000_000
  const clock = () => now++
  for (let run = 0; run < runs; run++) {
    const { fileSystem, kill } = processOn(disk)
    const log = await untilItOpens(() => openSegmentLog('/data/streams', { fileSystem, clock, limits }))
    const options = { partitions, ...(isRetained && { retention_bytes: 15_000 }) }
    const stream = await untilItOpens(() => log.open(streamName, options))
    const actors = ['a', 'b'].map((source) => follow(story, stream, disk, random, source, steps))
    const clients = [1, 2, 3].map((client) => request(story, stream, disk, random, `${run}.${client}`, steps))
    await Promise.all([...actors, ...clients, consume(story, stream, disk, random, steps)])
    if (run === runs - 1) await appendHealed(story, stream, disk, random)
    if (random.chance(0.5)) await log.close()
    else kill()
    story.first = stream.status().offsets.map(({ first }) => positionOf(first))
  }
  return story
}

/** The last appends find the disk well again, and must be taken without anybody's help. */
async function appendHealed(story: Story, stream: Stream, disk: RecordingDisk, random: Random): Promise<void> {
  disk.fault = () => undefined
  for (let partition = 0; partition < partitions; partition++) {
    await attempt(story, stream, disk, random, { partition, source: 'http' })
  }
}

/** A disk that fails now and then lets a later attempt through. */
async function untilItOpens<T>(open: () => Promise<T>, attempts = 30): Promise<T> {
  try {
    return await open()
  } catch (error) {
    if (attempts === 1) throw error
    return untilItOpens(open, attempts - 1)
  }
}

/** A source: one batch after the other, each with the cursor behind it. */
async function follow(
  story: Story,
  stream: Stream,
  disk: RecordingDisk,
  random: Random,
  source: string,
  steps: number,
): Promise<void> {
  for (let step = 0; step < steps; step++) {
    const cursor = 1 + story.attempts.filter((attempt) => attempt.source === source).length
    await attempt(story, stream, disk, random, { partition: random.below(partitions), source, cursor })
  }
}

/** A client: requests of one batch or two under a key. */
async function request(
  story: Story,
  stream: Stream,
  disk: RecordingDisk,
  random: Random,
  client: string,
  steps: number,
): Promise<void> {
  for (let step = 0; step < steps; step++) {
    const key = `${client}.${step}`
    const partition = random.below(partitions)
    for (let batch = 0; batch <= random.below(2); batch++) {
      await attempt(story, stream, disk, random, { partition, source: 'http', key })
    }
  }
}

async function consume(
  story: Story,
  stream: Stream,
  disk: RecordingDisk,
  random: Random,
  steps: number,
): Promise<void> {
  for (let step = 0; step < steps; step++) {
    const { next } = stream.status().offsets[0]!
    const commit: Commit = { position: next, submitted: disk.events.length }
    story.commits.push(commit)
    try {
      await stream.commit(consumer, [next])
      commit.acknowledged = disk.events.length
    } catch {
      // Neither stored nor not stored, until the next one.
    }
    await readSome(stream, random)
    for (let turns = random.below(30); turns > 0; turns--) await Promise.resolve()
  }
}

/** Reads a few frames, from memory or from the files, and sees that none comes twice. */
async function readSome(stream: Stream, random: Random): Promise<void> {
  const { first, next } = stream.status().offsets[random.below(partitions)]!
  let expected = first + random.below(next - first + 1)
  try {
    for await (const frames of stream.read(expected, { signal: new AbortController().signal, bytes: 1000 })) {
      for (const { offset, count } of frames) {
        if (offset < expected) throw new Error(`read offset ${offset} again, and not ${expected}`)
        expected = offset + count
      }
      if (random.chance(0.3)) return
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
  }
}

async function attempt(
  story: Story,
  stream: Stream,
  disk: RecordingDisk,
  random: Random,
  of: Pick<Attempt, 'partition' | 'source' | 'cursor' | 'key'>,
): Promise<void> {
  const id = story.attempts.length
  const size = random.pick([10, 60, 300, 700])
  const count = of.source === 'http' ? 1 + random.below(4) : random.below(6)
  const lines = Array.from({ length: count }, (_, i) => JSON.stringify({ id: `${id}.${i}`, text: 'x'.repeat(size) }))
  const tried: Attempt = { ...of, lines, submitted: disk.events.length }
  story.attempts.push(tried)
  const { partition, ...origin } = of
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''))
  try {
    const { offset } = await stream.append([{ origin, bytes, count, partition }])
    tried.acknowledged = { at: disk.events.length, offset }
  } catch (error) {
    tried.refused = { at: disk.events.length, error }
  }
}
