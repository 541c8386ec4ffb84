import type { DuckDBDataChunk } from '@duckdb/node-api'
import { UserError } from '../../../lib/errors.ts'

/** Passes chunks on until there are more rows than the limit, which is an error and never a silent cut. */
export async function* limitRows(
  chunks: AsyncIterable<DuckDBDataChunk>,
  limit: number | undefined,
): AsyncGenerator<DuckDBDataChunk> {
  let rows = 0
  for await (const chunk of chunks) {
    rows += chunk.rowCount
    if (limit !== undefined && rows > limit) {
      throw new UserError('too_large', `cannot return result: it has more than ${limit} rows`, {
        hint: 'Add LIMIT or aggregate, raise limits.rows, or take it as NDJSON, CSV, Arrow or Parquet.',
      })
    }
    yield chunk
  }
}
