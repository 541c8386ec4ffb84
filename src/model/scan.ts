/**
 * Finds the shape of records straight from their NDJSON bytes: which fields there are, which kinds of values each had, and which
 * lines are not JSON objects (RFC 8259). Column types are decided from this alone, so it is exact.
 *
 * This file is longer and plainer than others of the house because every record of every stream passes through it: there is no
 * allocation per record, names are compared with those of the record before, and state lies in typed arrays.
 */

import { isUtf8 } from 'node:buffer'
import { foldCase } from './fold-case.ts'
import { kind, listShift } from './kinds.ts'
import { overflowField, pathDepth, rootField, type Shape, unusualName } from './shape.ts'

export { kind, listShift } from './kinds.ts'
export { Shape } from './shape.ts'

/** A line that is no record. */
export interface BadLine {
  /** Which of the lines that are not blank, from 0. */
  readonly index: number
  /** Its bytes, without the line's end. */
  readonly start: number
  readonly end: number
  /** `cannot read line as JSON: unexpected "}" at byte 12`. */
  readonly reason: string
}

export interface ScannedField {
  readonly path: readonly string[]
  /** The path as a column's name. */
  readonly name: string
  /** Bits of `kind`. */
  readonly kinds: number
}

/** Why DuckDB cannot read the chunk as it is; bad lines aside, which can be cut out. */
export type Unusual =
  | 'blank line'
  | 'duplicate key'
  | 'same name'
  | 'escaped key'
  | 'reserved name'
  | 'too many fields'
  | 'lone surrogate'
  | 'rare number'

export interface ScanResult {
  /** Lines that are not blank, bad ones included. */
  readonly lines: number
  readonly bad: readonly BadLine[]
  /** The fields of all good lines. */
  readonly fields: readonly ScannedField[]
  readonly unusual: readonly Unusual[]
  /** DuckDB cannot read the chunk as it is, even without its bad lines. */
  readonly needsRewrite: boolean
}

/** Deeper nesting than this is refused. */
const nestingCap = 64

const quote = 34
const comma = 44
const minus = 45
const colon = 58
const bracket = 91
const backslash = 92
const closingBracket = 93
const brace = 123
const closingBrace = 125
const newline = 10

// What the functions below return beside a position. Positions are -1 for what is not JSON.
let failedAt = 0
let failure = ''
let foundKind = 0
let duplicate = false
let loneSurrogate = false
let rareNumber = false
let serial = 0

/**
 * Scans a chunk of lines. `shape` remembers names between the chunks of one stream; it belongs to one caller at a time.
 */
export function scanChunk(chunk: Uint8Array, shape: Shape): ScanResult {
  const bytes = endedByNewline(chunk)
  const checkLines = !isUtf8(bytes)
  const lines = new Lines()
  scanLines(bytes, shape, lines, checkLines, undefined)
  // A line is bad from a byte on; what it had before that byte must not count.
  if (lines.bad.length > 0) scanLines(bytes, shape, new Lines(), checkLines, lines.bad)
  const unusual = unusualOf(shape, lines)
  return { lines: lines.count, bad: lines.bad, fields: fieldsOf(shape), unusual, needsRewrite: unusual.length > 0 }
}

class Lines {
  count = 0
  /** Blank lines with bytes that are not JSON's white space. */
  oddBlank = false
  readonly bad: BadLine[] = []
}

function scanLines(
  bytes: Uint8Array,
  shape: Shape,
  lines: Lines,
  checkLines: boolean,
  skip: readonly BadLine[] | undefined,
): void {
  shape.startChunk()
  duplicate = false
  loneSurrogate = false
  rareNumber = false
  serial = 0
  let skipped = 0
  let i = 0
  while (i < bytes.length) {
    const start = i
    let c = bytes[i]!
    while (c <= 32 && c !== newline) c = bytes[++i]!
    if (c === newline) {
      if (i > start && isOddBlank(bytes, start, i)) lines.oddBlank = true
      i++
      continue
    }
    if (skip && skipped < skip.length && skip[skipped]!.start === start) {
      i = skip[skipped++]!.end + 1
      continue
    }
    const end =
      checkLines && !isUtf8(lineAt(bytes, start)) ? fail(start, 'it is not UTF-8') : scanLine(bytes, start, i, shape)
    if (end === -1) {
      const line = lineAt(bytes, start)
      const reason = `cannot read line as JSON: ${failure || unexpected(bytes, failedAt, start)}`
      lines.bad.push({ index: lines.count, start, end: start + line.length, reason })
      i = start + line.length + 1
    } else {
      i = end
    }
    lines.count++
  }
}

/** The position after the line's end. */
function scanLine(bytes: Uint8Array, start: number, at: number, shape: Shape): number {
  for (let i = start; i < at; i++) if (!isSpace(bytes[i]!)) return fail(i, '')
  if (bytes[at] !== brace) return fail(at, notAnObject(bytes[at]!))
  let i = scanObject(bytes, at, rootField, 1, shape)
  if (i === -1) return -1
  while (isSpace(bytes[i]!)) i++
  if (bytes[i] !== newline) return fail(i, 'more follows after the object')
  return i + 1
}

/** From the brace; the position after the closing one. Notes the kinds of the fields' values. */
function scanObject(bytes: Uint8Array, at: number, node: number, depth: number, shape: Shape): number {
  const { nameStart, nameEnd, first, next, kinds, seen } = shape
  const object = ++serial
  let i = at + 1
  let c = bytes[i]!
  while (isSpace(c)) c = bytes[++i]!
  if (c === closingBrace) {
    kinds[node]! |= kind.emptyObject
    return i + 1
  }
  let previous = -1
  for (;;) {
    if (c !== quote) return fail(i, '')
    let field = previous === -1 ? first[node]! : next[previous]!
    let j = i + 1
    let k = nameStart[field]!
    const end = nameEnd[field]!
    const names = shape.names
    while (k < end && names[k] === bytes[j]) {
      k++
      j++
    }
    if (k !== end) {
      j = skipString(bytes, i)
      if (j === -1) return -1
      field = shape.find(node, bytes, i + 1, j)
      if (previous === -1) first[node] = field
      else next[previous] = field
    }
    const known = shape.same[field]!
    if (seen[known] === object) duplicate = true
    seen[known] = object
    previous = field
    // Another spelling of the field was seen, which is unusual.
    if (field !== known) kinds[field]! |= kind.null

    c = bytes[j]!
    while (isSpace(c)) c = bytes[++j]!
    if (c !== colon) return fail(j, '')
    c = bytes[++j]!
    while (isSpace(c)) c = bytes[++j]!

    if (c === quote) {
      do c = bytes[++j]!
      while (c !== quote && c !== backslash && c >= 32)
      j = c === quote ? j + 1 : skipStringFrom(bytes, j)
      if (j === -1) return -1
      kinds[known]! |= kind.string
    } else if (c === minus || (c >= 48 && c <= 57)) {
      j = skipNumber(bytes, j)
      if (j === -1) return -1
      kinds[known]! |= foundKind
    } else if (c === brace && shape.depth[known]! < pathDepth) {
      kinds[known]! |= kind.object
      j = scanObject(bytes, j, known, depth + 1, shape)
      if (j === -1) return -1
    } else if (c === bracket) {
      j = scanList(bytes, j, depth + 1)
      if (j === -1) return -1
      kinds[known]! |= foundKind
    } else {
      j = skipValue(bytes, j, depth)
      if (j === -1) return -1
      kinds[known]! |= c === brace ? kind.json : foundKind
    }

    c = bytes[j]!
    while (isSpace(c)) c = bytes[++j]!
    if (c === closingBrace) return j + 1
    if (c !== comma) return fail(j, '')
    i = j + 1
    c = bytes[i]!
    while (isSpace(c)) c = bytes[++i]!
  }
}

/** From the bracket; `foundKind` becomes the kinds of its items as a list's, or `json`. */
function scanList(bytes: Uint8Array, at: number, depth: number): number {
  let i = at + 1
  let c = bytes[i]!
  while (isSpace(c)) c = bytes[++i]!
  if (c === closingBracket) {
    foundKind = kind.emptyList
    return i + 1
  }
  let found = 0
  for (;;) {
    if (c === brace || c === bracket) found |= kind.json
    i = skipValue(bytes, i, depth)
    if (i === -1) return -1
    if (c !== brace && c !== bracket) found |= foundKind << listShift
    c = bytes[i]!
    while (isSpace(c)) c = bytes[++i]!
    if (c === closingBracket) break
    if (c !== comma) return fail(i, '')
    c = bytes[++i]!
    while (isSpace(c)) c = bytes[++i]!
  }
  if (found & kind.json) {
    if (found & ((kind.realLong | kind.huge) << listShift)) rareNumber = true
    found = kind.json
  }
  foundKind = found
  return i + 1
}

/** Any value, at a depth of containers around it. Scalars leave their kind in `foundKind`. */
function skipValue(bytes: Uint8Array, i: number, depth: number): number {
  const c = bytes[i]!
  switch (c) {
    case quote:
      foundKind = kind.string
      return skipString(bytes, i)
    case 116: // true
      foundKind = kind.boolean
      if (bytes[i + 1] === 114 && bytes[i + 2] === 117 && bytes[i + 3] === 101) return i + 4
      return fail(i, '')
    case 102: // false
      foundKind = kind.boolean
      if (bytes[i + 1] === 97 && bytes[i + 2] === 108 && bytes[i + 3] === 115 && bytes[i + 4] === 101) return i + 5
      return fail(i, '')
    case 110: // null
      foundKind = kind.null
      if (bytes[i + 1] === 117 && bytes[i + 2] === 108 && bytes[i + 3] === 108) return i + 4
      return fail(i, '')
    case brace:
      return skipContainer(bytes, i, depth + 1, closingBrace)
    case bracket:
      return skipContainer(bytes, i, depth + 1, closingBracket)
    default:
      return skipNumber(bytes, i)
  }
}

/** An object or list whose insides are only checked. */
function skipContainer(bytes: Uint8Array, at: number, depth: number, closing: number): number {
  if (depth > nestingCap) return fail(at, `it nests deeper than ${nestingCap} levels`)
  let i = at + 1
  let c = bytes[i]!
  while (isSpace(c)) c = bytes[++i]!
  if (c === closing) return i + 1
  for (;;) {
    if (closing === closingBrace) {
      if (c !== quote) return fail(i, '')
      i = skipString(bytes, i)
      if (i === -1) return -1
      while (isSpace(bytes[i]!)) i++
      if (bytes[i] !== colon) return fail(i, '')
      c = bytes[++i]!
      while (isSpace(c)) c = bytes[++i]!
    }
    i = skipValue(bytes, i, depth)
    if (i === -1) return -1
    if (c !== brace && c !== bracket && (foundKind === kind.realLong || foundKind === kind.huge)) rareNumber = true
    c = bytes[i]!
    while (isSpace(c)) c = bytes[++i]!
    if (c === closing) return i + 1
    if (c !== comma) return fail(i, '')
    c = bytes[++i]!
    while (isSpace(c)) c = bytes[++i]!
  }
}

function skipString(bytes: Uint8Array, at: number): number {
  let i = at
  let c: number
  do c = bytes[++i]!
  while (c !== quote && c !== backslash && c >= 32)
  return c === quote ? i + 1 : skipStringFrom(bytes, i)
}

/** Goes on within a string, from a backslash or a control character. */
function skipStringFrom(bytes: Uint8Array, at: number): number {
  let i = at
  let high = -1
  for (;;) {
    const c = bytes[i]!
    if (c === quote) return i + 1
    if (c === newline) return fail(i, 'it ends within a string')
    if (c < 32) return fail(i, 'a control character within a string is not escaped')
    if (c !== backslash) {
      i++
      continue
    }
    const letter = bytes[i + 1]!
    if (letter === 117) {
      const unit = hexUnit(bytes, i + 2)
      if (unit === -1) return fail(i, 'an escape within a string is not known')
      if (unit >= 0xdc00 && unit <= 0xdfff) {
        if (high !== i) loneSurrogate = true
        high = -1
      } else if (unit >= 0xd800 && unit <= 0xdbff) {
        // The other half must be the very next escape.
        high = i + 6
        if (bytes[i + 6] !== backslash || bytes[i + 7] !== 117 || !isLowSurrogate(hexUnit(bytes, i + 8))) {
          loneSurrogate = true
        }
      }
      i += 6
    } else if (isEscape(letter)) {
      i += 2
    } else {
      return fail(i, 'an escape within a string is not known')
    }
  }
}

/** A number, from its first byte; anything else fails here. Leaves its kind in `foundKind`. */
function skipNumber(bytes: Uint8Array, at: number): number {
  let i = at
  let c = bytes[i]!
  if (c === minus) c = bytes[++i]!
  const digits = i
  if (c === 48) c = bytes[++i]!
  else if (c >= 49 && c <= 57) {
    do c = bytes[++i]!
    while (c >= 48 && c <= 57)
  } else return fail(at, '')
  if (c === 46 || c === 101 || c === 69) return skipReal(bytes, at, i)
  if (c >= 48 && c <= 57) return fail(i, 'a number begins with 0')
  // DuckDB drops the sign of -0.
  if (digits !== at && bytes[digits] === 48) rareNumber = true
  foundKind = i - digits <= 15 ? kind.int : fitsBigint(bytes, at, digits, i) ? kind.bigint : kind.huge
  return i
}

/** The rest of a real, from the point or the exponent after its integer part. */
function skipReal(bytes: Uint8Array, at: number, from: number): number {
  let i = from
  let c = bytes[i]!
  if (c === 46) {
    const fraction = i + 1
    do c = bytes[++i]!
    while (c >= 48 && c <= 57)
    if (i === fraction) return fail(i, '')
  }
  // Fewer bytes than 17 cannot hold more than 17 digits.
  let found: number = i - at <= 17 || significantDigits(bytes, at, i) <= 17 ? kind.real : kind.realLong
  if (c === 101 || c === 69) {
    c = bytes[++i]!
    if (c === 43 || c === minus) c = bytes[++i]!
    const exponent = i
    while (c >= 48 && c <= 57) c = bytes[++i]!
    if (i === exponent) return fail(i, '')
    found = kindOfMagnitude(bytes, at, i, found)
  } else if (i - at > 300) {
    found = kindOfMagnitude(bytes, at, i, found)
  }
  foundKind = found
  return i
}

function significantDigits(bytes: Uint8Array, start: number, end: number): number {
  let count = 0
  for (let i = start; i < end; i++) {
    const c = bytes[i]!
    if (c >= 48 && c <= 57 && (count > 0 || c !== 48)) count++
  }
  return count
}

function kindOfMagnitude(bytes: Uint8Array, start: number, end: number, found: number): number {
  const text = Buffer.from(bytes.subarray(start, end)).toString('latin1')
  const value = Math.abs(Number(text))
  if (value === Number.POSITIVE_INFINITY) return kind.huge
  // Subnormal numbers have fewer digits.
  return value < 2.2250738585072014e-308 && /^[^eE]*[1-9]/.test(text) ? kind.realLong : found
}

const maxBigint = Buffer.from('9223372036854775807')

function fitsBigint(bytes: Uint8Array, start: number, digits: number, end: number): boolean {
  if (end - digits !== 19) return end - digits < 19
  for (let k = 0; k < 19; k++) {
    const difference = bytes[digits + k]! - maxBigint[k]!
    if (difference !== 0) return difference < 0 || (k === 18 && difference === 1 && bytes[start] === minus)
  }
  return true
}

/** White space within a line. */
function isSpace(c: number): boolean {
  return c === 32 || c === 9 || c === 13
}

function isEscape(c: number): boolean {
  // " \ / b f n r t
  return c === 34 || c === 92 || c === 47 || c === 98 || c === 102 || c === 110 || c === 114 || c === 116
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}

/** The code unit of four hexadecimal digits, or -1. */
function hexUnit(bytes: Uint8Array, at: number): number {
  let unit = 0
  for (let i = at; i < at + 4; i++) {
    const c = bytes[i]!
    if (c >= 48 && c <= 57) unit = unit * 16 + c - 48
    else if ((c | 32) >= 97 && (c | 32) <= 102) unit = unit * 16 + (c | 32) - 87
    else return -1
  }
  return unit
}

function fail(at: number, why: string): -1 {
  failedAt = at
  failure = why
  return -1
}

function unexpected(bytes: Uint8Array, at: number, start: number): string {
  if (bytes[at] === newline) return 'it ends too early'
  const rest = Buffer.from(lineAt(bytes, at).subarray(0, 32)).toString()
  const word = /^[A-Za-z]+/.exec(rest)?.[0] ?? String.fromCodePoint(rest.codePointAt(0)!)
  return `unexpected ${JSON.stringify(word)} at byte ${at - start + 1}`
}

function notAnObject(c: number): string {
  if (c === bracket) return 'expecting an object; got a list'
  if (c === quote) return 'expecting an object; got a string'
  if (c === minus || (c >= 48 && c <= 57)) return 'expecting an object; got a number'
  return ''
}

/** Blank lines are those of `countLines`; DuckDB takes a few control characters amiss. */
function isOddBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (!isSpace(bytes[i]!)) return true
  return false
}

function lineAt(bytes: Uint8Array, start: number): Uint8Array {
  return bytes.subarray(start, bytes.indexOf(newline, start))
}

/** The scan looks for no end but that of a line. */
function endedByNewline(bytes: Uint8Array): Uint8Array {
  if (bytes.length === 0 || bytes[bytes.length - 1] === newline) return bytes
  const ended = new Uint8Array(bytes.length + 1)
  ended.set(bytes)
  ended[bytes.length] = newline
  return ended
}

function fieldsOf(shape: Shape): ScannedField[] {
  const fields: ScannedField[] = []
  for (let field = overflowField + 1; field < shape.count; field++) {
    const kinds = shape.kinds[field]!
    if (kinds === 0 || shape.same[field] !== field) continue
    const path = shape.paths[field]!
    fields.push({ path, name: path.join('.'), kinds })
  }
  return fields
}

function unusualOf(shape: Shape, lines: Lines): Unusual[] {
  const unusual: Unusual[] = []
  let names = 0
  let sameName = false
  const folded = new Map<string, number>()
  for (let field = overflowField; field < shape.count; field++) {
    if (shape.kinds[field] === 0) continue
    names |= shape.unusual[field]!
    if (field === overflowField || shape.same[field] !== field) continue
    // Both the paths, as DuckDB sees nested objects, and the columns' names, as users see them, must be told apart.
    for (const name of [JSON.stringify(shape.paths[field]!), shape.paths[field]!.join('.')]) {
      const key = foldCase(name)
      const other = folded.get(key) ?? field
      if (other !== field) sameName = true
      folded.set(key, field)
    }
  }
  if (lines.oddBlank) unusual.push('blank line')
  if (duplicate) unusual.push('duplicate key')
  if (sameName) unusual.push('same name')
  if (names & unusualName.escaped) unusual.push('escaped key')
  if (names & unusualName.barred) unusual.push('reserved name')
  if (names & unusualName.overflow) unusual.push('too many fields')
  if (loneSurrogate) unusual.push('lone surrogate')
  if (rareNumber) unusual.push('rare number')
  return unusual
}
