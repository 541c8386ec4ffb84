/** The rows of a statement as a table for people. */
import { formatRow, formatTable, hasRoom } from '../../lib/table.ts'
import { isNumberType, type QueryResult } from '../../model/query-report.ts'
import { colorsOf, formatTableFor, type Terminal, widthOf } from './terminal.ts'
import { formatValue } from './value.ts'

/** Fitted and coloured for a terminal, whole and plain without one. One row with too many columns stands upright. */
export function formatResult({ columns, rows }: QueryResult, terminal?: Terminal): string {
  const titles = columns.map(({ name, type }) => ({
    title: name,
    align: isNumberType(type) ? ('right' as const) : ('left' as const),
    isWhole: /^(TIMESTAMP|DATE|TIME)/.test(type),
  }))
  const cells = rows.map((row) => columns.map(({ name }) => formatValue(row[name])))
  if (!terminal) return formatTable(titles, cells)
  if (cells.length === 1 && !hasRoom(titles, cells, widthOf(terminal))) {
    return formatRow(titles, cells[0]!, { paintTitle: colorsOf(terminal).bold })
  }
  return formatTableFor(terminal, titles, cells, '--format csv')
}

/** Without the columns that `*` brings and that have no value in any row, such as `_rest`; what is named is shown. */
export function withoutEmpty({ columns, rows }: QueryResult, sql: string): { shown: QueryResult; empty: string[] } {
  if (rows.length === 0 || !/^\s*(select\s+\*|from\b)/i.test(sql)) return { shown: { columns, rows }, empty: [] }
  const empty = columns.map(({ name }) => name).filter((name) => rows.every((row) => row[name] === null))
  if (empty.length === columns.length) return { shown: { columns, rows }, empty: [] }
  return { shown: { columns: columns.filter(({ name }) => !empty.includes(name)), rows }, empty }
}
