import { isBlankLine } from '../../model/batch.ts'

const newline = 10

/** The same bytes as a Buffer, whose searches are native. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** The length of the first line over the limit, its end not counted; undefined when all fit. Looks at a few bytes only. */
export function maybeLongLine(bytes: Uint8Array, limit: number): number | undefined {
  const buffer = asBuffer(bytes)
  let start = 0
  while (buffer.length - start > limit + 1) {
    const end = buffer.lastIndexOf(newline, start + limit)
    if (end < start) {
      const after = buffer.indexOf(newline, start)
      return (after === -1 ? buffer.length : after) - start
    }
    start = end + 1
  }
  return undefined
}

/** Pieces of whole lines, each of at most `limit` bytes unless a single line is longer. */
export function splitAtLines(bytes: Uint8Array, limit: number): Uint8Array[] {
  const buffer = asBuffer(bytes)
  const pieces: Uint8Array[] = []
  let start = 0
  while (buffer.length - start > limit) {
    let end = buffer.lastIndexOf(newline, start + limit - 1)
    if (end < start) end = buffer.indexOf(newline, start)
    if (end === -1) break
    pieces.push(buffer.subarray(start, end + 1))
    start = end + 1
  }
  if (start < buffer.length) pieces.push(buffer.subarray(start))
  return pieces
}

/** What is left after so many lines that are not blank, and how many lines were passed, blank ones included. */
export function skipLines(bytes: Uint8Array, count: number): { bytes: Uint8Array; passed: number } {
  const buffer = asBuffer(bytes)
  let start = 0
  let passed = 0
  while (count > 0 && start < buffer.length) {
    let end = buffer.indexOf(newline, start)
    if (end === -1) end = buffer.length
    if (!isBlankLine(buffer, start, end)) count--
    passed++
    start = end + 1
  }
  return { bytes: buffer.subarray(start), passed }
}
