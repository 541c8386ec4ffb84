/** More fields than this are counted, but not held. */
export const fieldsCap = 10_000

/** How a field was quoted. */
const plain = 0
const quoted = 1
export const quotedWithDoubled = 2

/** The fields of a row, as positions from its start; quotes around a field are outside. */
class RowFields {
  count = 0
  starts = new Int32Array(64)
  ends = new Int32Array(64)
  quoting = new Uint8Array(64)

  add(start: number, end: number, quoting: number): void {
    if (this.count === this.starts.length && this.count < fieldsCap) this.#grow()
    this.starts[this.count] = start
    this.ends[this.count] = end
    this.quoting[this.count++] = quoting
  }

  #grow(): void {
    const { starts, ends, quoting } = this
    const size = Math.min(starts.length * 2, fieldsCap)
    this.starts = new Int32Array(size)
    this.ends = new Int32Array(size)
    this.quoting = new Uint8Array(size)
    this.starts.set(starts)
    this.ends.set(ends)
    this.quoting.set(quoting)
  }
}

/** A row that was cut out, valid until the next one. */
export interface Row {
  /** The row lies in these bytes from `start` to `end`, without the line's end. */
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
  /** How long it was: more than `end - start` when it was too long to be held. */
  readonly length: number
  readonly fields: RowFields
  /** The line on which it begins, counted from 1. */
  readonly line: number
  readonly beyondAscii: boolean
  /** Why it cannot be read. */
  readonly mistake: string | undefined
}

/** The characters that shape rows, and the longest row that is held. */
export interface RowShape {
  readonly delimiter: number
  readonly quote: number
  readonly limit: number
  /** Each line is a row, whatever quotes are open. */
  readonly isLine?: boolean
}

/**
 * Cuts CSV into rows and fields (RFC 4180), with its state kept between pieces, looking at each byte once. Beyond the RFC: lines may
 * end in LF, a quote inside a field that does not begin with one is itself, and spaces around quotes are let pass.
 */
export class RowScanner implements Row {
  bytes: Uint8Array = new Uint8Array(0)
  start = 0
  end = 0
  length = 0
  line: number
  beyondAscii = false
  mistake: string | undefined
  readonly fields = new RowFields()

  readonly #shape: RowShape
  readonly #onRow: (row: Row) => void
  #state = atFieldStart
  /** The field being read, as positions in the row. */
  #fieldStart = 0
  #fieldEnd = 0
  #quoting = plain
  /** The row's bytes in earlier pieces, up to the limit, and how many they were. */
  #held: Uint8Array[] = []
  #held_bytes = 0
  #linesInside = 0
  /** All bytes of the row's fields, or-ed: shows whether there are any beyond ASCII. */
  #seen = 0

  constructor(shape: RowShape, onRow: (row: Row) => void, line = 1) {
    this.#shape = shape
    this.#onRow = onRow
    this.line = line
  }

  push(piece: Uint8Array): void {
    const { delimiter, quote } = this.#shape
    let rowStart = 0
    let at = 0
    while (at < piece.length) {
      // A position in the piece plus this is the position in the row.
      const shift = this.#held_bytes - rowStart
      const byte = piece[at]!
      if (this.#state === atFieldStart) {
        if (byte === quote) {
          this.#state = inQuotes
          this.#quoting = quoted
          this.#fieldStart = ++at + shift
        } else if (byte === space) at++
        else this.#state = inField
        continue
      }
      if (this.#state === inQuotes) {
        at = this.#skipQuoted(piece, at)
        if (at === piece.length) break
        if (piece[at] === newline) {
          this.mistake ??= 'the line ends inside quotes'
          this.#state = inField
          continue
        }
        this.#fieldEnd = at++ + shift
        this.#state = atQuote
        continue
      }
      if (this.#state === inField) {
        at = this.#skipField(piece, at)
        if (at === piece.length) break
        this.#fieldEnd = at + shift
      } else if (this.#state === atQuote && byte === quote) {
        this.#quoting = quotedWithDoubled
        this.#state = inQuotes
        at++
        continue
      } else if (byte !== delimiter && byte !== newline) {
        this.#state = behindQuote
        if (byte > space) {
          this.mistake ??= 'expecting a delimiter after the closing quote'
          this.#state = inField
        }
        at++
        continue
      }
      this.fields.add(this.#fieldStart, this.#fieldEnd, this.#quoting)
      if (piece[at++] === newline) {
        this.#finish(piece, rowStart, at - 1)
        rowStart = at
      }
      this.#state = atFieldStart
      this.#quoting = plain
      this.#fieldStart = this.#held_bytes + at - rowStart
    }
    if (rowStart < piece.length) this.#hold(piece.subarray(rowStart))
  }

  /** A last row without its end. */
  close(): void {
    if (this.#held_bytes === 0) return
    if (this.#state === inQuotes) {
      this.mistake ??= 'the input ends inside quotes'
      this.#finish(lineEnd, 0, 0)
    } else {
      this.push(lineEnd)
    }
  }

  /** To the delimiter or the line's end. */
  #skipField(piece: Uint8Array, at: number): number {
    const { delimiter } = this.#shape
    let seen = 0
    for (; at < piece.length; at++) {
      const byte = piece[at]!
      if (byte === delimiter || byte === newline) break
      seen |= byte
    }
    this.#seen |= seen
    return at
  }

  /** To the next quote; where each line is a row, to its end at most. */
  #skipQuoted(piece: Uint8Array, at: number): number {
    const { quote, isLine } = this.#shape
    let seen = 0
    for (; at < piece.length; at++) {
      const byte = piece[at]!
      if (byte === quote) break
      if (byte === newline) {
        if (isLine) break
        this.#linesInside++
      }
      seen |= byte
    }
    this.#seen |= seen
    return at
  }

  #hold(part: Uint8Array): void {
    const room = this.#shape.limit - this.#held_bytes
    if (room > 0) this.#held.push(Buffer.from(part.subarray(0, room)))
    this.#held_bytes += part.length
  }

  /** The row ends before this position of the piece. */
  #finish(piece: Uint8Array, start: number, end: number): void {
    this.length = this.#held_bytes + end - start
    if (this.#held_bytes > 0) {
      this.bytes = Buffer.concat([...this.#held, piece.subarray(start, Math.min(end, start + this.#shape.limit))])
      this.start = 0
      this.end = this.bytes.length
    } else {
      this.bytes = piece
      this.start = start
      this.end = end
    }
    if (this.end > this.start && this.bytes[this.end - 1] === carriageReturn) this.#dropCarriageReturn()
    this.beyondAscii = this.#seen > 127
    this.#onRow(this)
    this.line += this.#linesInside + 1
    this.mistake = undefined
    this.fields.count = 0
    this.#held = []
    this.#held_bytes = 0
    this.#linesInside = 0
    this.#seen = 0
  }

  /** Of a line that ends in CR LF. */
  #dropCarriageReturn(): void {
    this.end--
    this.length--
    const last = Math.min(this.fields.count, fieldsCap) - 1
    if (last >= 0 && this.fields.ends[last]! > this.length) this.fields.ends[last] = this.length
  }
}

const atFieldStart = 0
const inField = 1
const inQuotes = 2
/** Behind a quote inside quotes: it closes, or is the first of two. */
const atQuote = 3
const behindQuote = 4

const newline = 0x0a
const carriageReturn = 0x0d
const space = 0x20
const lineEnd = Buffer.from('\n')
