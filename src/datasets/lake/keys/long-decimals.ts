/** DuckDB's JSON functions shorten decimals with more digits than a double keeps; as texts they come through. */

/** Strings are skipped: what looks like a number there is none. */
const stringOrDecimal = /"(?:[^"\\]|\\.)*"|-?[0-9]+\.[0-9]+(?:[eE][+-]?[0-9]+)?/g

/** Only what may hold such a decimal is worth a closer look. */
const manyDigits = /[0-9.]{17}/

/** NDJSON with each such decimal as a string, nothing else changed; itself if there is none. */
export function quoteLongDecimals(lines: Buffer): Buffer {
  // Each byte is a character, and comes back as it was.
  const text = lines.toString('latin1')
  if (!manyDigits.test(text)) return lines
  return Buffer.from(
    text.replace(stringOrDecimal, (found) => (found[0] !== '"' && isLong(found) ? `"${found}"` : found)),
    'latin1',
  )
}

function isLong(decimal: string): boolean {
  const [mantissa = ''] = decimal.split(/[eE]/)
  const digits = mantissa.replace(/[-.]/g, '').replace(/^0+|0+$/g, '')
  if (digits.length <= 15) return false
  return mantissa !== decimal || String(Number(decimal)) !== decimal.replace(/\.?0+$/, '')
}
