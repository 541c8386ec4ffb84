/** `<dataset>_rejected`: what could not be stored as a record, with its bytes and the reason. */
import type { FixedColumn } from './catalogue/schema-change.ts'
import type { WrittenColumn } from './parquet.ts'
import type { Gap } from './write/chunk.ts'

export interface RejectedRow {
  readonly offset: number
  readonly received: number
  readonly source: string
  readonly reason: string
  /** The line in its request or file, counted from 1. */
  readonly line: number | undefined
  readonly request: string | undefined
  readonly bytes: Uint8Array
}

export function rejectedName(dataset: string): string {
  return `${dataset}_rejected`
}

/** The id of `_time` in every dataset. */
export const timeColumn = 1
/** And that of `_rest`. */
export const restColumn = 4

/** The columns that every dataset has in its files; `_offset` is the row id. */
const baseColumns = [
  { id: timeColumn, name: '_time', type: 'TIMESTAMP' },
  { id: 2, name: '_received', type: 'TIMESTAMP' },
  { id: 3, name: '_source', type: 'VARCHAR' },
] as const satisfies readonly FixedColumn[]

/** And those that come with every record: `_rest` is JSON of what has no column. */
export const recordColumns = [
  ...baseColumns,
  { id: restColumn, name: '_rest', type: 'VARCHAR' },
] as const satisfies readonly FixedColumn[]

export const rejectedColumns = [
  ...baseColumns,
  { id: 4, name: 'reason', type: 'VARCHAR' },
  { id: 5, name: 'line', type: 'BIGINT' },
  { id: 6, name: 'request', type: 'VARCHAR' },
  { id: 7, name: 'text', type: 'VARCHAR' },
  { id: 8, name: 'bytes', type: 'BLOB' },
] as const satisfies readonly (FixedColumn & WrittenColumn)[]

/** The rows as NDJSON for DuckDB, and the query that reads them from the file in which they were written. */
export function rejectedNdjson(rows: readonly RejectedRow[]): string {
  let text = ''
  for (const row of rows) {
    const bytes = Buffer.from(row.bytes.buffer, row.bytes.byteOffset, row.bytes.byteLength)
    text += `${JSON.stringify({ ...row, text: bytes.toString().toWellFormed(), bytes: bytes.toString('base64') })}\n`
  }
  return text
}

export function rejectedQuery(path: string, longest: number, rowIdColumn: string): string {
  return `select make_timestamp(received * 1000) as _time, make_timestamp(received * 1000) as _received, source as _source,
    reason, line, request, "text", from_base64(bytes) as bytes, "offset" as ${rowIdColumn}
    from read_json('${path.replaceAll("'", "''")}', format = 'newline_delimited', maximum_object_size = ${Math.max(longest + 1024, 1 << 20)}, columns = {
      "offset": 'BIGINT', received: 'BIGINT', source: 'VARCHAR', reason: 'VARCHAR', line: 'BIGINT', request: 'VARCHAR',
      "text": 'VARCHAR', bytes: 'VARCHAR'})`
}

/** The one row that stands for all offsets of a gap. */
export function lostRow(gap: Gap): RejectedRow {
  return {
    offset: gap.offset,
    received: Date.now(),
    source: '_caudal',
    reason: `lost: the stream's file was damaged`,
    line: undefined,
    request: undefined,
    bytes: Buffer.from(`offsets ${gap.offset} to ${gap.offset + gap.count - 1}`),
  }
}
