/**
 * What a function has read and given, read again from the streams: each write of a function carries the offset that it came from, so that
 * the records of a step are told together with what came of them.
 */
import type { Log } from '../../lib/log.ts'
import type { PastPiece } from '../../model/function-past.ts'
import { positionOf } from '../../model/offset.ts'
import type { Frame, Stream } from '../../streams/stream.ts'
import { batchOf, splitBatch } from './run/input-batch.ts'
import { type Cursor, cursorSource, Progress } from './run/progress.ts'

export interface PastParts {
  readonly name: string
  readonly input: Stream
  /** Each once. */
  readonly outputs: readonly Stream[]
  /** Milliseconds since 1970. */
  readonly since: number
  /** The most records that it is given at once. */
  readonly batch_records: number
  readonly signal: AbortSignal
  readonly log: Log
}

interface OutputRecord {
  readonly stream: string
  readonly position: number
  readonly text: string
}

const read_bytes = 1 << 20
const leastStep = 10_000

export async function* pastOf(parts: PastParts): AsyncGenerator<PastPiece, void, void> {
  const { input, signal } = parts
  const streams = [input, ...parts.outputs]
  const since = Math.max(parts.since, ...(await Promise.all(streams.map((stream) => keptSince(stream, signal)))))
  const ranges = []
  for (let partition = 0; partition < input.partitions; partition++) {
    const from = await input.offsetAt(partition, since)
    const until = new Progress({ ...parts, partition }).position ?? 0
    if (until > from) ranges.push({ partition, from, until })
  }
  const records = ranges.reduce((sum, { from, until }) => sum + until - from, 0)
  yield {
    type: 'begin',
    on: input.name,
    partitions: input.partitions,
    since: new Date(since).toISOString(),
    ...(since > parts.since && { asked: new Date(parts.since).toISOString() }),
    records,
  }
  for (const range of ranges) yield* pastOfPartition({ ...parts, since }, range)
  yield { type: 'end' }
}

async function* pastOfPartition(
  parts: PastParts,
  { partition, from, until }: { partition: number; from: number; until: number },
): AsyncGenerator<PastPiece, void, void> {
  const { input, signal, batch_records } = parts
  const longest = Math.max(batch_records, leastStep)
  const inputs = new InputReader(input, from, signal)
  let done = from
  // Nothing was given before the beginning, so that its first step is whole; else a part of it may lie before the time.
  let isWhole = positionOf(from) === 0
  for await (const given of stepsOf(parts, partition)) {
    const { position } = given[0]!
    if (position <= done || position > until) continue
    if (!isWhole) {
      isWhole = true
      await inputs.skip(position)
      done = position
      continue
    }
    // No batch is longer: what lies further back gave nothing.
    while (position - done > longest) {
      done = Math.min(done + longest, position - longest)
      yield* inputs.read(done)
      yield { type: 'step', position: done }
    }
    yield* inputs.read(position)
    for (const { stream, text } of given) yield { type: 'given', stream, text }
    yield { type: 'step', position }
    done = position
  }
  while (done < until) {
    done = Math.min(done + longest, until)
    yield* inputs.read(done)
    yield { type: 'step', position: done }
  }
}

/** All that was given for the same position, position after position. */
async function* stepsOf(parts: PastParts, partition: number): AsyncGenerator<readonly OutputRecord[], void, void> {
  const readers = parts.outputs.flatMap((output) =>
    Array.from({ length: output.partitions }, (_, target) => givenIn(output, target, parts, partition)),
  )
  const heads = await Promise.all(readers.map((reader) => reader.next()))
  for (;;) {
    const waiting = heads.flatMap((head) => (head.done ? [] : [head.value.position]))
    if (waiting.length === 0) return
    const position = Math.min(...waiting)
    const step: OutputRecord[] = []
    for (const [index, reader] of readers.entries()) {
      for (let head = heads[index]!; !head.done && head.value.position === position; heads[index] = head) {
        step.push(head.value)
        head = await reader.next()
      }
    }
    yield step
  }
}

async function* givenIn(
  output: Stream,
  target: number,
  { name, since, signal }: PastParts,
  partition: number,
): AsyncGenerator<OutputRecord, void, void> {
  const source = cursorSource(name, partition, target)
  for await (const frames of output.read(await output.offsetAt(target, since), { signal, bytes: read_bytes })) {
    for (const { origin, bytes, kind } of frames) {
      if (origin.source !== source || kind !== 'records') continue
      const { offset: position } = origin.cursor as Cursor
      yield { stream: output.name, position, text: textOf(bytes) }
    }
  }
}

/** The frames of a partition, cut at the offsets that are asked for. */
class InputReader {
  readonly #batches: AsyncGenerator<readonly Frame[]>
  #waiting: Frame[] = []
  #end: number

  constructor(input: Stream, from: number, signal: AbortSignal) {
    this.#batches = input.read(from, { signal, bytes: read_bytes })
    this.#end = from
  }

  async skip(until: number): Promise<void> {
    for await (const _ of this.read(until));
  }

  async *read(until: number): AsyncGenerator<PastPiece, void, void> {
    while (this.#end < until) {
      if (this.#waiting.length === 0) {
        const { value, done } = await this.#batches.next()
        if (done) return
        this.#waiting = [...value].filter(({ count }) => count > 0)
        continue
      }
      const frame = this.#waiting.shift()!
      this.#end = frame.offset + frame.count
      if (this.#end <= until || frame.kind === 'rejected') {
        yield pieceOf(frame)
        continue
      }
      const [before, after] = splitBatch(batchOf([frame]), until - frame.offset)
      if (before) yield pieceOf({ ...frame, ...before.pieces[0]! })
      if (after) this.#waiting.unshift({ ...frame, ...after.pieces[0]! })
      this.#end = until
    }
  }
}

function pieceOf({ offset, count, kind, received, origin: { source, request, line }, bytes }: Frame): PastPiece {
  const from = { ...(request === undefined ? {} : { request }), ...(line === undefined ? {} : { line }) }
  return { type: 'input', offset, count, kind, received, source, ...from, text: textOf(bytes) }
}

/** When the oldest record came that the stream still has, where it has lost some. */
async function keptSince(stream: Stream, signal: AbortSignal): Promise<number> {
  let kept = 0
  for (const { first, next } of stream.status().offsets) {
    if (positionOf(first) === 0 || first === next) continue
    for await (const [frame] of stream.read(first, { signal, bytes: 1 })) {
      kept = Math.max(kept, frame?.received ?? 0)
      break
    }
  }
  return kept
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
}
