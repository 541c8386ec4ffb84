import { UserError } from '../../lib/errors.ts'
import { countLines } from '../../model/batch.ts'
import type { RejectedRecord } from '../../model/rejected.ts'
import type { Append, Origin } from '../stream.ts'
import type { Write } from './group.ts'
import type { SegmentLogLimits } from './limits.ts'
import { maybeLongLine, splitAtLines } from './lines.ts'

type WriteLimits = Pick<SegmentLogLimits, 'frame_bytes' | 'record_bytes'>

/**
 * The frames that appends become, by partition. A cursor goes with the last frame of its source: it must not be on disk before
 * what it covers. Over several partitions nothing orders the writes, so that the cursors then come `after`, in frames of their own.
 */
export function planWrites(
  batches: readonly Append[],
  stream: string,
  limits: WriteLimits,
): { writes: Map<number, Write[]>; after: Write[] } {
  const writes = new Map<number, Write[]>()
  for (const batch of batches) {
    const partition = batch.partition ?? 0
    const frames = framesOf(batch, stream, limits)
    const before = writes.get(partition)
    if (before) before.push(...frames)
    else writes.set(partition, frames)
  }
  if (writes.size === 1) {
    for (const [partition, frames] of writes) writes.set(partition, cursorsLast(frames))
    return { writes, after: [] }
  }
  const cursors = new Map<string, unknown>()
  for (const { origin } of batches) if (origin.cursor !== undefined) cursors.set(origin.source, origin.cursor)
  for (const [partition, frames] of writes) writes.set(partition, frames.map(withoutCursor))
  return { writes, after: Array.from(cursors, ([source, cursor]) => cursorAlone(source, cursor)) }
}

function cursorsLast(frames: Write[]): Write[] {
  if (frames.length === 1) return frames
  const done = new Set<string>()
  return frames
    .toReversed()
    .map((write) => {
      if (write.origin.cursor === undefined) return write
      if (done.has(write.origin.source)) return withoutCursor(write)
      done.add(write.origin.source)
      return write
    })
    .reverse()
}

function withoutCursor(write: Write): Write {
  const { cursor: _, ...origin } = write.origin
  return { ...write, origin }
}

function cursorAlone(source: string, cursor: unknown): Write {
  return { kind: 'records', origin: { source, cursor }, bytes: new Uint8Array(0), count: 0 }
}

function framesOf({ origin, bytes, count, rejected = [] }: Append, stream: string, limits: WriteLimits): Write[] {
  if (bytes.length > 0 && bytes[bytes.length - 1] !== 10) throw new Error('a batch must end with the end of a line')
  checkRecords(bytes, stream, limits)
  const frames: Write[] = []
  if (bytes.length > limits.frame_bytes) frames.push(...split('records', origin, bytes, limits))
  else if (bytes.length > 0 || rejected.length === 0) frames.push({ kind: 'records', origin, bytes, count })
  if (rejected.length > 0) frames.push(...split('rejected', origin, encodeRejected(rejected), limits))
  return frames
}

function split(kind: 'records' | 'rejected', origin: Origin, bytes: Uint8Array, limits: WriteLimits): Write[] {
  let { line } = origin
  return splitAtLines(bytes, limits.frame_bytes).map((piece) => {
    const count = countLines(piece)
    const write = { kind, origin: line === undefined ? origin : { ...origin, line }, bytes: piece, count }
    // Blank lines count in the file, though not as records.
    if (line !== undefined && kind === 'records') line += newlines(piece)
    return write
  })
}

function newlines(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) count++
  return count
}

function checkRecords(bytes: Uint8Array, stream: string, { record_bytes }: WriteLimits): void {
  if (bytes.length <= record_bytes) return
  const length = maybeLongLine(bytes, record_bytes)
  if (length === undefined) return
  throw new UserError(
    'too_large',
    `cannot append to stream "${stream}": expecting records of at most ${record_bytes} bytes; got one of ${length}`,
    { hint: 'Split the record, or store its large part elsewhere and send a reference to it.' },
  )
}

function encodeRejected(rejected: readonly RejectedRecord[]): Uint8Array {
  const lines = rejected.map(({ reason, line, bytes }) => {
    const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
    return Buffer.from(`${JSON.stringify({ reason, ...(line !== undefined && { line }), bytes: base64 })}\n`)
  })
  return Buffer.concat(lines)
}
