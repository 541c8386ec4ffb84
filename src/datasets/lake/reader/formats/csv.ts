import type { Format } from './format.ts'
import { plainEncoder } from './values.ts'

/** RFC 4180 with a header. Null is an empty field; an empty text is `""`, so that the two stay apart. */
export const csv: Format = async function* (columns, chunks) {
  yield Buffer.from(`${columns.map(({ name }) => quoted(name)).join(',')}\r\n`)
  const encodes = columns.map(({ type }) => plainEncoder(type))
  for await (const chunk of chunks) {
    const vectors = columns.map((_, i) => chunk.getColumnVector(i))
    let text = ''
    for (let row = 0; row < chunk.rowCount; row++) {
      for (let i = 0; i < vectors.length; i++) {
        if (i > 0) text += ','
        const value = vectors[i]!.getItem(row)
        if (value === null) continue
        text += typeof value === 'string' ? quoted(value) : quotedIfNeeded(encodes[i]!(value))
      }
      text += '\r\n'
    }
    yield Buffer.from(text)
  }
}

function quoted(text: string): string {
  return text === '' ? '""' : quotedIfNeeded(text)
}

function quotedIfNeeded(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
