/** Deeper nesting is refused before a parser further on would exhaust its stack. */
const deepest = 500

/** Bytes that end a scalar between elements. */
const delimiters = new Uint8Array(256)
for (const char of '\t\n\r ,[]{}"') delimiters[char.charCodeAt(0)] = 1

/**
 * Finds where the elements of JSON text begin and end, by brackets and strings alone. It keeps its state between pieces and looks
 * at each byte once. Elements stand at the top, or in arrays at the top; commas between them are let pass.
 */
export class JsonScanner {
  /** The line that the scanner stands on, counted from 1. */
  line = 1
  /** Whether an array at the top is open. */
  inArray = false
  /** The element that was begun, until it has ended. */
  kind: 'none' | 'object' | 'array' | 'string' | 'scalar' = 'none'
  /** Why the element that ended is not JSON, as far as its brackets and strings say. */
  mistake: string | undefined
  /** Whether the element has line ends, and bytes beyond ASCII. */
  multiline = false
  beyondAscii = false

  readonly #open = new Uint8Array(deepest)
  #depth = 0
  /** The last byte that was not white space, outside strings. */
  #last = 0
  #inString = false
  #escaped = false

  /** The position at which the next element begins, or the end of the piece. */
  begin(piece: Uint8Array, at: number): number {
    for (; at < piece.length; at++) {
      const byte = piece[at]!
      if (byte === newline) this.line++
      else if (byte <= space || byte === comma) continue
      else if (byte === openBracket && !this.inArray) this.inArray = true
      else if (byte === closeBracket && this.inArray) this.inArray = false
      else {
        this.kind =
          byte === openBrace ? 'object' : byte === openBracket ? 'array' : byte === quote ? 'string' : 'scalar'
        this.mistake = undefined
        this.multiline = false
        this.beyondAscii = false
        this.#depth = 0
        this.#last = colon
        this.#inString = false
        this.#escaped = false
        return at
      }
    }
    return at
  }

  /** The position behind the element's end, from where it begins or goes on; -1 when the piece ends first. */
  scan(piece: Uint8Array, from: number, isFirst: boolean): number {
    if (this.kind === 'scalar') return this.#scanScalar(piece, isFirst ? from + 1 : from)
    let at = from
    while (at < piece.length) {
      if (this.#inString) {
        at = this.#scanString(piece, at)
        if (this.#inString) return at < piece.length ? this.#end(at, 'a line ends inside a string') : -1
        if (this.kind === 'string') return this.#end(at)
        continue
      }
      const byte = piece[at]!
      if (byte <= space) {
        if (byte === newline) {
          this.line++
          this.multiline = true
        }
        at++
        continue
      }
      if (byte === quote) this.#inString = true
      else if (byte === openBrace || byte === openBracket) {
        if (!this.#mayOpen())
          return this.#end(at, `expecting "," or a closing bracket; got "${String.fromCharCode(byte)}"`)
        if (this.#depth < deepest) this.#open[this.#depth] = byte
        this.#depth++
      } else if (byte === closeBrace || byte === closeBracket) {
        this.#depth--
        // "[" and "{" stand two before their closing brackets in ASCII.
        if (this.#depth < deepest && this.#open[this.#depth] !== byte - 2) {
          return this.#end(
            at + 1,
            `expecting "${String.fromCharCode(this.#open[this.#depth]! + 2)}"; got "${String.fromCharCode(byte)}"`,
          )
        }
        if (this.#depth === 0) return this.#end(at + 1, this.mistake)
      } else if (byte >= 0x80) this.beyondAscii = true
      if (this.#depth > deepest) this.mistake = `expecting at most ${deepest} levels of nesting; got more`
      this.#last = byte
      at++
    }
    return -1
  }

  /** A bracket opens where a value may stand: at the beginning, after a colon, or in an array. A lost closing bracket shows here. */
  #mayOpen(): boolean {
    if (this.#last === colon || this.#last === openBracket) return true
    return this.#last === comma && this.#depth > 0 && this.#open[Math.min(this.#depth, deepest) - 1] === openBracket
  }

  /** Behind the closing quote, when it comes; at the line's end, when that comes first. */
  #scanString(piece: Uint8Array, at: number): number {
    for (; at < piece.length; at++) {
      const byte = piece[at]!
      if (byte >= 0x80) this.beyondAscii = true
      if (byte === newline) return at
      if (this.#escaped) this.#escaped = false
      else if (byte === backslash) this.#escaped = true
      else if (byte === quote) {
        this.#inString = false
        return at + 1
      }
    }
    return at
  }

  #scanScalar(piece: Uint8Array, at: number): number {
    while (at < piece.length && delimiters[piece[at]!] === 0) {
      if (piece[at++]! >= 0x80) this.beyondAscii = true
    }
    return at < piece.length ? this.#end(at) : -1
  }

  #end(at: number, mistake?: string): number {
    this.mistake = mistake
    return at
  }
}

const newline = 0x0a
const space = 0x20
const quote = 0x22
const comma = 0x2c
const colon = 0x3a
const openBracket = 0x5b
const backslash = 0x5c
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d
