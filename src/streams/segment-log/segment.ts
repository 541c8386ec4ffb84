import { randomBytes } from 'node:crypto'
import { dirname, join } from 'node:path'
import { crc32c } from '@node-rs/crc32'
import type { FileSystem, OpenFile } from '../../lib/file-system.ts'
import { type FrameHeader, header_bytes, mark_bytes, markPrefix, maybeHeader } from './frame.ts'

/**
 * A segment file begins with `CAUDAL`, zero and version 1 in 8 bytes; the mark of its frames in 8; its first position in 6; in 6
 * `after`, the greatest sequence that was synced in the segments before it, so that the rest of a write that failed there is
 * known for what it is; and the CRC-32C of all that.
 */
export const segmentHeader_bytes = 32
const magic = Buffer.from('CAUDAL\0\x01', 'latin1')

/** Frames are indexed once in so many bytes. */
const indexStep = 2 ** 20

/** A segment file and what is known of it without reading it. Only synced frames count. */
export class Segment {
  readonly path: string
  /** The position of the first record, which is also the file's name. */
  readonly base: number
  readonly mark: Uint8Array
  /** The position behind the last record. */
  end: number
  /** The length of what is synced. */
  bytes: number = segmentHeader_bytes
  /** The greatest time received. */
  received = 0
  /** The greatest sequence. */
  sequence = 0
  /** The greatest sequence that was synced in the segments before, as long as this is the last one. */
  after = 0
  /** By threes: position, place in the file, greatest time received up to there. */
  readonly index: number[] = []
  /** Whether the last frame marks that all before it is synced. */
  isMarked = true

  constructor(path: string, base: number, mark: Uint8Array) {
    this.path = path
    this.base = base
    this.end = base
    this.mark = mark
  }

  /** Counts a synced frame that lies at the place. */
  add(header: FrameHeader, at: number, bytes: number): void {
    this.received = Math.max(this.received, header.received)
    this.sequence = Math.max(this.sequence, header.sequence)
    if (this.index.length === 0 || at - this.index.at(-2)! >= indexStep) {
      this.index.push(header.position, at, this.received)
    }
    this.end = header.position + header.count
    this.bytes = at + bytes
    this.isMarked = header.kind === 'mark'
  }

  /** The last indexed frame that is not behind the position. */
  placeOf(position: number): { at: number; position: number } {
    return this.#indexed((i) => this.index[i]! <= position)
  }

  /** The last indexed frame before which nothing was received at or after the time. */
  placeOfTime(time: number): { at: number; position: number } {
    return this.#indexed((i) => this.index[i + 2]! < time)
  }

  #indexed(isBefore: (i: number) => boolean): { at: number; position: number } {
    let low = 0
    let high = this.index.length / 3
    while (low < high) {
      const middle = (low + high) >> 1
      if (isBefore(middle * 3)) low = middle + 1
      else high = middle
    }
    if (low === 0) return { at: segmentHeader_bytes, position: this.base }
    return { at: this.index[(low - 1) * 3 + 1]!, position: this.index[(low - 1) * 3]! }
  }
}

export function greatestSequence(segments: readonly Segment[]): number {
  return segments.reduce((greatest, { sequence }) => Math.max(greatest, sequence), 0)
}

export function segmentPath(folder: string, base: number): string {
  return join(folder, `${String(base).padStart(20, '0')}.segment`)
}

/** The first position by a segment's file name; undefined for other files. */
export function maybeBase(name: string): number | undefined {
  const match = /^(\d{20})\.segment$/.exec(name)
  return match ? Number(match[1]) : undefined
}

/**
 * Makes a segment whose name and beginning are on disk when this returns. It is written beside and renamed into place, so that a
 * segment of this name is whole, and one that held nothing is replaced in one step. `first` makes the frames to begin with.
 */
export async function createSegment(
  fileSystem: FileSystem,
  path: string,
  { base, after }: { base: number; after: number },
  first: (mark: Uint8Array) => readonly Uint8Array[],
): Promise<{ file: OpenFile; mark: Uint8Array }> {
  const mark = Buffer.concat([markPrefix, randomBytes(mark_bytes - markPrefix.length)])
  const header = Buffer.alloc(segmentHeader_bytes)
  header.set(magic)
  header.set(mark, 8)
  header.writeUIntLE(base, 16, 6)
  header.writeUIntLE(after, 22, 6)
  header.writeUInt32LE(crc32c(header.subarray(0, 28)), 28)
  const file = await fileSystem.open(`${path}.new`, 'w')
  try {
    await file.writev([header, ...first(mark)], 0)
    await file.datasync()
    await fileSystem.rename(`${path}.new`, path)
    await fileSystem.syncFolder(dirname(path))
  } catch (error) {
    await file.close().catch(() => {})
    throw error
  }
  return { file, mark }
}

/** The beginning of a segment file: its mark, and `after` when it is whole. Undefined when not a single frame can be read. */
export async function maybeBeginning(
  file: OpenFile,
  size: number,
): Promise<{ mark: Uint8Array; after: number | undefined } | undefined> {
  const header = Buffer.alloc(segmentHeader_bytes)
  await file.read(header, 0)
  if (header.subarray(0, magic.length).equals(magic) && header.readUInt32LE(28) === crc32c(header.subarray(0, 28))) {
    return { mark: copy(header, 8, mark_bytes), after: header.readUIntLE(22, 6) }
  }
  // The mark is in every frame, too: the first whole header tells it.
  const overlap = header_bytes - 1
  for (let from = segmentHeader_bytes; from < size; from += indexStep) {
    const piece = Buffer.alloc(Math.min(indexStep + overlap, size - from))
    await file.read(piece, from)
    for (let at = piece.indexOf(markPrefix); at !== -1; at = piece.indexOf(markPrefix, at + 1)) {
      if (maybeHeader(piece, at)) return { mark: copy(piece, at, mark_bytes), after: undefined }
    }
  }
  return undefined
}

function copy(from: Uint8Array, at: number, bytes: number): Uint8Array {
  return Uint8Array.from(from.subarray(at, at + bytes))
}
