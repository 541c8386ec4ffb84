import type { DuckDBDataChunk } from '@duckdb/node-api'
import type { Format, FormatColumn } from './format.ts'
import { jsonEncoder } from './values.ts'

/** One object a line. */
export const ndjson: Format = async function* (columns, chunks) {
  const rowsOf = rowWriter(columns)
  for await (const chunk of chunks) yield Buffer.from(rowsOf(chunk, '', '\n'))
}

/** `{ "columns": [{ "name", "type" }], "rows": [{ … }] }`, a row a line. */
export const json: Format = async function* (columns, chunks) {
  const head = JSON.stringify(columns.map(({ name, type }) => ({ name, type: String(type) })))
  let before = `{"columns":${head},"rows":[`
  let isFirst = true
  const rowsOf = rowWriter(columns)
  for await (const chunk of chunks) {
    const rows = rowsOf(chunk, ',\n', '')
    yield Buffer.from(isFirst ? `${before}${rows.slice(1)}` : rows)
    isFirst = false
    before = ''
  }
  yield Buffer.from(`${before}]}\n`)
}

/** Writes the rows of a chunk as objects, each between the two texts. */
function rowWriter(
  columns: readonly FormatColumn[],
): (chunk: DuckDBDataChunk, before: string, after: string) => string {
  const keys = columns.map(({ name }, i) => `${i === 0 ? '{' : ','}${JSON.stringify(name)}:`)
  const encodes = columns.map(({ type }) => jsonEncoder(type))
  return (chunk, before, after) => {
    const vectors = columns.map((_, i) => chunk.getColumnVector(i))
    let text = ''
    for (let row = 0; row < chunk.rowCount; row++) {
      text += before
      for (let i = 0; i < vectors.length; i++) {
        const value = vectors[i]!.getItem(row)
        text += keys[i]
        text += value === null ? 'null' : encodes[i]!(value)
      }
      text += vectors.length === 0 ? '{}' : '}'
      text += after
    }
    return text
  }
}
