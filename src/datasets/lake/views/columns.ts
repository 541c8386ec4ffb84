/** The columns of a view: those that its SQL selects, in the types that datasets have, and a `_time` for search. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { quoteName, quoteText } from '../../../lib/sql-text.ts'
import type { Column } from '../../../model/schema.ts'
import type { PlannedColumn } from '../catalogue/schema-change.ts'
import { rowsOf } from '../duck.ts'

export interface ViewColumn {
  readonly name: string
  readonly type: string
  /** What to select for it from the Parquet file. */
  readonly sql: string
}

/** The usual names of the column that holds a row's time. */
const timeNames = ['_time', '@timestamp', 'timestamp', 'time', 'ts', 'datetime', 'date']

/** Describes the rows of a Parquet file; `_offset` is not taken, for rows of a view have their own. */
export async function describeRows(connection: DuckDBConnection, path: string): Promise<ViewColumn[]> {
  const rows = await rowsOf(connection, `describe select * from read_parquet(${quoteText(path)})`)
  const columns: ViewColumn[] = []
  for (const row of rows) {
    const name = String(row.column_name)
    if (name === '_offset') continue
    columns.push(await columnOf(connection, path, name, String(row.column_type)))
  }
  return columns
}

async function columnOf(connection: DuckDBConnection, path: string, name: string, type: string): Promise<ViewColumn> {
  const column = quoteName(name)
  const cast = (to: string): ViewColumn => ({ name, type: to, sql: `${column}::${to}` })
  if (/^U?(TINY|SMALL)INT$|^U?INTEGER$/.test(type)) return cast('BIGINT')
  if (type === 'FLOAT') return cast('DOUBLE')
  // Sums of integers, for which Parquet has no type of their own.
  if (type === 'DECIMAL(38,0)') {
    const [row] = await rowsOf(
      connection,
      `select count(*) as misfits from read_parquet(${quoteText(path)}) where ${column} is not null and try_cast(${column} as bigint) is null`,
    )
    return cast(Number(row!.misfits) === 0 ? 'BIGINT' : 'DOUBLE')
  }
  if (/^(BOOLEAN|BIGINT|UBIGINT|DOUBLE|VARCHAR|DATE|TIMESTAMP|BLOB|DECIMAL\(.*\))$/.test(type)) return cast(type)
  if (/^TIMESTAMP/.test(type)) return cast('TIMESTAMP')
  if (/^(BOOLEAN|BIGINT|DOUBLE|VARCHAR)\[\]$/.test(type)) return cast(type)
  if (/^U?(TINY|SMALL)INT\[\]$|^U?INTEGER\[\]$/.test(type)) return cast('BIGINT[]')
  if (/[)\]]$/.test(type)) return { name, type: 'VARCHAR', sql: `to_json(${column})::varchar` }
  return cast('VARCHAR')
}

/** The columns with `_time` before them, where they have none of that name: a column of times, else the time of the refresh. */
export function withTime(columns: readonly ViewColumn[], now_ms: number): ViewColumn[] {
  if (columns.some(({ name }) => name === '_time')) return [...columns]
  const times = columns.filter(({ type }) => type === 'TIMESTAMP' || type === 'DATE')
  const named = timeNames.flatMap((name) => times.find((column) => column.name === name) ?? [])
  const sql = named[0] ? `(${named[0].sql})::timestamp` : `make_timestamp(${now_ms * 1000})`
  return [{ name: '_time', type: 'TIMESTAMP', sql }, ...columns]
}

/** With ids as a new table has them: 1 and on, those of what is nested behind. */
export function plannedColumns(columns: readonly ViewColumn[]): PlannedColumn[] {
  return columns.map(({ name, type }, i) => ({
    id: i + 1,
    name,
    type: type as Column['type'],
    path: [name],
    declared: true,
    ...(type.endsWith('[]') ? { elementId: columns.length + i + 1 } : {}),
  }))
}
