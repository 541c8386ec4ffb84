/**
 * One block of the index: which words the records of a range of offsets have, as a Bloom filter in cache-line blocks (Putze, Sanders
 * and Singler, "Cache-, Hash- and Space-Efficient Bloom Filters", 2007). A word's bits all lie in one line of 64 bytes, so that a
 * look-up reads one line.
 */
import { crc32c } from '@node-rs/crc32'
import type { HashSet } from './word-hash.ts'

export const line_bytes = 64
export const header_bytes = 64

/** Sixteen bits a word and six of them set: one look-up in about seven hundred finds a word that is not there. */
const bitsPerWord = 16
const bitsSet = 6

const magic = 0x4b425743 // "CWBK"
const version = 1

export interface BlockHeader {
  /** The offsets that the block speaks for, the last one excluded. */
  readonly from: number
  readonly until: number
  readonly lines: number
  readonly linesChecksum: number
}

export interface Block {
  readonly header: BlockHeader
  readonly lines: Buffer
}

export function makeBlock(from: number, until: number, words: HashSet): Block {
  const count = Math.max(1, Math.ceil((words.size * bitsPerWord) / (line_bytes * 8)))
  const lines = Buffer.alloc(count * line_bytes)
  words.forEach((hash) => {
    setBits(lines, lineOf(hash, count) * line_bytes, hash)
  })
  return { header: { from, until, lines: count, linesChecksum: crc32c(lines) }, lines }
}

/** Which of a block's lines holds the bits of a word. */
export function lineOf(hash: number, lines: number): number {
  return Math.floor(((mix(hash) >>> 0) * lines) / 2 ** 32)
}

/** Whether a line has all bits of a word: false is certain. */
export function mayHold(line: Uint8Array, hash: number): boolean {
  const bits = mix(hash ^ 0x5bd1e995)
  const step = bitStep(bits)
  for (let n = 0, bit = bits & 511; n < bitsSet; n++, bit = (bit + step) & 511) {
    if ((line[bit >>> 3]! & (1 << (bit & 7))) === 0) return false
  }
  return true
}

function setBits(lines: Buffer, at: number, hash: number): void {
  const bits = mix(hash ^ 0x5bd1e995)
  const step = bitStep(bits)
  for (let n = 0, bit = bits & 511; n < bitsSet; n++, bit = (bit + step) & 511) {
    lines[at + (bit >>> 3)]! |= 1 << (bit & 7)
  }
}

/** Odd, so that the bits differ. */
function bitStep(bits: number): number {
  return ((bits >>> 9) & 511) | 1
}

/** The finaliser of MurmurHash3: every bit of the hash changes half of the bits. */
function mix(hash: number): number {
  let h = hash ^ (hash >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return h ^ (h >>> 16)
}

export function encodeHeader({ from, until, lines, linesChecksum }: BlockHeader): Buffer {
  const header = Buffer.alloc(header_bytes)
  header.writeUInt32LE(magic, 0)
  header.writeUInt32LE(version, 4)
  header.writeDoubleLE(from, 8)
  header.writeDoubleLE(until, 16)
  header.writeUInt32LE(lines, 24)
  header.writeUInt32LE(linesChecksum, 28)
  header.writeUInt32LE(crc32c(header.subarray(0, header_bytes - 4)), header_bytes - 4)
  return header
}

/** Undefined for what is no header: the end of what was written completely. */
export function maybeHeader(header: Buffer): BlockHeader | undefined {
  if (header.readUInt32LE(0) !== magic || header.readUInt32LE(4) !== version) return undefined
  if (crc32c(header.subarray(0, header_bytes - 4)) !== header.readUInt32LE(header_bytes - 4)) return undefined
  return {
    from: header.readDoubleLE(8),
    until: header.readDoubleLE(16),
    lines: header.readUInt32LE(24),
    linesChecksum: header.readUInt32LE(28),
  }
}

export function hasIntactLines(header: BlockHeader, lines: Uint8Array): boolean {
  return lines.length === header.lines * line_bytes && crc32c(lines) === header.linesChecksum
}
