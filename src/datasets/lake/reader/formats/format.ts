/**
 * The forms in which a result leaves. A format takes DuckDB's chunks of about 2,000 rows as they come and yields bytes; it holds no
 * more than a few of them, so that results of any length flow through.
 */
import type { DuckDBDataChunk, DuckDBType } from '@duckdb/node-api'
import type { ResultFormat } from '../../../../model/result-format.ts'

export interface FormatColumn {
  readonly name: string
  readonly type: DuckDBType
}

export interface FormatContext {
  /** A folder for temporary files, which belongs to this process. */
  readonly scratch: string
}

export type Format = (
  columns: readonly FormatColumn[],
  chunks: AsyncIterable<DuckDBDataChunk>,
  context: FormatContext,
) => AsyncIterable<Uint8Array>

/** Every format by name, loaded when first asked for. */
export const formats: Readonly<Record<ResultFormat, () => Promise<Format>>> = {
  json: async () => (await import('./json.ts')).json,
  ndjson: async () => (await import('./json.ts')).ndjson,
  csv: async () => (await import('./csv.ts')).csv,
  arrow: async () => (await import('./arrow.ts')).arrow,
  parquet: async () => (await import('./parquet.ts')).parquet,
}
