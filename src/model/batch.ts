import type { RejectedRecord } from './rejected.ts'

/**
 * Records on their way: NDJSON bytes, one JSON object a line, and how many there are.
 *
 * The bytes are not checked: a line may turn out not to be JSON, and is told apart where the batch is stored
 * (`datasets`). Every line ends in `\n`; blank lines may occur and do not count.
 */
export interface Batch {
  readonly bytes: Uint8Array
  /** The number of lines that are not blank. */
  readonly count: number
  /** What was refused a record's form already while reading (a broken CSV row); it is kept beside the records. */
  readonly rejected?: readonly RejectedRecord[]
}

/** A batch of values that JavaScript holds already. Only for small amounts: the fast lane never parses. */
export function batchOf(records: readonly object[]): Batch {
  let text = ''
  for (const record of records) text += `${JSON.stringify(record)}\n`
  return { bytes: Buffer.from(text), count: records.length }
}

/** The number of lines that hold anything but white space. */
export function countLines(bytes: Uint8Array): number {
  return measureLines(bytes).records
}

/** How many lines there are, and how many of them hold anything but white space. */
export function measureLines(bytes: Uint8Array): { lines: number; records: number } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let lines = 0
  let records = 0
  let start = 0
  while (start < buffer.length) {
    let end = buffer.indexOf(10, start)
    if (end === -1) end = buffer.length
    lines++
    // A line that does not begin with white space is the common case.
    if (buffer[start]! > 32 || !isBlankLine(buffer, start, end)) records++
    start = end + 1
  }
  return { lines, records }
}

/** Whether a line holds nothing but white space. */
export function isBlankLine(buffer: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (buffer[i]! > 32) return false
  return true
}
