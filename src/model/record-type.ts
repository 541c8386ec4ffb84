/** What records look like to a program: the kinds of values that their fields had. */
import type { ColumnType } from './schema.ts'

export type ValueKind = 'string' | 'number' | 'bigint' | 'boolean' | 'null' | 'unknown'

/** The values of a field: kinds, records, lists, or several of them. */
export interface ValueType {
  readonly kinds: readonly ValueKind[]
  readonly fields?: RecordType
  readonly items?: ValueType
}

export type RecordType = Readonly<Record<string, ValueType>>

/** What lies deeper is `unknown`. */
const depth = 8

export function typeOfValue(value: unknown, level = 0): ValueType {
  if (value === null) return { kinds: ['null'] }
  if (level >= depth) return { kinds: ['unknown'] }
  if (Array.isArray(value)) {
    const items = value.slice(0, 100).map((item) => typeOfValue(item, level + 1))
    return { kinds: [], items: items.reduce(joinTypes, { kinds: [] }) }
  }
  if (typeof value === 'object') {
    const fields = Object.entries(value as object).map(
      ([name, inner]) => [name, typeOfValue(inner, level + 1)] as const,
    )
    return { kinds: [], fields: Object.fromEntries(fields) }
  }
  return { kinds: [typeof value as ValueKind] }
}

/** The values of either. */
function joinTypes(a: ValueType, b: ValueType): ValueType {
  const kinds = [...new Set([...a.kinds, ...b.kinds])].sort()
  const fields = a.fields && b.fields ? joinFields(a.fields, b.fields) : (a.fields ?? b.fields)
  const items = a.items && b.items ? joinTypes(a.items, b.items) : (a.items ?? b.items)
  return { kinds, ...(fields && { fields }), ...(items && { items }) }
}

export function joinFields(a: RecordType, b: RecordType): RecordType {
  const joined: Record<string, ValueType> = { ...a }
  for (const [name, type] of Object.entries(b)) {
    const known = Object.hasOwn(joined, name) ? joined[name] : undefined
    joined[name] = known ? joinTypes(known, type) : type
  }
  return joined
}

/** What a record may have had in a column: times are texts or numbers, and what became text may have been anything. */
export function typeOfColumn(type: ColumnType): ValueType {
  if (type.endsWith('[]')) return { kinds: [], items: typeOfColumn(type.slice(0, -2) as ColumnType) }
  if (type === 'BOOLEAN') return { kinds: ['boolean'] }
  if (type === 'BIGINT' || type === 'DOUBLE') return { kinds: ['number'] }
  return type === 'VARCHAR' ? { kinds: ['string'] } : { kinds: ['number', 'string'] }
}
