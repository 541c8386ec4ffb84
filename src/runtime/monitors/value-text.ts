/** Values of a result as texts, and records as rows to look at. */
import type { NoticeRows } from '../../model/notice.ts'

const mostColumns = 12
const mostChars = 200

export function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

type Row = Readonly<Record<string, unknown>>

/** Without the columns that are Caudal's own or have no value; the time stays. */
export function rowsOf(rows: readonly Row[], total: number): NoticeRows {
  const names = Object.keys(rows[0] ?? {}).filter((name) => name === '_time' || !name.startsWith('_'))
  const columns = names.filter((name) => rows.some((row) => row[name] !== null)).slice(0, mostColumns)
  return { columns, cells: rows.map((row) => columns.map((name) => shortened(textOf(row[name])))), total }
}

function shortened(text: string): string {
  return text.length <= mostChars ? text : `${text.slice(0, mostChars - 1)}…`
}
