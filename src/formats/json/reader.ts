import { toUtf8 } from '../../lib/encoding.ts'
import type { RejectedRecord } from '../../model/rejected.ts'
import { type FormatBatch, type FormatLimits, type FormatReader, rejectedBytesCap } from '../format.ts'
import { JsonBytes } from '../json-bytes.ts'
import { JsonScanner } from './scanner.ts'

/**
 * Puts each object of JSON text on a line of its own; numbers keep their digits. Whether what is between the brackets is JSON is
 * told where it is stored. After a mistake it goes on at the next place where an element can begin, so that a broken element
 * costs itself only.
 */
export class JsonReader implements FormatReader {
  readonly #limit: number
  readonly #scanner = new JsonScanner()
  /** What earlier pieces had of the element, up to the limit, and how long that was. */
  #held: Uint8Array[] = []
  #held_bytes = 0
  #line = 1
  #out = new JsonBytes(0)
  #count = 0
  #batchLine = 1
  #rejected: RejectedRecord[] = []

  constructor({ record_bytes }: FormatLimits) {
    this.#limit = record_bytes
  }

  push(piece: Uint8Array): FormatBatch[] {
    const scanner = this.#scanner
    this.#out = new JsonBytes(piece.length + Math.min(this.#held_bytes, this.#limit))
    let at = 0
    while (at < piece.length) {
      const isFirst = scanner.kind === 'none'
      if (isFirst) {
        at = scanner.begin(piece, at)
        if (at === piece.length) break
        this.#line = scanner.line
      }
      const end = scanner.scan(piece, at, isFirst)
      if (end === -1) {
        this.#hold(piece.subarray(at))
        break
      }
      this.#finish(piece.subarray(at, end))
      at = end
    }
    return this.#takeBatch()
  }

  end(): FormatBatch[] {
    const scanner = this.#scanner
    this.#out = new JsonBytes(0)
    if (scanner.kind !== 'none') {
      if (scanner.kind !== 'scalar') scanner.mistake = `the input ends inside ${withArticle[scanner.kind]}`
      this.#finish(new Uint8Array(0))
    }
    if (scanner.inArray) this.#reject(new Uint8Array(0), 'cannot read array: the input ends before its "]"')
    return this.#takeBatch()
  }

  #hold(part: Uint8Array): void {
    const room = this.#limit - this.#held_bytes
    if (room > 0) this.#held.push(Buffer.from(part.subarray(0, room)))
    this.#held_bytes += part.length
  }

  /** The element ends with this part. */
  #finish(part: Uint8Array): void {
    const { kind, mistake, multiline, beyondAscii } = this.#scanner
    const length = this.#held_bytes + part.length
    let bytes = this.#held_bytes > 0 ? Buffer.concat([...this.#held, part.subarray(0, this.#limit)]) : part
    this.#scanner.kind = 'none'
    this.#held = []
    this.#held_bytes = 0
    if (length > this.#limit) {
      bytes = bytes.subarray(0, Math.min(rejectedBytesCap, this.#limit))
      this.#reject(bytes, `cannot read record: expecting at most ${this.#limit} bytes; got ${length}`)
    } else if (mistake !== undefined || kind !== 'object') {
      this.#reject(bytes, `cannot read record: ${mistake ?? `expecting an object; got ${nameOf(kind, bytes)}`}`)
    } else {
      if (this.#count++ === 0) this.#batchLine = this.#line
      if (beyondAscii) bytes = toUtf8(bytes)
      if (multiline) writeOnOneLine(bytes, this.#out)
      else this.#out.raw(bytes)
      this.#out.byte(newline)
    }
  }

  #reject(bytes: Uint8Array, reason: string): void {
    let end = bytes.length
    while (end > 0 && bytes[end - 1]! <= space) end--
    this.#rejected.push({ bytes: Buffer.from(bytes.subarray(0, end)), reason, line: this.#line })
  }

  #takeBatch(): FormatBatch[] {
    if (this.#count === 0 && this.#rejected.length === 0) return []
    const batch = {
      bytes: this.#out.bytes(),
      count: this.#count,
      line: this.#count > 0 ? this.#batchLine : this.#rejected[0]!.line!,
      ...(this.#rejected.length > 0 && { rejected: this.#rejected }),
    }
    this.#count = 0
    this.#rejected = []
    return [batch]
  }
}

/** Leaves out white space beside punctuation, and makes one space of any other, so that no two tokens become one. */
function writeOnOneLine(bytes: Uint8Array, out: JsonBytes): void {
  let inString = false
  let wantsSpace = false
  let last = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!
    if (!inString && byte <= space) {
      wantsSpace = true
      continue
    }
    if (wantsSpace) {
      if (isPunctuation[last] === 0 && isPunctuation[byte] === 0) out.byte(space)
      wantsSpace = false
    }
    out.byte(byte)
    if (inString && byte === backslash) out.byte(bytes[++at]!)
    else if (byte === quote) inString = !inString
    last = byte
  }
}

/** What an element that is not an object is called. */
function nameOf(kind: JsonScanner['kind'], bytes: Uint8Array): string {
  if (kind !== 'scalar') return withArticle[kind] ?? kind
  const text = Buffer.from(bytes.subarray(0, 40)).toString()
  if (text === 'null') return 'null'
  if (text === 'true' || text === 'false') return 'a boolean'
  return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? 'a number' : JSON.stringify(text)
}

const withArticle: Partial<Record<JsonScanner['kind'], string>> = {
  object: 'an object',
  array: 'an array',
  string: 'a string',
}

const newline = 0x0a
const space = 0x20
const quote = 0x22
const backslash = 0x5c
const isPunctuation = new Uint8Array(256)
for (const char of '{}[],:') isPunctuation[char.charCodeAt(0)] = 1
