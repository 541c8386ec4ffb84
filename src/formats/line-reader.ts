import { isUtf8 } from 'node:buffer'
import { toUtf8 } from '../lib/encoding.ts'
import type { LineStart } from '../model/format-reader.ts'
import { type FormatBatch, type FormatLimits, type FormatReader, rejectedBytesCap } from './format.ts'

/** Whole lines as NDJSON. */
export interface ConvertedLines {
  readonly bytes: Uint8Array
  /** How many lines there were, blank ones included. */
  readonly lines: number
  /** How many of them became records. */
  readonly records: number
}

/** A reader for a format in which each line is a record: hands runs of whole lines to `convert`, rejects those that are too long. */
export function lineReader(
  limits: FormatLimits,
  convert: (lines: Uint8Array) => ConvertedLines,
  start: LineStart = { line: 1 },
): FormatReader {
  const cutter = new LineCutter(limits.record_bytes)
  let { line } = start
  const batches = (runs: readonly LineRun[]): FormatBatch[] =>
    runs.map((run) => {
      if (run.length === undefined) {
        const { bytes, lines, records } = convert(isUtf8(run.bytes) ? run.bytes : mendLines(run.bytes))
        line += lines
        return { bytes, count: records, line: line - lines }
      }
      const reason = `cannot read line: expecting at most ${limits.record_bytes} bytes; got ${run.length}`
      return { bytes: new Uint8Array(0), count: 0, rejected: [{ bytes: run.bytes, reason, line }], line: line++ }
    })
  return { push: (piece) => batches(cutter.push(piece)), end: () => batches(cutter.end()) }
}

/** The lines that are not UTF-8, one by one, as if they were Windows-1252. */
function mendLines(lines: Uint8Array): Uint8Array {
  const buffer = Buffer.from(lines.buffer, lines.byteOffset, lines.length)
  const mended: Uint8Array[] = []
  for (let start = 0; start < buffer.length; ) {
    const end = buffer.indexOf(10, start) + 1
    mended.push(toUtf8(buffer.subarray(start, end)))
    start = end
  }
  return Buffer.concat(mended)
}

/** A run of whole lines within the limit; or the beginning of a line that is longer, and its length. */
interface LineRun {
  readonly bytes: Uint8Array
  readonly length?: number
}

/** Cuts pieces into runs of whole lines, as views where it can; holds one unfinished line, up to the limit. */
class LineCutter {
  readonly #limit: number
  #held: Uint8Array[] = []
  #held_bytes = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  push(piece: Uint8Array): LineRun[] {
    const buffer = Buffer.from(piece.buffer, piece.byteOffset, piece.length)
    const runs: LineRun[] = []
    let start = 0
    if (this.#held_bytes > 0) {
      const end = buffer.indexOf(10)
      this.#hold(end === -1 ? buffer : buffer.subarray(0, end))
      if (end === -1) return runs
      runs.push(this.#release())
      start = end + 1
    }
    const end = Math.max(start, buffer.lastIndexOf(10) + 1)
    if (end > start) this.#cut(buffer.subarray(start, end), runs)
    if (end < buffer.length) this.#hold(buffer.subarray(end))
    return runs
  }

  /** A last line without its end. */
  end(): LineRun[] {
    return this.#held_bytes > 0 ? [this.#release()] : []
  }

  /** A line longer than the limit is counted on, but no longer held. */
  #hold(part: Buffer): void {
    const room = this.#limit - this.#held_bytes
    if (room > 0) this.#held.push(Buffer.from(part.subarray(0, room)))
    this.#held_bytes += part.length
  }

  #release(): LineRun {
    const length = this.#held_bytes
    const bytes = Buffer.concat([...this.#held, lineEnd])
    this.#held = []
    this.#held_bytes = 0
    return length > this.#limit ? this.#tooLong(bytes, length) : { bytes }
  }

  #cut(lines: Buffer, runs: LineRun[]): void {
    let start = 0
    let at = 0
    // What is shorter than the limit has no longer line: the common case looks at nothing.
    while (lines.length - at > this.#limit) {
      const end = lines.indexOf(10, at)
      if (end - at > this.#limit) {
        if (at > start) runs.push({ bytes: lines.subarray(start, at) })
        runs.push(this.#tooLong(lines.subarray(at, end), end - at))
        start = end + 1
      }
      at = end + 1
    }
    if (start < lines.length) runs.push({ bytes: lines.subarray(start) })
  }

  /** What is kept is copied, so that it does not keep the whole. */
  #tooLong(bytes: Buffer, length: number): LineRun {
    return { bytes: Buffer.from(bytes.subarray(0, Math.min(rejectedBytesCap, this.#limit))), length }
  }
}

const lineEnd = Buffer.from('\n')
