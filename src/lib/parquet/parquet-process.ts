/**
 * Runs in a process of its own, which a damaged file may bring down. Prints the rows of the Parquet file that is its second argument as
 * NDJSON, the first ones only where a third says how many; or, asked for its `shape`, what the file says of itself.
 */
import { once } from 'node:events'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { ParquetShape } from './shape.ts'

/** What JSON has no form for: NaN and infinity are no value, timestamps are ISO 8601 in UTC. */
const forms: Record<string, (name: string) => string> = {
  DOUBLE: (name) => `if(isfinite(${name}), ${name}, null)`,
  FLOAT: (name) => `if(isfinite(${name}), ${name}, null)`,
  TIMESTAMP: (name) => `strftime(${name}, '%Y-%m-%dT%H:%M:%S.%fZ')`,
  'TIMESTAMP WITH TIME ZONE': (name) => `strftime(${name}::timestamp, '%Y-%m-%dT%H:%M:%S.%fZ')`,
}

const quote = (text: string, mark: string) => mark + text.replaceAll(mark, mark + mark) + mark

async function rowsOf(connection: DuckDBConnection, file: string, most: number | undefined): Promise<void> {
  const table = `read_parquet(${file})`
  const replaced = (await columnsOf(connection, file)).flatMap(({ name, type }) => {
    const form = forms[type]
    const quoted = quote(name, '"')
    return form ? [`${form(quoted)} as ${quoted}`] : []
  })
  const replace = replaced.length > 0 ? ` replace (${replaced.join(', ')})` : ''
  const limit = most === undefined ? '' : ` limit ${most}`
  const rows = await connection.stream(
    `select to_json(line)::varchar from (select *${replace} from ${table}${limit}) line`,
  )
  for (;;) {
    const chunk = await rows.fetchChunk()
    if (!chunk || chunk.rowCount === 0) break
    const text = `${chunk.getColumnValues(0).join('\n')}\n`
    if (!process.stdout.write(text)) await once(process.stdout, 'drain')
  }
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
    `select column_name, column_type from (describe from read_parquet(${file}))`,
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
  const file = quote(path!, "'")
  if (what === 'shape') process.stdout.write(JSON.stringify(await shapeOf(connection, file)))
  else await rowsOf(connection, file, most === undefined ? undefined : Number(most))
} catch (error) {
  // The first line says what is wrong; the others are for whoever wrote the statement.
  process.stderr.write(String(error instanceof Error ? error.message : error).split('\n', 1)[0]!)
  process.exitCode = 1
}
