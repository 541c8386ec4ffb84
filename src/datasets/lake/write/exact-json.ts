/** JSON parsed and written again without losing a digit (ECMAScript's JSON.parse source text access). */

/** A number with the text that it had; what `JSON.rawJSON` makes. */
interface ExactNumber {
  readonly rawJSON: string
}

declare global {
  interface JSON {
    rawJSON(text: string): ExactNumber
    isRawJSON(value: unknown): value is ExactNumber
  }
}

/** Parses a line; numbers that JavaScript would spell otherwise come as objects that keep their text. */
export function parseExact(line: string): unknown {
  const text = halfSurrogate.test(line) ? withoutHalfSurrogates(line) : line
  return rareNumber.test(text)
    ? JSON.parse(text, keepNumber as (key: string, value: unknown) => unknown)
    : JSON.parse(text)
}

/** The text of a number, undefined for anything else. */
export function numberText(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return JSON.isRawJSON(value) ? value.rawJSON : undefined
}

/**
 * More than 15 digits, exponents, zeros at the end of a fraction, -0 and small fractions: all that `String` may spell otherwise. It
 * may match within strings too, which only costs time.
 */
const rareNumber =
  /[:,[]\s*(?:-0|-?(?:[0-9][0-9.]{15}|[0-9]+\.[0-9]*0[\s,\]}]|0\.00000|[0-9][0-9.]*[eE][-+]?[0-9]+[\s,\]}]))/

function keepNumber(_key: string, value: unknown, context: { source: string }): unknown {
  if (typeof value !== 'number' || String(value) === context.source) return value
  return JSON.rawJSON(context.source)
}

const halfSurrogate = /\\u[dD][89a-fA-F]/
const escapes = /\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[dD][89a-fA-F][0-9a-fA-F]{2}|.)/g

/** Half a pair has no UTF-8 and no place in a column: it becomes U+FFFD. */
function withoutHalfSurrogates(line: string): string {
  return line.replace(escapes, (found) => (/^\\u[dD]...$/.test(found) ? '\\ufffd' : found))
}
