import type { Log } from '../../lib/log.ts'
import type { FormatBatch } from '../../model/format-reader.ts'
import { Batcher } from '../batcher.ts'
import type { SourceBatch } from '../source.ts'

/** About as many bytes are stored together. */
const together_bytes = 1 << 20

const timed = Buffer.from('{"_time":"')

/** What was read of several files and is stored together, each in a batch of its own, so that its records say from which file they are. */
export class Gathered {
  readonly #log: Log
  readonly #files = new Map<string, Batcher>()
  #bytes = 0
  #isFull = false
  #isTimeTold = false

  constructor(log: Log) {
    this.#log = log
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
      if (!this.#isTimeTold && startsTimed(bytes)) this.#tellTime(path)
    }
  }

  take<Cursor>(cursor: Cursor): SourceBatch<Cursor>[] {
    const batches = [...this.#files.values()].map((batcher) => ({ ...batcher.take(), cursor }))
    this.#files.clear()
    this.#bytes = 0
    this.#isFull = false
    return batches
  }

  #tellTime(path: string): void {
    this.#isTimeTold = true
    this.#log.info('lines have the time with which they begin; to have that of their arrival, write time: received', {
      path,
    })
  }
}

function startsTimed(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, timed.length)).equals(timed)
}
