import type { JsonBytes } from '../json-bytes.ts'

/** What a field's text is in JSON. */
export const empty = 0
export const text = 1
export const number = 2
export const boolean = 3
/** `NaN`, as programs write a measurement that is missing. */
export const missing = 4

/** Integers of more digits stay text: they are numbers of something, and must not lose a digit. Decimals are measurements. */
const integerDigits = 18

/**
 * What a field is, with spaces around it ignored. A number only where nothing is lost by it: no plus sign, no zeros before it, no
 * integer of more digits than are kept, an exponent only with a sign (`1e-05`, but `12e4` is text: it is more often a name).
 */
export function kindOf(bytes: Uint8Array, start: number, end: number, decimalMark: number): number {
  while (start < end && bytes[start]! <= space) start++
  while (end > start && bytes[end - 1]! <= space) end--
  if (start === end) return empty
  const first = bytes[start]!
  if (isDigit(first) || first === minus) return isNumber(bytes, start, end, decimalMark) ? number : text
  if (first === capitalN && end - start === 3 && bytes[start + 1] === letterA && bytes[start + 2] === capitalN)
    return missing
  const letter = first | 0x20
  const mayBeBoolean = (letter === letterT && end - start === 4) || (letter === letterF && end - start === 5)
  return mayBeBoolean && isBoolean(bytes, start, end) ? boolean : text
}

/** Writes a field that is not empty; `doubledQuote` is the quote that is doubled in it. */
export function writeValue(
  out: JsonBytes,
  kind: number,
  bytes: Uint8Array,
  start: number,
  end: number,
  doubledQuote: number,
): void {
  if (kind === text) {
    out.string(bytes, start, end, doubledQuote)
    return
  }
  while (bytes[start]! <= space) start++
  while (bytes[end - 1]! <= space) end--
  if (kind === boolean) out.raw(end - start === 4 ? trueBytes : falseBytes)
  else out.decimal(bytes, start, end)
}

function isNumber(bytes: Uint8Array, start: number, end: number, decimalMark: number): boolean {
  let at = bytes[start] === minus ? start + 1 : start
  const wholeStart = at
  while (at < end && isDigit(bytes[at]!)) at++
  const digits = at - wholeStart
  if (digits === 0 || (digits > 1 && bytes[wholeStart] === zero)) return false
  if (at === end) return digits <= integerDigits
  if (bytes[at] === decimalMark) {
    const fractionStart = ++at
    while (at < end && isDigit(bytes[at]!)) at++
    if (at === fractionStart) return false
  }
  return at === end || isExponent(bytes, at, end)
}

/** `e-05`, `E+12`: a sign and at most two digits, which no double overflows or underflows with. */
function isExponent(bytes: Uint8Array, at: number, end: number): boolean {
  const sign = bytes[at + 1]
  if ((bytes[at]! | 0x20) !== letterE || (sign !== minus && sign !== plus)) return false
  const digits = end - at - 2
  return (digits === 1 || digits === 2) && isDigit(bytes[at + 2]!) && isDigit(bytes[end - 1]!)
}

function isBoolean(bytes: Uint8Array, start: number, end: number): boolean {
  const word = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1')
  return booleans.has(word)
}

function isDigit(byte: number): boolean {
  return byte >= zero && byte <= 0x39
}

const booleans = new Set(['true', 'True', 'TRUE', 'false', 'False', 'FALSE'])
const trueBytes = Buffer.from('true')
const falseBytes = Buffer.from('false')
const space = 0x20
const plus = 0x2b
const minus = 0x2d
const zero = 0x30
const capitalN = 0x4e
const letterA = 0x61
const letterE = 0x65
const letterF = 0x66
const letterT = 0x74
