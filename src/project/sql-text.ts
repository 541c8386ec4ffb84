/** SQL in a project: in the project file itself, or in a file of its own. Its mistakes have their place there. */
import type { Place, UserError } from '../lib/errors.ts'
import { charactersOf } from '../lib/yaml-characters.ts'
import type { YamlScalar } from '../lib/yaml-position.ts'
import type { ProjectFiles } from './files.ts'
import type { Tell } from './part.ts'

/** Where a text begins, and how far its other lines are indented. */
export interface SqlOrigin {
  readonly file?: string
  readonly line: number
  readonly column: number
  readonly indent: number
  /** Where it does not stand as it was written: the place of each character, line by line. */
  readonly characters?: readonly (readonly Place[])[]
}

export interface SqlText {
  readonly sql: string
  readonly origin: SqlOrigin
}

/** Reads the SQL that a value is, or names; undefined, and told, when there is none. */
export async function readSql(
  node: YamlScalar,
  owner: string,
  files: ProjectFiles,
  tell: Tell,
): Promise<SqlText | undefined> {
  const value = String(node.value)
  if (!/^\S+\.sql$/.test(value)) return { sql: withoutEnd(value), origin: originOf(node, value) }
  const sql = await files.read(value, owner, node.at, tell)
  return sql === undefined
    ? undefined
    : { sql: withoutEnd(sql), origin: { file: value, line: 1, column: 1, indent: 0 } }
}

/** A place in the text as a place in the file. */
export function placeIn({ file, line, column, indent, characters }: SqlOrigin, at: Place | undefined): Place {
  const start = file === undefined ? {} : { file }
  if (!at) return { ...start, line, column }
  const row = characters?.[at.line - 1]
  if (row && row.length > 0) return row[Math.min(at.column, row.length) - 1]!
  return { ...start, line: line + at.line - 1, column: (at.line === 1 ? column - 1 : indent) + at.column }
}

/** Of a text before which a line was put. */
export function belowLine(origin: SqlOrigin): SqlOrigin {
  const { line, column, characters } = origin
  return { ...origin, line: line - 1, indent: column - 1, ...(characters && { characters: [[], ...characters] }) }
}

/** Of a text before whose first line something was put. */
export function behind(origin: SqlOrigin, columns: number): SqlOrigin {
  const { column, characters } = origin
  const [first, ...others] = characters ?? []
  const moved = first && { characters: [[...new Array<Place>(columns).fill(first[0]!), ...first], ...others] }
  return { ...origin, column: column - columns, ...moved }
}

/** The place of an error that the engine told in the text. */
export function placeOfError(text: SqlText, error: UserError): Place {
  return placeIn(text.origin, error.at)
}

/** What ends a statement at a prompt is nothing that a query needs. */
function withoutEnd(sql: string): string {
  return sql.replace(/[\s;]+$/, '')
}

export function originOf(node: YamlScalar, value: string): SqlOrigin {
  const { file } = node.at
  const start = node.placeOf(0)
  const base = {
    ...(file !== undefined && { file }),
    ...((node.unfolded ?? node.written) !== value && { characters: placesOf(node, value) }),
  }
  if (/^[|>]/.test(node.written)) {
    const first = node.written.split('\n')[1] ?? ''
    const indent = first.length - first.trimStart().length
    return { ...base, line: start.line + 1, column: indent + 1, indent }
  }
  const { line, column } = node.written === value ? start : node.at
  return { ...base, line, column, indent: column - 1 }
}

/** Lines of the value, not of what was written: it may be folded, indented, in quotes. Columns count characters, as people do. */
function placesOf(node: YamlScalar, value: string): Place[][] {
  const indexes = charactersOf(node.unfolded ?? node.written, value, node.quote)
  let index = 0
  return value.split('\n').map((line) => {
    const places = [...line].map((character) => {
      const place = node.placeOf(indexes[index]!)
      index += character.length
      return place
    })
    const end = indexes[index++]
    return end === undefined ? places : [...places, node.placeOf(end)]
  })
}
