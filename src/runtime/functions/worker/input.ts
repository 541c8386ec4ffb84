/** The records of one run, parsed as the function takes them, and what is known of each. */
import { isJsonObject, parseJson } from '../../../model/record.ts'
import type { UserRecord } from '../user-function.ts'

export class Input {
  readonly #bytes: Buffer
  /** Where each line begins, blank ones left out, and how many lines lie before it. */
  readonly #starts: number[] = []
  readonly #ends: number[] = []
  readonly #linesBefore: number[] = []
  readonly #records: (UserRecord | undefined)[] = []
  readonly #onBroken: (index: number, reason: string) => void

  constructor(bytes: Buffer, onBroken: (index: number, reason: string) => void) {
    this.#bytes = bytes
    this.#onBroken = onBroken
    let lines = 0
    for (let start = 0; start < bytes.length; lines++) {
      let end = bytes.indexOf(10, start)
      if (end === -1) end = bytes.length
      if (bytes[start]! > 32 || bytes.toString('latin1', start, end).trim() !== '') {
        this.#starts.push(start)
        this.#ends.push(end)
        this.#linesBefore.push(lines)
      }
      start = end + 1
    }
  }

  get count(): number {
    return this.#starts.length
  }

  /** How many the function has taken. */
  get taken(): number {
    return this.#records.length
  }

  textOf(index: number): string {
    return this.#bytes.toString('utf8', this.#starts[index], this.#ends[index])
  }

  /** The lines from the first record of a frame to this one, for its place in a file. */
  linesBetween(first: number, index: number): number {
    return this.#linesBefore[index]! - this.#linesBefore[first]!
  }

  /** What is no object is rejected on the way. */
  *records(): Generator<UserRecord, void, void> {
    while (this.#records.length < this.count) {
      const index = this.#records.length
      let record: unknown
      let reason: string | undefined
      try {
        record = parseJson(this.textOf(index))
        if (!isJsonObject(record)) reason = 'cannot read line as a record: expecting a JSON object'
      } catch (error) {
        reason = `cannot read line as JSON: ${(error as Error).message}`
      }
      this.#records.push(reason === undefined ? (record as UserRecord) : undefined)
      if (reason === undefined) yield record as UserRecord
      else this.#onBroken(index, reason)
    }
  }

  /** Which record this object is; most often the last one taken. */
  maybeIndexOf(record: object): number | undefined {
    for (let index = this.#records.length - 1; index >= 0; index--) if (this.#records[index] === record) return index
    return undefined
  }
}
