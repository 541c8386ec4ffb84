/** What only the database sees of values: that a text is no time, or is not of the type that was declared. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { quoteText } from '../../../lib/sql-text.ts'
import { rowsOf } from '../duck.ts'
import type { Doubt } from '../write/read-columns.ts'
import { shortened, sourceName } from './occurrences.ts'
import type { Finding } from './remark-store.ts'

/** Whether a record of these files may have the time received for want of its own. */
export async function anyWithoutTime(connection: DuckDBConnection, paths: readonly string[]): Promise<boolean> {
  const files = paths.map(quoteText).join(', ')
  const sql = `select 1 from read_parquet([${files}]) where _time = _received limit 1`
  return (await rowsOf(connection, sql)).length > 0
}

/** One finding for each source; `rows` is the chunk as something to select from. */
export async function findingsOf(connection: DuckDBConnection, doubt: Doubt, rows: string): Promise<Finding[]> {
  const { kind, field, type, when, sql } = doubt
  const found = await rowsOf(
    connection,
    `select m.source, count(*) as records, min(m."offset") as first, arg_min(m.received, m."offset") as received,
       cast(to_json(arg_min(${sql}, m."offset")) as varchar) as value from ${rows} where ${when} group by m.source`,
  )
  return found.map(({ source, records, first, received, value }) => ({
    kind,
    field,
    source: sourceName(String(source)),
    records: Number(records),
    offset: Number(first),
    received: Number(received),
    value: shortened(String(value)),
    ...(type === undefined ? {} : { type }),
  }))
}
