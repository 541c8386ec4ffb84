/**
 * Conditions on `_rest`, the JSON text of what has no column. Its fields are found as nested objects and as dotted names; names are
 * taken literally. It is null in most records, and is read only where it is not.
 */
import type { Bound, Comparison, Term } from '../plan.ts'
import type { Params } from './sql.ts'
import { compares, realEquals, textCompares, textEquals } from './sql-value.ts'

export function restEquals(rest: string, field: string | undefined, term: Term, params: Params): string {
  const item = valueEquals('item', term, params)
  if (field !== undefined) return anyOfRest(rest, valuesOf(rest, field, params), item)
  // Every value at any depth, containers too, which equal nothing.
  const contained = containsWord(rest, term, params)
  return anyOfRest(rest, `json_extract(${rest}, '$..*')`, item, contained)
}

export function restCompares(
  rest: string,
  field: string,
  comparison: Comparison,
  bound: Bound,
  params: Params,
): string {
  const text = textCompares("item ->> '$'", comparison, bound, params)
  const number = compares('try_cast(item as double)', { is: 'real' }, comparison, bound, params)
  return anyOfRest(rest, valuesOf(rest, field, params), byType({ text, number }))
}

export function existsInRest(rest: string, field: string, params: Params): string {
  return anyOfRest(rest, valuesOf(rest, field, params), "json_type(item) not in ('NULL', 'ARRAY') and item <> '{}'")
}

function valueEquals(item: string, term: Term, params: Params): string {
  return byType({
    text: textEquals(`(${item} ->> '$')`, term, params),
    number: realEquals(`try_cast(${item} as double)`, term),
    boolean: term.boolean === undefined ? undefined : `${item} = '${term.boolean}'`,
  })
}

interface ByType {
  readonly text: string
  readonly number: string | undefined
  readonly boolean?: string | undefined
}

function byType({ text, number, boolean }: ByType): string {
  let condition = `case json_type(item) when 'VARCHAR' then ${text}`
  if (boolean) condition += ` when 'BOOLEAN' then ${boolean}`
  // Numbers have several types by their size; all else is no number.
  if (number) condition += ` when 'OBJECT' then false when 'ARRAY' then false when 'BOOLEAN' then false else ${number}`
  return `${condition} end`
}

/** A cheap test that may let too much pass: JSON writes words as they are, but for letters as `\u` escapes. */
function containsWord(rest: string, term: Term, params: Params): string | undefined {
  const word = term.words.flat().reduce((best, piece) => (piece.length > best.length ? piece : best), '')
  if (!/^[a-z0-9_]{2,}$/.test(word) || term.number || term.boolean !== undefined) return undefined
  return `(contains(lower(${rest}), ${params.add(word)}) or contains(${rest}, '\\u'))`
}

/** The values of a field, and the items of those that are lists. */
function valuesOf(rest: string, field: string, params: Params): string {
  const paths = pathsOf(field.split('.')).map((path) => params.add(path))
  const values = `json_extract(${rest}, [${paths.join(', ')}])`
  return `flatten(list_transform(${values}, lambda value: list_concat([value], json_extract(value, '$[*]'))))`
}

function anyOfRest(rest: string, items: string, condition: string, contained?: string): string {
  const isThere = contained ? `${rest} is not null and ${contained}` : `${rest} is not null`
  return `case when ${isThere} then list_bool_or(list_transform(${items}, lambda item: ${condition})) end`
}

/** All ways in which dots may separate names or be part of one; of very many dots only the two plain ways. */
function pathsOf(names: readonly string[]): string[] {
  if (names.length > 5) return [`/${names.map(escapePointer).join('/')}`, `/${escapePointer(names.join('.'))}`]
  const [name, ...others] = names
  const first = `/${escapePointer(name!)}`
  if (others.length === 0) return [first]
  return pathsOf(others).flatMap((path) => [`${first}${path}`, `${first}.${path.slice(1)}`])
}

// RFC 6901 §3.
function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}
