import { systemCode } from '../../lib/errors.ts'
import type { FileSystem, OpenFile } from '../../lib/file-system.ts'
import { offsetOf, positionOf } from '../../model/offset.ts'
import type { Frame, Origin } from '../stream.ts'
import { skipLines } from './lines.ts'
import type { Partition } from './partition.ts'
import { type Scanned, scan } from './scan.ts'
import type { Segment } from './segment.ts'
import type { Missing } from './sidecar.ts'

export interface Reading {
  readonly fileSystem: FileSystem
  readonly partition: Partition
  readonly signal: AbortSignal
  readonly follow: boolean
  readonly bytes: number
  damaged(missing: Missing): void
}

const leastPiece = 64 * 1024
const mostPiece = 4 * 2 ** 20

/** Frames from a position on: the newest from memory, older ones from the files. */
export async function* readPartition(from: number, reading: Reading): AsyncGenerator<readonly Frame[]> {
  const { partition, signal, follow, bytes } = reading
  const until = follow ? Number.POSITIVE_INFINITY : partition.next
  let position = from
  while (!signal.aborted) {
    // What retention has removed is not waited for.
    position = Math.max(position, partition.first)
    if (position >= until) return
    if (position >= partition.next) {
      if (partition.isClosed) return
      await partition.more(position, signal)
      continue
    }
    const recent = partition.tail.read(position, bytes)
    if (recent) {
      recent[0] = cutFrame(recent[0]!, position)
      position = endOf(recent)
      yield recent
      continue
    }
    const segment = partition.segmentOf(position)!
    const { end } = segment
    for await (const frames of readSegment(segment, position, reading)) {
      position = endOf(frames)
      yield frames
      if (signal.aborted) return
    }
    position = Math.max(position, end)
    // Positions may be missing between this segment and the next one.
    const next = partition.segmentOf(position)
    if (next === segment && position < partition.next && position >= segment.end) {
      position = partition.segments.find(({ base }) => base > position)?.base ?? partition.next
    }
  }
}

async function* readSegment(segment: Segment, position: number, reading: Reading): AsyncGenerator<readonly Frame[]> {
  const { fileSystem, partition, bytes, damaged } = reading
  const { end, bytes: to } = segment
  const place = segment.placeOf(position)
  const file = await openSegment(fileSystem, partition, segment)
  if (!file) return
  try {
    const range = { from: place.at, to, mark: segment.mark, position: place.position }
    const watch = watchMissing(segment.path, range, damaged)
    let frames: Frame[] = []
    let sum = 0
    for await (const found of scan(file, range, Math.min(Math.max(bytes, leastPiece), mostPiece))) {
      for (const item of found) {
        if (item.type === 'frame' && item.header.position + item.header.count > end) continue
        watch(item)
        const frame = item.type === 'frame' ? maybeFrame(item, partition.number, position) : undefined
        if (!frame) continue
        if (frames.length > 0 && sum + frame.bytes.length > bytes) {
          yield frames
          frames = []
          sum = 0
        }
        frames.push(frame)
        sum += frame.bytes.length
      }
      if (frames.length > 0) yield frames
      frames = []
      sum = 0
    }
    watch({ type: 'end', at: to, position: end })
  } finally {
    await file.close()
  }
}

/** The position of the first record received at or after the time; the end when there is none. */
export async function firstReceived(fileSystem: FileSystem, partition: Partition, time: number): Promise<number> {
  for (const segment of [...partition.segments]) {
    if (segment.received < time) continue
    const { end, bytes: to, mark } = segment
    const { at: from, position } = segment.placeOfTime(time)
    const file = await openSegment(fileSystem, partition, segment)
    if (!file) continue
    try {
      for await (const found of scan(file, { from, to, mark, position }, leastPiece)) {
        for (const item of found) {
          if (item.type === 'gap' || item.header.count === 0 || item.header.received < time) continue
          if (item.header.position < end) return item.header.position
        }
      }
    } finally {
      await file.close()
    }
  }
  return partition.next
}

/** The segment's file, or undefined when retention was faster. */
async function openSegment(
  fileSystem: FileSystem,
  partition: Partition,
  segment: Segment,
): Promise<OpenFile | undefined> {
  try {
    return await fileSystem.open(segment.path, 'r')
  } catch (error) {
    if (systemCode(error) === 'ENOENT' && !partition.segments.includes(segment)) return undefined
    throw error
  }
}

/** Tells which positions are missing, as frames are met whose position is later than expected. */
export function watchMissing(
  file: string,
  { from, position }: { from: number; position: number },
  damaged: (missing: Missing) => void,
): (item: Scanned | { type: 'end'; at: number; position: number }) => void {
  let expected = position
  let at = from
  return (item) => {
    if (item.type === 'gap') {
      at = item.at
      return
    }
    const found = item.type === 'end' ? item.position : item.header.position
    if (found > expected) damaged({ position: expected, count: found - expected, file, at })
    if (item.type === 'frame') {
      expected = item.header.position + item.header.count
      at = item.at
    }
  }
}

/** The frame as readers see it, cut at the position; undefined when nothing of it is wanted. */
function maybeFrame(
  { header, origin, payload }: Extract<Scanned, { type: 'frame' }>,
  partition: number,
  position: number,
): Frame | undefined {
  const { kind, count, received } = header
  if (kind !== 'records' && kind !== 'rejected') return undefined
  if (count === 0 || header.position + count <= position) return undefined
  const offset = offsetOf(partition, header.position)
  return cutFrame(
    { offset, count, kind, origin: JSON.parse(origin.toString()) as Origin, received, bytes: payload },
    position,
  )
}

function cutFrame(frame: Frame, position: number): Frame {
  const surplus = position - positionOf(frame.offset)
  if (surplus <= 0) return frame
  const { bytes, passed } = skipLines(frame.bytes, surplus)
  const { origin } = frame
  return {
    ...frame,
    offset: frame.offset + surplus,
    count: frame.count - surplus,
    bytes,
    origin: origin.line === undefined ? origin : { ...origin, line: origin.line + passed },
  }
}

function endOf(frames: readonly Frame[]): number {
  const last = frames.at(-1)!
  return positionOf(last.offset) + last.count
}
