/** Runs in a process of its own, which a damaged file may bring down: prints the Parquet file that is its argument as NDJSON. */
import { DuckDBInstance } from '@duckdb/node-api'

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
  // JSON has no NaN and no infinity: they are no value.
  const finite = columns
    .getRows()
    .filter(([, type]) => type === 'DOUBLE' || type === 'FLOAT')
    .map(([name]) => quote(String(name), '"'))
    .map((name) => `if(isfinite(${name}), ${name}, null) as ${name}`)
  const replaced = finite.length > 0 ? ` replace (${finite.join(', ')})` : ''
  const form = "format json, timestampformat '%Y-%m-%dT%H:%M:%S.%fZ'"
  await connection.run(`copy (select *${replaced} from ${table}) to '/dev/stdout' (${form})`)
} catch (error) {
  // The first line says what is wrong; the others are for whoever wrote the statement.
  process.stderr.write(String(error instanceof Error ? error.message : error).split('\n', 1)[0]!)
  process.exitCode = 1
}
