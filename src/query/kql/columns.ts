import { maybeMeant } from '../../lib/similar.ts'
import { foldCase } from '../../model/fold-case.ts'
import { reservedColumns } from '../../model/schema.ts'
import type { FieldSelector, Glob } from '../plan.ts'

/** A column as the compiler needs it; a dataset's own `Column` and a result's are both such. */
export interface QueryColumn {
  readonly name: string
  /** DuckDB's name of the type. */
  readonly type: string
}

/** How the values of a column are compared. */
export type Nature =
  | { readonly is: 'text' | 'integer' | 'real' | 'boolean' | 'time' | 'other' }
  | { readonly is: 'list'; readonly of: Nature }

const natures: readonly (readonly [RegExp, Nature])[] = [
  [/^(VARCHAR|JSON|ENUM.*)$/, { is: 'text' }],
  [/^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/, { is: 'integer' }],
  [/^(DOUBLE|FLOAT|DECIMAL.*)$/, { is: 'real' }],
  [/^BOOLEAN$/, { is: 'boolean' }],
  [/^(TIMESTAMP.*|DATE)$/, { is: 'time' }],
]

export function natureOf(type: string): Nature {
  if (type.endsWith('[]')) return { is: 'list', of: natureOf(type.slice(0, -2)) }
  return natures.find(([form]) => form.test(type))?.[1] ?? { is: 'other' }
}

/** Where fields without a column are kept, as JSON text. */
export const restColumn = '_rest'
const reserved = new Set<string>(reservedColumns)

/** A column that Caudal adds to the record's own: free text does not look into it. */
export function isReserved(name: string): boolean {
  return reserved.has(foldCase(name))
}

/** The columns that a selector means. Names fold as DuckDB's do: the case of ASCII letters does not count. */
export function columnsOf<T extends QueryColumn>(selector: FieldSelector, columns: readonly T[]): T[] {
  if (!selector) return columns.filter(({ name }) => !isReserved(name))
  if (selector.length === 1) {
    const name = foldCase(selector[0]!)
    return columns.filter((column) => foldCase(column.name) === name)
  }
  return columns.filter(({ name }) => matchesName(selector, name))
}

/** Whether a field's name fits a pattern. Reserved columns are meant only by patterns that begin with `_`. */
export function matchesName(glob: Glob, name: string): boolean {
  return globFits(glob.map(foldCase), foldCase(name)) && (!isReserved(name) || glob[0]!.startsWith('_'))
}

/** Whether the whole text fits the pattern. Greedy from the left is enough, and takes no longer than text times pieces. */
export function globFits(glob: Glob, text: string): boolean {
  const first = glob[0]!
  if (glob.length === 1) return text === first
  const last = glob.at(-1)!
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false
  const end = text.length - last.length
  let at = first.length
  for (const piece of glob.slice(1, -1)) {
    const found = text.indexOf(piece, at)
    if (found === -1 || found + piece.length > end) return false
    at = found + piece.length
  }
  return true
}

/** A pattern that whole numbers can fit. */
export function isDigitGlob(glob: Glob): boolean {
  return glob.length > 1 && glob.every((piece) => /^[0-9-]*$/.test(piece))
}

/** A sentence about a field that is no column, where it cannot be meant as the name of a group of fields either. */
export function maybeUnknown(glob: Glob, columns: readonly QueryColumn[]): string | undefined {
  if (columnsOf(glob, columns).length > 0) return undefined
  const name = glob.join('*')
  if (columnsOf([`${name}.`, ''], columns).length > 0) return undefined
  const meant = maybeMeant(
    name,
    columns.map((column) => column.name).filter((other) => other !== restColumn),
  )
  if (meant) return `no field "${name}" is known: did you mean "${meant}"?`
  // It may well be among the fields without a column.
  return columns.some((column) => column.name === restColumn) ? undefined : `no field "${name}" is known`
}
