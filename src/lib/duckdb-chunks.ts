import { type DuckDBDataChunk, type DuckDBResult, StatementType } from '@duckdb/node-api'

/** The chunks of a streamed result. Throws where it ended before its end: DuckDB ends a stream that fails like one that is whole, and does not tell why. */
export async function* chunksOf(result: DuckDBResult): AsyncGenerator<DuckDBDataChunk, void, void> {
  for (;;) {
    const chunk = await result.fetchChunk()
    if (chunk && chunk.rowCount > 0) {
      yield chunk
      continue
    }
    if (hasFailed(result)) throw new Error('the query failed before its last row')
    return
  }
}

/** Of a stream that has come to its end: only the type of its statement tells. */
export function hasFailed(result: DuckDBResult): boolean {
  return result.statementType === StatementType.INVALID
}
