/**
 * Answers in memory, each with the versions of what it was computed from: one whose datasets have changed is not used. The
 * oldest go when they are too many.
 */
import type { DatasetReader } from '../../datasets/dataset.ts'

export interface Answer {
  readonly status: 200 | 404
  readonly type: string
  readonly bytes: Buffer
  /** The same where it is short and of ASCII: it goes out with the headers in one write. */
  readonly text: string | undefined
  readonly etag: string
  /** All of its headers, name and value in turn. */
  readonly headers: readonly string[]
  /** Whether there may be rows behind this page. */
  readonly isFull: boolean
  /** The request for them. */
  readonly next?: string
  readonly inputs: readonly string[]
  readonly version: string
}

/** A client asks again each time, and is told when it has the answer already. */
export const commonHeaders = { 'cache-control': 'no-cache', vary: 'accept, authorization, origin' }

const most_bytes = 64 << 20
/** What an entry costs besides its bytes. */
const entry_bytes = 500

export class AnswerCache {
  readonly #reader: DatasetReader
  /** The oldest first. */
  readonly #answers = new Map<string, Answer>()
  #bytes = 0
  /** Counts the definitions: an answer of an earlier one that comes later is not used. */
  #generation = 0

  constructor(reader: DatasetReader) {
    this.#reader = reader
  }

  /** The answer if it is as the datasets are now. */
  get(key: string): Answer | undefined {
    const answer = this.#answers.get(key)
    if (!answer) return undefined
    if (this.versionOf(answer.inputs) !== answer.version) {
      this.#delete(key, answer)
      return undefined
    }
    return answer
  }

  set(key: string, answer: Answer): void {
    const before = this.#answers.get(key)
    if (before) this.#delete(key, before)
    const size = sizeOf(key, answer)
    if (size > most_bytes / 8) return
    this.#answers.set(key, answer)
    this.#bytes += size
    for (const [oldest, old] of this.#answers) {
      if (this.#bytes <= most_bytes) break
      this.#delete(oldest, old)
    }
  }

  /** What was answered, and what is being computed now, is not used any more. */
  clear(): void {
    this.#answers.clear()
    this.#bytes = 0
    this.#generation++
  }

  /** What an answer of now is computed from. */
  versionOf(inputs: readonly string[]): string {
    return `${this.#generation} ${this.#reader.versions(inputs).join(' ')}`
  }

  #delete(key: string, answer: Answer): void {
    if (this.#answers.delete(key)) this.#bytes -= sizeOf(key, answer)
  }
}

function sizeOf(key: string, { bytes }: Answer): number {
  return bytes.length + key.length * 2 + entry_bytes
}
