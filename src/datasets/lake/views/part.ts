/** Some rows of a view are exchanged for others: those of the buckets that were computed anew. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { quoteName, quoteText } from '../../../lib/sql-text.ts'
import type { ViewPart } from '../../view-store.ts'
import { rowsOf } from '../duck.ts'
import { rowIdColumn } from '../parquet.ts'
import type { ViewColumn } from './columns.ts'
import { type Difference, difference } from './difference.ts'

export interface PartOrder {
  /** The columns that the SQL of the view selects. */
  readonly own: readonly ViewColumn[]
  readonly key: readonly string[] | undefined
  readonly part: ViewPart
}

/**
 * Makes `view_rows` all rows that the view is to have: of the buckets those that are in it, of the others those of `old_rows`. What it
 * has of other buckets, to compute these, is left out.
 */
export async function exchangePart(
  connection: DuckDBConnection,
  columns: readonly ViewColumn[],
  { own, key, part }: PartOrder,
): Promise<{ found: Difference | undefined; rows: number }> {
  const bucket = `to_json([${part.columns.map((name) => `${quoteName(name)}::varchar`).join(', ')}])::varchar`
  const keys = part.keys.map(quoteText).join(', ')
  const names = columns.map(({ name }) => quoteName(name)).join(', ')
  await connection.run(`create or replace temp table view_part as select * from view_rows where ${bucket} in (${keys})`)
  await connection.run(`create or replace temp view old_part as select * from old_rows where ${bucket} in (${keys})`)
  await connection.run(
    `create or replace temp view all_rows as
       select ${names} from old_rows where ${bucket} not in (${keys}) union all select ${names} from view_part`,
  )
  const found = await difference(connection, { old: 'old_part', new: 'view_part', all: 'all_rows' }, own, key)
  if (!found) return { found, rows: await countOf(connection, 'old_rows') }
  const order = part.order === '' ? '' : `order by ${part.order}`
  await connection.run(
    `create or replace temp table view_rows as
       select ${names}, row_number() over (${order}) - 1 as ${rowIdColumn} from all_rows`,
  )
  return { found, rows: await countOf(connection, 'view_rows') }
}

export async function countOf(connection: DuckDBConnection, table: string): Promise<number> {
  const [count] = await rowsOf(connection, `select count(*) as rows from ${table}`)
  return Number(count!.rows)
}
