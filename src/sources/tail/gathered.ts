import type { Log } from '../../lib/log.ts'
import type { FormatBatch } from '../../model/format-reader.ts'
import { maybeLineTime } from '../../model/line-time.ts'
import { Batcher } from '../batcher.ts'
import type { SourceBatch } from '../source.ts'

/** About as many bytes are stored together. */
const together_bytes = 1 << 20

const timed = Buffer.from('{"_time":"')
const untimed = Buffer.from('{"message":"')

/** What was read of several files and is stored together, each in a batch of its own, so that its records say from which file they are. */
export class Gathered {
  readonly #log: Log
  readonly #files = new Map<string, Batcher>()
  #bytes = 0
  #isFull = false
  #isTimeTold = false

  /** Of those that are told where the time of their lines comes from, nothing is told about it. */
  constructor(log: Log, hasTold: boolean) {
    this.#log = log
    this.#isTimeTold = hasTold
  }

  get isEmpty(): boolean {
    return this.#files.size === 0
  }

  get isFull(): boolean {
    return this.#isFull || this.#bytes >= together_bytes
  }

  add(path: string, batches: readonly FormatBatch[]): void {
    const batcher = this.#files.get(path) ?? new Batcher()
    batcher.add(path, batches)
    if (batcher.isEmpty) return
    this.#files.set(path, batcher)
    this.#isFull ||= batcher.isFull
    for (const { bytes } of batches) {
      this.#bytes += bytes.length
      if (!this.#isTimeTold) this.#tellTime(path, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
    }
  }

  take<Cursor>(cursor: Cursor): SourceBatch<Cursor>[] {
    const batches = [...this.#files.values()].map((batcher) => ({ ...batcher.take(), cursor }))
    this.#files.clear()
    this.#bytes = 0
    this.#isFull = false
    return batches
  }

  /** By the first line: which time its record has, and how it would have the other. */
  #tellTime(path: string, bytes: Buffer): void {
    const message = startsWith(bytes, timed)
      ? 'lines have the time with which they begin; to have that of their arrival, write time: received'
      : startsWith(bytes, untimed)
        ? maybeAdvice(bytes)
        : undefined
    if (message === undefined) return
    this.#isTimeTold = true
    this.#log.info(message, { path })
  }
}

/** The times of records are theirs for good: who wants others says so before much has come. */
function maybeAdvice(bytes: Buffer): string | undefined {
  const timeOf = (utc: boolean) => maybeLineTime(bytes, untimed.length, bytes.length, utc)
  const begins = 'lines have the time of their arrival, though they begin with one of their own'
  if (timeOf(false) !== undefined) return `${begins}; to have that from now on, write time: auto`
  return timeOf(true) && `${begins}, which has no offset; to have that from now on, as UTC, write time: utc`
}

function startsWith(bytes: Buffer, prefix: Buffer): boolean {
  return bytes.subarray(0, prefix.length).equals(prefix)
}
