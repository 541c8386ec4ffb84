/**
 * Runs in a process of its own, which a damaged file may bring down. Its second argument is a Parquet file, its first what to print of it:
 * the `rows` as NDJSON (`json-form.ts`), the first ones only where a third argument says how many; or the `shape`, what the file says of
 * itself, as JSON.
 */
import { once } from 'node:events'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { hasFailed } from '../duckdb-chunks.ts'
import { quoteName, quoteText } from '../sql-text.ts'
import { jsonForm } from './json-form.ts'
import type { ParquetShape } from './shape.ts'

async function rowsOf(connection: DuckDBConnection, file: string, most: number | undefined): Promise<void> {
  const table = tableOf(file)
  const columns = await connection.stream(`from ${table} limit 0`)
  const replaced = columns.columnNames().flatMap((name, i) => {
    const quoted = quoteName(name)
    const form = jsonForm(columns.columnType(i))
    return form ? [`${form(quoted)} as ${quoted}`] : []
  })
  const replace = replaced.length > 0 ? ` replace (${replaced.join(', ')})` : ''
  const limit = most === undefined ? '' : ` limit ${most}`
  const row = freeName(columns.columnNames())
  const lines = `select to_json(${row})::varchar as line from (select *${replace} from ${table}${limit}) ${row}`
  const rows = await connection.stream(lines)
  for (;;) {
    const chunk = await rows.fetchChunk()
    if (!chunk || chunk.rowCount === 0) break
    const text = `${chunk.getColumnValues(0).join('\n')}\n`
    if (!process.stdout.write(text)) await once(process.stdout, 'drain')
  }
  // What failed on the way is run again for the reason alone: all of its lines, and none kept.
  if (hasFailed(rows)) {
    await connection.run(`select max(length(line)) from (${lines})`)
    throw new Error('its rows could not be read to the end')
  }
}

/** The file itself, whatever the folders in which it lies are called. */
function tableOf(file: string): string {
  return `read_parquet(${file}, hive_partitioning = false)`
}

/** A column of the same name would be meant in its place. */
function freeName(names: readonly string[]): string {
  const taken = new Set(names.map((name) => name.toLowerCase()))
  for (let i = 0; ; i++) if (!taken.has(`row_${i}`)) return `row_${i}`
}

/** As a pattern that only the file itself fits. */
function patternOf(path: string): string {
  return path.replace(/[[*?]/g, '[$&]')
}

async function shapeOf(connection: DuckDBConnection, file: string): Promise<ParquetShape> {
  const counted = await connection.runAndReadAll(`select num_rows from parquet_file_metadata(${file})`)
  // Some writers leave the place of the dictionary out, some say 0 for none.
  const parts = await connection.runAndReadAll(
    `select least(data_page_offset, coalesce(nullif(dictionary_page_offset, 0), data_page_offset)), total_compressed_size,
       compression = 'UNCOMPRESSED' from parquet_metadata(${file}) where row_group_id = 0`,
  )
  return {
    columns: await columnsOf(connection, file),
    rows: Number(counted.getRows()[0]?.[0] ?? 0),
    first: parts
      .getRows()
      .map(([from, bytes, isPlain]) => ({ from: Number(from), bytes: Number(bytes), isPlain: Boolean(isPlain) })),
  }
}

async function columnsOf(connection: DuckDBConnection, file: string): Promise<ParquetShape['columns']> {
  const columns = await connection.runAndReadAll(
    `select column_name, column_type from (describe from ${tableOf(file)})`,
  )
  return columns.getRows().map(([name, type]) => ({ name: String(name), type: String(type) }))
}

try {
  const [what, path, most] = process.argv.slice(2)
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    memory_limit: '1GB',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  const connection = await instance.connect()
  await connection.run("set timezone = 'UTC'")
  const file = quoteText(patternOf(path!))
  if (what === 'shape') process.stdout.write(JSON.stringify(await shapeOf(connection, file)))
  else await rowsOf(connection, file, most === undefined ? undefined : Number(most))
} catch (error) {
  // The first line says what is wrong; the others are for whoever wrote the statement.
  process.stderr.write(String(error instanceof Error ? error.message : error).split('\n', 1)[0]!)
  process.exitCode = 1
}
