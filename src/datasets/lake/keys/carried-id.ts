/** How a line carries its key from where it is found to where DuckDB reads it: as a field of its own. */

/** A field that no record has. */
export function freeName(columns: string): string {
  let name = '_id'
  while (columns.includes(name)) name += '_'
  return name
}

/** The line with its key as first field. */
export function withId(line: Buffer, field: string, id: string | null): Buffer {
  if (id === null) return line
  const brace = line.indexOf(123)
  let next = brace + 1
  while (line[next]! <= 32) next++
  const separator = line[next] === 125 ? '' : ','
  return Buffer.concat([Buffer.from(`{"${field}":"${id}"${separator}`), line.subarray(brace + 1)])
}
