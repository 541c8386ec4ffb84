/** Consecutive records of one partition, as a function is given them at once; bytes stay as they are. */
import { isBlankLine } from '../../../model/batch.ts'
import type { Frame } from '../../../streams/stream.ts'
import type { RecordOrigin } from '../protocol.ts'

/** A frame, or a piece of one. */
type Piece = Pick<Frame, 'offset' | 'count' | 'origin' | 'bytes'>

export interface InputBatch {
  readonly pieces: readonly Piece[]
  readonly count: number
  /** The offset behind the last record. */
  readonly position: number
}

export function batchOf(pieces: readonly Piece[]): InputBatch {
  const last = pieces.at(-1)!
  return { pieces, count: pieces.reduce((sum, { count }) => sum + count, 0), position: last.offset + last.count }
}

export function bytesOf({ pieces }: InputBatch): Uint8Array {
  return pieces.length === 1 ? pieces[0]!.bytes : Buffer.concat(pieces.map(({ bytes }) => bytes))
}

export function originsOf({ pieces }: InputBatch): RecordOrigin[] {
  return pieces.map(({ offset, count, origin: { source, request, line } }) => ({
    offset,
    count,
    source,
    request,
    line,
  }))
}

/** The first records and the rest; either may be empty. */
export function splitBatch(
  { pieces }: InputBatch,
  count: number,
): readonly [InputBatch | undefined, InputBatch | undefined] {
  const before: Piece[] = []
  const after: Piece[] = []
  let left = count
  for (const piece of pieces) {
    if (left >= piece.count) before.push(piece)
    else if (left <= 0) after.push(piece)
    else {
      const [first, second] = splitPiece(piece, left)
      before.push(first)
      after.push(second)
    }
    left -= piece.count
  }
  return [before.length > 0 ? batchOf(before) : undefined, after.length > 0 ? batchOf(after) : undefined]
}

function splitPiece(piece: Piece, count: number): readonly [Piece, Piece] {
  const { offset, bytes, origin } = piece
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = 0
  let lines = 0
  for (let records = 0; records < count; lines++) {
    const next = buffer.indexOf(10, end)
    const stop = next === -1 ? buffer.length : next
    if (!isBlankLine(buffer, end, stop)) records++
    end = stop + 1
  }
  const rest = origin.line === undefined ? origin : { ...origin, line: origin.line + lines }
  return [
    { ...piece, count, bytes: bytes.subarray(0, end) },
    { offset: offset + count, count: piece.count - count, origin: rest, bytes: bytes.subarray(end) },
  ]
}
