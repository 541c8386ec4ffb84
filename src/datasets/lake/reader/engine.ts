import { DuckDBInstance } from '@duckdb/node-api'
import { quoteText } from '../../../lib/sql-text.ts'
import { dataFolder } from '../catalogue/open.ts'
import type { ReaderSettings } from './protocol.ts'

/**
 * The second wall: an instance that opens no file outside the lake's data, loads no extension, and whose settings cannot be changed
 * any more. It is not enough alone: a statement could still write into the lake, or read another's files, so statements are
 * checked before (`query/sql-policy.ts`).
 */
export async function openEngine(settings: ReaderSettings): Promise<DuckDBInstance> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(settings.threads),
    memory_limit: `${Math.floor(settings.memory_bytes / (1 << 20))}MiB`,
    temp_directory: settings.scratch,
    max_temp_directory_size: '4GiB',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    allow_unsigned_extensions: 'false',
  })
  const connection = await instance.connect()
  for (const statement of [
    // Errors with their position as a number; the text form cuts long lines.
    'set global errors_as_json = true',
    "set global TimeZone = 'UTC'",
    // Files never change once they are in the catalogue.
    'set global parquet_metadata_cache = true',
    `set global allowed_directories = [${quoteText(`${dataFolder(settings.folder)}/`)}]`,
    'set global enable_external_access = false',
    'set global lock_configuration = true',
  ]) {
    await connection.run(statement)
  }
  connection.closeSync()
  return instance
}
