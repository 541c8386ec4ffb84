import { kind, listKinds, listShift, scalarKinds, voidKinds } from './kinds.ts'
import type { Column, ColumnType, DeclaredType } from './schema.ts'

/** The type of a declared field's column. */
export const declaredColumnType: Record<DeclaredType, ColumnType> = {
  boolean: 'BOOLEAN',
  integer: 'BIGINT',
  number: 'DOUBLE',
  string: 'VARCHAR',
  timestamp: 'TIMESTAMP',
  date: 'DATE',
  json: 'VARCHAR',
}

/** How DuckDB is told to read a column; a cast may follow. */
export type ReadType = Exclude<ColumnType, 'TIMESTAMP' | 'DATE'>

type ScalarType = 'BOOLEAN' | 'BIGINT' | 'DOUBLE' | 'VARCHAR'

const integers = kind.int | kind.bigint
const reals = kind.real | kind.realLong

/** The narrowest type that holds all that a column holds and all these kinds; undefined while there is only emptiness. */
export function widenedType(column: Pick<Column, 'type' | 'big'> | undefined, kinds: number): ColumnType | undefined {
  const scalars = kinds & scalarKinds & ~kind.null
  const items = ((kinds & listKinds) >> listShift) & ~kind.null
  if (kinds & kind.json || (scalars && items)) return 'VARCHAR'
  if (!scalars && !items) return column?.type
  const isList = items !== 0
  if (column && isListType(column.type) !== isList) return 'VARCHAR'
  const type = widenedScalar(column && itemType(column.type), column?.big ?? false, isList ? items : scalars)
  return isList ? `${type}[]` : type
}

function widenedScalar(type: ScalarType | undefined, big: boolean, kinds: number): ScalarType {
  if (type === 'VARCHAR' || kinds & (kind.string | kind.huge)) return 'VARCHAR'
  if (kinds & kind.boolean) return kinds === kind.boolean && (type ?? 'BOOLEAN') === 'BOOLEAN' ? 'BOOLEAN' : 'VARCHAR'
  if (type === 'BOOLEAN') return 'VARCHAR'
  if (type !== 'DOUBLE' && !(kinds & reals)) return 'BIGINT'
  // A double does not hold long integers exactly.
  return kinds & kind.bigint || (type === 'BIGINT' && big) ? 'VARCHAR' : 'DOUBLE'
}

const numbers = integers | reals | kind.huge

/**
 * The type that a column of numbers or of truth values keeps, or gets, when values of other kinds are set aside; undefined where there
 * is no such choice.
 */
export function keptType(column: Pick<Column, 'type' | 'big'> | undefined, kinds: number): ColumnType | undefined {
  if (column && column.type !== 'BOOLEAN' && column.type !== 'BIGINT' && column.type !== 'DOUBLE') return undefined
  // Of a new column the numbers count, if there are any.
  const own = column?.type === 'BOOLEAN' || (!column && !(kinds & numbers)) ? kind.boolean : numbers
  const type = kinds & own ? widenedType(column, kinds & own) : column?.type
  return type === 'VARCHAR' ? undefined : type
}

/** Which of the kinds may not fit a column of the type as they are. */
export function oddKinds(type: ColumnType, isDeclared: boolean, kinds: number): number {
  const declared = textKinds[type as keyof typeof textKinds] & ~kind.huge
  return kinds & valueKinds & ~(isDeclared ? declared : type === 'BOOLEAN' ? kind.boolean : numbers)
}

const valueKinds = (scalarKinds | listKinds | kind.json) & ~voidKinds

function isListType(type: ColumnType): boolean {
  return type.endsWith('[]')
}

/** The type of a list's items, or the type itself; times are kept by declaration and never widened. */
function itemType(type: ColumnType): ScalarType {
  const item = type.replace('[]', '')
  return item === 'BOOLEAN' || item === 'BIGINT' || item === 'DOUBLE' ? item : 'VARCHAR'
}

/**
 * How DuckDB reads values of these kinds for the column, exactly and without an error; undefined if it does not, so that
 * the records must be rewritten.
 */
export function directReadType(column: Column, kinds: number): ReadType | undefined {
  const { type } = column
  const asText = readTypeOf(column, kinds) === 'VARCHAR' && type !== 'VARCHAR'
  const allowed = asText ? textKinds[type as keyof typeof textKinds] : directKinds(type)
  const ownKinds = column.json ? kinds & ~(kind.object | kind.emptyObject) : kinds
  return ownKinds & ~allowed ? undefined : readTypeOf(column, kinds)
}

/** Times are read as text, and so are declared columns that were given text: the cast comes after. */
export function readTypeOf({ type, declared }: Column, kinds: number): ReadType {
  if (type === 'TIMESTAMP' || type === 'DATE') return 'VARCHAR'
  return declared && kinds & kind.string ? 'VARCHAR' : type
}

function directKinds(type: ColumnType): number {
  if (!isListType(type)) return kind.null | scalarKindsRead[itemType(type)] | (type === 'VARCHAR' ? textLists : 0)
  return kind.null | kind.emptyList | ((kind.null | scalarKindsRead[itemType(type)]) << listShift)
}

/** What DuckDB reads exactly as the type; reals as VARCHAR would lose their spelling (`1.50`). */
const scalarKindsRead: Record<ScalarType, number> = {
  BOOLEAN: kind.boolean,
  BIGINT: integers,
  DOUBLE: integers | reals,
  VARCHAR: kind.boolean | integers | kind.huge | kind.string,
}

/** Lists that DuckDB writes as JSON text without losing digits. */
const textLists =
  kind.json | kind.emptyList | ((kind.null | kind.boolean | integers | kind.real | kind.string) << listShift)

/** What a declared column takes as text, to be cast. */
const textKinds = {
  BOOLEAN: kind.null | kind.string | kind.boolean,
  BIGINT: kind.null | kind.string | integers,
  DOUBLE: kind.null | kind.string | integers | reals,
  TIMESTAMP: kind.null | kind.string | integers | reals,
  DATE: kind.null | kind.string,
}
