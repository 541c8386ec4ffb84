import type { FormatReader } from './format.ts'

/** A reader whose records are without some fields, named as their columns are. All other values stay as they are written. */
export function omitting(fields: readonly string[], reader: FormatReader): FormatReader {
  const without = (batches: ReturnType<FormatReader['end']>) =>
    batches.map((batch) => ({ ...batch, bytes: withoutFields(batch.bytes, fields) }))
  return { push: (piece) => without(reader.push(piece)), end: () => without(reader.end()) }
}

function withoutFields(lines: Uint8Array, fields: readonly string[]): Uint8Array {
  const text = Buffer.from(lines.buffer, lines.byteOffset, lines.length).toString()
  return Buffer.from(
    text
      .split('\n')
      .map((line) => lineWithout(line, fields))
      .join('\n'),
  )
}

/** What is no object is rejected where it is stored, as it is. */
function lineWithout(line: string, fields: readonly string[]): string {
  if (!line.trimStart().startsWith('{')) return line
  try {
    const record = JSON.parse(line, keepNumber as Reviver) as object
    for (const field of fields) remove(record, field)
    return JSON.stringify(record)
  } catch {
    return line
  }
}

type Reviver = (key: string, value: unknown) => unknown

/** With the digits that it is written with. */
function keepNumber(_key: string, value: unknown, { source }: { source: string }): unknown {
  return typeof value === 'number' ? JSON.rawJSON(source) : value
}

/** A dotted name is that of a field, or the way to one. */
function remove(object: object, field: string): void {
  if (Reflect.has(object, field)) Reflect.deleteProperty(object, field)
  for (let dot = field.indexOf('.'); dot > 0; dot = field.indexOf('.', dot + 1)) {
    const inner: unknown = Reflect.get(object, field.slice(0, dot))
    if (typeof inner === 'object' && inner !== null) remove(inner, field.slice(dot + 1))
  }
}
