import { Transcoder } from '../lib/encoding.ts'
import { detectDialect } from './csv/dialect.ts'

/** What a plain text looks like by its first bytes (16 KB tell enough): `json`, `ndjson`, `csv` or, failing these, `lines`. */
export function sniffFormat(bytes: Uint8Array): 'json' | 'ndjson' | 'csv' | 'lines' {
  const transcoder = new Transcoder()
  const text = Buffer.concat([transcoder.push(bytes), transcoder.end()])
  const lines = text
    .toString('latin1')
    .split('\n')
    .filter((line) => line.trim() !== '')
  const first = lines[0]?.trim() ?? ''
  if (first.startsWith('{')) return isObject(first) ? 'ndjson' : 'json'
  if (first.startsWith('[') && /^\[\s*(\{|$)/.test(first)) return 'json'
  return looksLikeCsv(lines) ? 'csv' : 'lines'
}

function isObject(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object'
  } catch {
    return false
  }
}

/** At least two rows, and all of them with as many fields: prose and logs are less regular. */
function looksLikeCsv(lines: readonly string[]): boolean {
  // The last line may be cut.
  const whole = lines.slice(0, lines.length > 2 ? -1 : undefined).slice(0, 50)
  if (whole.length < 2) return false
  const sample = Buffer.from(whole.join('\n'), 'latin1')
  const known = { delimiter: undefined, quote: '"', decimal: undefined, hasHeader: undefined }
  const { delimiter } = detectDialect(sample, true, known)
  const widths = new Set(whole.map((line) => line.replace(/"[^"]*"/g, '').split(delimiter).length))
  return widths.size === 1 && !widths.has(1)
}
