/** The records of one run, parsed as the function takes them, and what is known of each. */

import type { UserRecord } from '../user-function.ts'
import { LineCursor } from './lines.ts'

/** Where a line stands in the bytes, and its number, counted from 1. */
interface LinePlace {
  readonly start: number
  readonly end: number
  readonly line: number
}

export class Input {
  readonly #bytes: Buffer
  readonly #lines: LineCursor
  readonly #records: (UserRecord | undefined)[] = []
  readonly #onBroken: (index: number, reason: string) => void
  /** Of every line that is not blank; made only where something was rejected. */
  #places: readonly LinePlace[] | undefined

  constructor(bytes: Buffer, onBroken: (index: number, reason: string) => void) {
    this.#bytes = bytes
    this.#lines = new LineCursor(bytes)
    this.#onBroken = onBroken
  }

  /** How many the function has taken. */
  get taken(): number {
    return this.#records.length
  }

  textOf(index: number): string {
    const { start, end } = this.#placeOf(index)
    return this.#bytes.toString('utf8', start, end)
  }

  /** The lines from the first record of a frame to this one, for its place in a file. */
  linesBetween(first: number, index: number): number {
    return this.#placeOf(index).line - this.#placeOf(first).line
  }

  /** What is no object is rejected on the way. */
  *records(): Generator<UserRecord, void, void> {
    while (this.#lines.next()) {
      const record = this.#lines.record()
      this.#records.push(record)
      if (record) yield record
      else this.#onBroken(this.#lines.index, this.#lines.fault)
    }
  }

  /** What the function left untaken counts as passed, unless it is no record. Tells how many there are. */
  finish(): number {
    for (const _ of this.records());
    return this.taken
  }

  /** Which record this object is; most often the last one taken. */
  maybeIndexOf(record: object): number | undefined {
    for (let index = this.#records.length - 1; index >= 0; index--) if (this.#records[index] === record) return index
    return undefined
  }

  #placeOf(index: number): LinePlace {
    this.#places ??= placesOf(this.#bytes)
    return this.#places[index]!
  }
}

function placesOf(bytes: Buffer): LinePlace[] {
  const places: LinePlace[] = []
  const lines = new LineCursor(bytes)
  while (lines.next()) places.push({ start: lines.start, end: lines.end, line: lines.line })
  return places
}
