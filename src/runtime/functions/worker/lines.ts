import { messageOf } from '../../../lib/errors.ts'
import { isJsonObject, type JsonRecord, mayHaveLongNumbers, parseJson } from '../../../model/record.ts'

/** The lines of a batch one after the other, as text and as places in its bytes; blank lines are passed over. */
export class LineCursor {
  /** The current line's bytes, its end not included, and its number, counted from 1. */
  start = 0
  end = -1
  line = 0
  /** Which record of the batch it is, counted from 0. */
  index = -1
  /** Why the line that was asked for last is no record. */
  fault = ''
  readonly #bytes: Buffer
  /** All of it, once one line was asked for; undefined also where its characters are not bytes. */
  #text: string | undefined
  #isDecoded = false
  #isExact = false

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  next(): boolean {
    const { length } = this.#bytes
    do {
      this.start = this.end + 1
      if (this.start >= length) return false
      const end = this.#text === undefined ? this.#bytes.indexOf(10, this.start) : this.#text.indexOf('\n', this.start)
      this.end = end === -1 ? length : end
      this.line++
    } while (this.#bytes[this.start]! <= 32 && this.#isBlank())
    this.index++
    return true
  }

  bytes(): Buffer {
    return this.#bytes.subarray(this.start, this.end)
  }

  text(): string {
    if (!this.#isDecoded) this.#decode()
    if (this.#text !== undefined) return this.#text.slice(this.start, this.end)
    return this.#bytes.toString('utf8', this.start, this.end)
  }

  /** Undefined where the line is none: `fault` tells why. */
  record(): JsonRecord | undefined {
    try {
      const text = this.text()
      const value = parseJson(text, this.#isExact)
      if (isJsonObject(value)) return value
      this.fault = 'cannot read line as a record: expecting a JSON object'
    } catch (error) {
      this.fault = `cannot read line as JSON: ${messageOf(error)}`
    }
    return undefined
  }

  #decode(): void {
    const text = this.#bytes.toString()
    this.#isDecoded = true
    this.#isExact = mayHaveLongNumbers(text)
    if (text.length === this.#bytes.length) this.#text = text
  }

  #isBlank(): boolean {
    for (let i = this.start; i < this.end; i++) if (this.#bytes[i]! > 32) return false
    return true
  }
}
