/**
 * Finds the words of records' values straight in their NDJSON bytes. It knows as much of JSON as it needs to tell keys from values,
 * and takes lines that are not JSON as they come: a word too many only costs a look.
 *
 * All values count, at any depth: strings unescaped, numbers as they are spelled and as JavaScript spells them, `true` and `false`.
 * Keys of nested objects do too, for lists of objects become columns of JSON text; those of the record itself do not, and a `_time` in
 * the common form of ISO 8601 does not: it is a column of its own that is never searched by words.
 */
import { wordsOf } from '../../../model/words.ts'
import { hashPrime, hashSeed, hashWord } from './word-hash.ts'

const quote = 34
const comma = 44
const minus = 45
const bracket = 91
const backslash = 92
const closingBracket = 93
const brace = 123
const closingBrace = 125
const newline = 10

const separator = 0
/** Ends or interrupts a plain text: the quote, the backslash, control characters, and all bytes beyond ASCII. */
const special = 1

/** By byte: a word character in lower case, or one of the above. */
const classes = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte < 32 || byte >= 128 || byte === quote || byte === backslash) return special
  const letter = String.fromCharCode(byte)
  return /\w/.test(letter) ? letter.toLowerCase().charCodeAt(0) : separator
})

const wordTrue = hashWord('true')
const wordFalse = hashWord('false')

/** Nesting beyond this is taken for lists, so that keys count as words. */
const nestingCap = 64

/** Takes the hashes of words: a `HashSet`, or any other set. */
export interface Hashes {
  add(hash: number): unknown
}

/**
 * Adds the words of up to `count` lines that are not blank, from a position on; returns the position after them. Without a set it
 * skips the lines.
 */
export function addWords(bytes: Buffer, from: number, count: number, words: Hashes | undefined): number {
  let start = from
  for (let lines = 0; lines < count && start < bytes.length; ) {
    const found = bytes.indexOf(newline, start)
    const end = found === -1 ? bytes.length : found
    let i = start
    while (i < end && bytes[i]! <= 32) i++
    if (i < end) {
      lines++
      if (words) addLine(bytes, i, end, words)
    }
    start = end + 1
  }
  return Math.min(start, bytes.length)
}

/** For each level whether it is an object. */
const objects = new Uint8Array(nestingCap + 1)

function addLine(bytes: Buffer, start: number, end: number, words: Hashes): void {
  let depth = 0
  let key = false
  let time = false
  let i = start
  while (i < end) {
    const c = bytes[i]!
    if (c === quote) {
      if (key && depth > 1) {
        i = addString(bytes, i + 1, end, words)
        key = false
      } else if (key) {
        const after = skipString(bytes, i + 1, end)
        time = isTimeKey(bytes, i, after)
        key = false
        i = after
      } else {
        i = time && isPlainTime(bytes, i + 1, end) ? skipString(bytes, i + 1, end) : addString(bytes, i + 1, end, words)
        time = false
      }
    } else if (c === comma) {
      key = objects[Math.min(depth, nestingCap)] === 1
      i++
    } else if (c === minus || (c >= 48 && c <= 57)) {
      i = addNumber(bytes, i, end, words)
    } else if (c === brace || c === bracket) {
      depth++
      key = c === brace && depth < nestingCap
      objects[Math.min(depth, nestingCap)] = key ? 1 : 0
      i++
    } else if (c === closingBrace || c === closingBracket) {
      depth = Math.max(0, depth - 1)
      i++
    } else if (c === 116) {
      words.add(wordTrue)
      i += 4
    } else if (c === 102) {
      words.add(wordFalse)
      i += 5
    } else {
      i++
    }
  }
}

/** From within a string; the position after its closing quote. */
function skipString(bytes: Buffer, from: number, end: number): number {
  let i = from
  while (i < end && bytes[i] !== quote) i += bytes[i] === backslash ? 2 : 1
  return i + 1
}

/** The same, adding the words on the way. */
function addString(bytes: Buffer, from: number, end: number, words: Hashes): number {
  let hash = hashSeed
  // Where the word began, or beyond what is possible while there is none.
  let begin = end
  let i = from
  for (; i < end; i++) {
    const byte = bytes[i]!
    const letter = classes[byte]!
    if (letter > special) {
      if (begin === end) begin = i
      hash = Math.imul(hash ^ letter, hashPrime)
      continue
    }
    if (byte >= 128) {
      const after = endOfRun(bytes, i, end)
      addText(bytes.toString('utf8', beginOfRun(bytes, Math.min(begin, i), from), after), words)
      i = after - 1
    } else if (begin < end) {
      words.add(hash)
    }
    hash = hashSeed
    begin = end
    if (byte === backslash) {
      // `\u` may be any character, which is left to JSON.parse; every other escape parts words.
      if (bytes[i + 1] === 117) return addEscaped(bytes, from, end, words)
      i++
    } else if (byte === quote) {
      return i + 1
    }
  }
  if (begin < end) words.add(hash)
  return i
}

/** The end of the letters, ASCII or not, from here on. */
function endOfRun(bytes: Buffer, from: number, end: number): number {
  let i = from
  while (i < end && (bytes[i]! >= 128 || classes[bytes[i]!]! > special)) i++
  return i
}

/** A combining mark may join the sign before it (`=` and U+0338 are `≠`), which then is no part of the word. */
function beginOfRun(bytes: Buffer, at: number, from: number): number {
  const before = bytes[at - 1]!
  return at > from && before >= 60 && before <= 62 ? at - 1 : at
}

function addEscaped(bytes: Buffer, from: number, end: number, words: Hashes): number {
  const after = skipString(bytes, from, end)
  try {
    addText(String(JSON.parse(bytes.toString('utf8', from - 1, after))), words)
  } catch {
    // The line is no record: it is kept with the rejected ones.
  }
  return after
}

function addText(text: string, words: Hashes): void {
  for (const word of wordsOf(text)) words.add(hashWord(word))
}

function addNumber(bytes: Buffer, from: number, end: number, words: Hashes): number {
  let hash = hashSeed
  let i = bytes[from] === minus ? from + 1 : from
  const digits = i
  let c = bytes[i]!
  while (i < end && c >= 48 && c <= 57) {
    hash = Math.imul(hash ^ c, hashPrime)
    c = bytes[++i]!
  }
  if (i === digits) return i + 1
  words.add(hash)
  if (c !== 46 && c !== 101 && c !== 69 && i - digits <= 15) return i
  const point = i
  while (i < end && isNumberByte(bytes[i]!)) i++
  if (c === 46 && isUsual(bytes, digits, point, i)) {
    words.add(hashOfDigits(bytes, point + 1, i))
    return i
  }
  const text = bytes.toString('latin1', from, i)
  addText(text, words)
  const usual = String(Number(text))
  if (usual !== text) addText(usual, words)
  return i
}

/** Whether JavaScript spells a number with a fraction just so: few digits, no exponent, no zeros at its end, not tiny. */
function isUsual(bytes: Buffer, digits: number, point: number, end: number): boolean {
  if (end - digits > 16 || end === point + 1 || bytes[end - 1] === 48 || bytes[digits] === 48) return false
  for (let i = point + 1; i < end; i++) if (bytes[i]! < 48 || bytes[i]! > 57) return false
  return true
}

function hashOfDigits(bytes: Buffer, from: number, end: number): number {
  let hash = hashSeed
  for (let i = from; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, hashPrime)
  return hash
}

function isNumberByte(c: number): boolean {
  return (c >= 48 && c <= 57) || c === 46 || c === 101 || c === 69 || c === 43 || c === minus
}

/** Whether the key between the quotes is `_time`. */
function isTimeKey(bytes: Buffer, open: number, after: number): boolean {
  return after - open === 7 && bytes[open + 1] === 95 && bytes.toString('latin1', open + 2, open + 6) === 'time'
}

/** `2024-03-01T12:00:00.000Z`: surely a time, and so surely in the column `_time` alone. Days after the 28th are not surely so. */
function isPlainTime(bytes: Buffer, from: number, end: number): boolean {
  if (end - from < 20 || bytes[from + 4] !== minus || bytes[from + 7] !== minus) return false
  if (bytes[from + 13] !== 58 || bytes[from + 16] !== 58 || (bytes[from + 10] !== 84 && bytes[from + 10] !== 32))
    return false
  const month = twoDigits(bytes, from + 5)
  const day = twoDigits(bytes, from + 8)
  if (month < 1 || month > 12 || day < 1 || day > 28 || twoDigits(bytes, from) < 0 || twoDigits(bytes, from + 2) < 0) {
    return false
  }
  const hour = twoDigits(bytes, from + 11)
  const minute = twoDigits(bytes, from + 14)
  const second = twoDigits(bytes, from + 17)
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return false
  let i = from + 19
  if (bytes[i] === 46)
    do i++
    while (bytes[i]! >= 48 && bytes[i]! <= 57)
  if (bytes[i] === 90) i++
  return bytes[i] === quote
}

/** From 0 to 99, or -1. */
function twoDigits(bytes: Buffer, at: number): number {
  const tens = bytes[at]! - 48
  const ones = bytes[at + 1]! - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1
}
