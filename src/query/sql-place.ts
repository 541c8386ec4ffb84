import type { Place } from '../lib/errors.ts'

/** DuckDB counts positions in bytes of UTF-8; people count lines and characters. Undefined for a position outside the text. */
export function placeOf(sql: string, byte: number | undefined): Place | undefined {
  if (byte === undefined || !Number.isSafeInteger(byte) || byte < 0) return undefined
  const bytes = Buffer.from(sql)
  if (byte > bytes.length) return undefined
  const before = bytes.toString('utf8', 0, byte)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: [...before.slice(lineStart)].length + 1 }
}
