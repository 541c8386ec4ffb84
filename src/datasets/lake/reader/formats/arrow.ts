import type { DuckDBDataChunk } from '@duckdb/node-api'
import { type Data, Field, makeData, RecordBatch, Schema, Struct, Table, tableToIPC } from 'apache-arrow'
import { type ArrowColumn, arrowColumn } from './arrow-column.ts'
import type { Format } from './format.ts'

/** An Arrow IPC stream: the schema, a record batch for each chunk, and the end. */
export const arrow: Format = async function* (columns, chunks) {
  const arrowColumns = columns.map(({ type }) => arrowColumn(type))
  const schema = new Schema(columns.map(({ name }, i) => new Field(name, arrowColumns[i]!.type, true)))
  const empty = tableToIPC(new Table(schema), 'stream')
  const head = empty.subarray(0, empty.length - end_bytes)
  yield head
  for await (const chunk of chunks) {
    const stream = tableToIPC(new Table(schema, [batchOf(schema, arrowColumns, chunk)]), 'stream')
    // The library writes whole streams only: what lies between its schema and its end is the batch.
    yield stream.subarray(head.length, stream.length - end_bytes)
  }
  yield empty.subarray(empty.length - end_bytes)
}

/** The end of a stream: a continuation mark and a length of zero. */
const end_bytes = 8

function batchOf(schema: Schema, columns: readonly ArrowColumn[], chunk: DuckDBDataChunk): RecordBatch {
  const children = columns.map((column, i): Data => column.build(chunk.getColumnVector(i), chunk.rowCount))
  const type = new Struct(schema.fields)
  return new RecordBatch(schema, makeData({ type, length: chunk.rowCount, nullCount: 0, children }))
}
