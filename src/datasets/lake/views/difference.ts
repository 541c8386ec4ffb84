/** What has changed between the rows that a view has and those that it is to have. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { quoteName } from '../../../lib/sql-text.ts'
import type { Refresh, RowKeys } from '../../../model/view-report.ts'
import { rowsOf } from '../duck.ts'

/** So many keys of each kind are kept. */
const shownKeys = 100

export type Difference = Pick<Refresh, 'added' | 'changed' | 'removed' | 'key' | 'keys'>

export interface ComparedColumn {
  readonly name: string
  readonly type: string
}

/**
 * Compares two tables of the same columns; undefined when they have the same rows. The key is that of `all`, where the tables are parts
 * of one. Leaves its own tables behind on the connection.
 */
export async function difference(
  connection: DuckDBConnection,
  tables: { readonly old: string; readonly new: string; readonly all?: string },
  columns: readonly ComparedColumn[],
  wantedKey: readonly string[] | undefined,
): Promise<Difference | undefined> {
  const compared = columns.map(withoutNoise).join(', ')
  const select = (table: string) => `select ${compared} from ${table}`
  for (const [name, one, other] of [
    ['come', tables.new, tables.old],
    ['gone', tables.old, tables.new],
  ] as const) {
    await connection.run(`create or replace temp table ${name} as (${select(one)}) except all (${select(other)})`)
  }
  const [counts] = await rowsOf(
    connection,
    'select (select count(*) from come) as come, (select count(*) from gone) as gone',
  )
  if (Number(counts!.come) === 0 && Number(counts!.gone) === 0) return undefined
  const key = wantedKey ?? (await keyOf(connection, tables.all ?? tables.new, columns))
  const same = key.map((name) => `come.${quoteName(name)} is not distinct from gone.${quoteName(name)}`).join(' and ')
  const [paired, added, changed, removed] = [
    await rowsOf(connection, `select count(*) as rows from come semi join gone on ${same}`),
    await keysOf(connection, `come anti join gone on ${same}`, 'come', key),
    await keysOf(connection, `come semi join gone on ${same}`, 'come', key),
    await keysOf(connection, `gone anti join come on ${same}`, 'gone', key),
  ]
  const pairs = Number(paired[0]!.rows)
  return {
    added: Number(counts!.come) - pairs,
    changed: pairs,
    removed: Math.max(0, Number(counts!.gone) - pairs),
    key,
    keys: { added, changed, removed },
  }
}

/**
 * The order in which threads add up numbers changes their last digits. Twelve digits tell values apart, and not two sums of the same
 * values.
 */
function withoutNoise({ name, type }: ComparedColumn): string {
  const column = quoteName(name)
  if (type === 'DOUBLE') return `format('{:.11e}', ${column}) as ${column}`
  if (type === 'DOUBLE[]') return `list_transform(${column}, lambda x: format('{:.11e}', x)) as ${column}`
  return column
}

/** The fewest first columns in which no two rows are the same; all of them when there are two such rows. */
async function keyOf(
  connection: DuckDBConnection,
  table: string,
  columns: readonly ComparedColumn[],
): Promise<readonly string[]> {
  const names = columns.map(({ name }) => name)
  for (let count = 1; count < names.length; count++) {
    const first = names.slice(0, count).map(quoteName).join(', ')
    const [row] = await rowsOf(
      connection,
      `select count(*) as rows, count(distinct row(${first})) as keys from ${table}`,
    )
    if (row!.rows === row!.keys) return names.slice(0, count)
  }
  return names
}

async function keysOf(
  connection: DuckDBConnection,
  from: string,
  table: string,
  key: readonly string[],
): Promise<RowKeys> {
  const values = key.map((name) => `${table}.${quoteName(name)}`)
  const texts = values.map((value) => `${value}::varchar`).join(', ')
  const rows = await rowsOf(
    connection,
    `select [${texts}] as key from ${from} order by ${values.join(', ')} limit ${shownKeys}`,
  )
  return rows.map((row) => row.key as (string | null)[])
}
