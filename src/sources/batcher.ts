import type { FormatBatch } from '../model/format-reader.ts'
import type { RejectedRecord } from '../model/rejected.ts'

/** About as many bytes go into one batch. */
const batch_bytes = 1 << 20

/** Joins the small batches of a source into one that is worth writing; what was rejected keeps to its own file. */
export class Batcher {
  #parts: Uint8Array[] = []
  #bytes = 0
  #count = 0
  #rejected: RejectedRecord[] = []
  #request: string | undefined
  #line = 1
  #isMixed = false

  get isEmpty(): boolean {
    return this.#count === 0 && this.#rejected.length === 0
  }

  get isFull(): boolean {
    return this.#bytes >= batch_bytes || this.#rejected.length >= 1000
  }

  /** Whether these batches of a file can be joined: rejected records name their file, so they are not mixed with others. */
  takes(request: string, batches: readonly FormatBatch[]): boolean {
    if (this.isEmpty || this.#request === request) return true
    return this.#rejected.length === 0 && batches.every(({ rejected }) => !rejected)
  }

  add(request: string, batches: readonly FormatBatch[]): void {
    for (const { bytes, count, line, rejected = [] } of batches) {
      if (this.isEmpty) this.#request = request
      if (this.#count === 0) this.#line = line
      this.#isMixed ||= this.#request !== request
      this.#parts.push(bytes)
      this.#bytes += bytes.length
      this.#count += count
      this.#rejected.push(...rejected)
    }
  }

  /** What was joined, to be yielded with a cursor. The place is told when it is one. */
  take(): {
    bytes: Uint8Array
    count: number
    rejected?: readonly RejectedRecord[]
    request?: string
    line?: number
  } {
    const batch = {
      bytes: this.#parts.length === 1 ? this.#parts[0]! : Buffer.concat(this.#parts),
      count: this.#count,
      ...(this.#rejected.length > 0 && { rejected: this.#rejected }),
      ...(!this.#isMixed && this.#request !== undefined && { request: this.#request, line: this.#line }),
    }
    this.#parts = []
    this.#bytes = 0
    this.#count = 0
    this.#rejected = []
    this.#request = undefined
    this.#isMixed = false
    return batch
  }
}
