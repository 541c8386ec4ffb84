/** Runs in a process of its own, which a damaged file may bring down: prints the Parquet file that is its argument as NDJSON. */
import { once } from 'node:events'
import { DuckDBInstance } from '@duckdb/node-api'

/** What JSON has no form for: NaN and infinity are no value, timestamps are ISO 8601 in UTC. */
const forms: Record<string, (name: string) => string> = {
  DOUBLE: (name) => `if(isfinite(${name}), ${name}, null)`,
  FLOAT: (name) => `if(isfinite(${name}), ${name}, null)`,
  TIMESTAMP: (name) => `strftime(${name}, '%Y-%m-%dT%H:%M:%S.%fZ')`,
  'TIMESTAMP WITH TIME ZONE': (name) => `strftime(${name}::timestamp, '%Y-%m-%dT%H:%M:%S.%fZ')`,
}

const quote = (text: string, mark: string) => mark + text.replaceAll(mark, mark + mark) + mark

try {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    memory_limit: '1GB',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  const connection = await instance.connect()
  await connection.run("set timezone = 'UTC'")
  const table = `read_parquet(${quote(process.argv[2]!, "'")})`
  const columns = await connection.runAndReadAll(`select column_name, column_type from (describe from ${table})`)
  const replaced = columns.getRows().flatMap(([name, type]) => {
    const form = forms[String(type)]
    const quoted = quote(String(name), '"')
    return form ? [`${form(quoted)} as ${quoted}`] : []
  })
  const replace = replaced.length > 0 ? ` replace (${replaced.join(', ')})` : ''
  const rows = await connection.stream(`select to_json(line)::varchar from (select *${replace} from ${table}) line`)
  for (;;) {
    const chunk = await rows.fetchChunk()
    if (!chunk || chunk.rowCount === 0) break
    const text = `${chunk.getColumnValues(0).join('\n')}\n`
    if (!process.stdout.write(text)) await once(process.stdout, 'drain')
  }
} catch (error) {
  // The first line says what is wrong; the others are for whoever wrote the statement.
  process.stderr.write(String(error instanceof Error ? error.message : error).split('\n', 1)[0]!)
  process.exitCode = 1
}
