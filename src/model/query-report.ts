/** What the API tells of datasets and searches: written by the reader, shown by the command line and the browser. */
import type { Remark } from './remark.ts'
import type { Column } from './schema.ts'

export interface DatasetInfo {
  readonly name: string
  readonly columns: readonly Column[]
  readonly rows: number
  readonly files: number
  readonly bytes: number
  readonly index_bytes: number
  /** The least and the greatest `_time`, ISO 8601. */
  readonly from?: string
  readonly until?: string
  /** Its rows are computed from other datasets. */
  readonly view?: true
  /** What its owner should know of how its records were stored, the latest first. */
  readonly remarks?: readonly Remark[]
}

export interface ResultColumn {
  readonly name: string
  /** DuckDB's name of the type: `BIGINT`, `VARCHAR`, `TIMESTAMP`, `STRUCT(a BIGINT)`. */
  readonly type: string
}

/** Rows as JSON values: integers beyond 2^53 and decimals as strings, times as ISO 8601 in UTC, NaN as null. */
export interface QueryResult {
  readonly columns: readonly ResultColumn[]
  readonly rows: readonly Readonly<Record<string, unknown>>[]
}

export interface SearchResult {
  /** Records without their null fields; `_dataset` says which dataset when several were asked. */
  readonly hits: readonly Readonly<Record<string, unknown>>[]
  readonly histogram?: {
    readonly interval_ms: number
    readonly buckets: readonly { readonly time: string; readonly count: number }[]
  }
  /** All that match, when a histogram was asked for. */
  readonly total?: number
  readonly sql: string
  /** What the query probably did not mean, such as a field that no dataset has. */
  readonly warnings?: readonly string[]
}

/** Of a column, by DuckDB's name of it. */
export function isNumberType(type: string): boolean {
  return /^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$|^(DOUBLE|FLOAT|DECIMAL)/.test(type)
}
