import {
  DuckDBArrayType,
  DuckDBListType,
  DuckDBMapType,
  DuckDBStructType,
  type DuckDBType,
  DuckDBTypeId,
} from '@duckdb/node-api'
import { quoteText } from '../sql-text.ts'

/** SQL of a value to SQL of what becomes of it. */
type Form = (value: string) => string

const isoTime: Form = (value) => `if(isfinite(${value}), strftime(${value}::timestamp, '%Y-%m-%dT%H:%M:%S.%fZ'), null)`
const finite: Form = (value) => `if(isfinite(${value}), ${value}, null)`

/** What JSON has no form for, or DuckDB another one. */
const plain: Readonly<Partial<Record<DuckDBTypeId, Form>>> = {
  [DuckDBTypeId.DOUBLE]: finite,
  [DuckDBTypeId.FLOAT]: finite,
  [DuckDBTypeId.TIMESTAMP]: isoTime,
  [DuckDBTypeId.TIMESTAMP_S]: isoTime,
  [DuckDBTypeId.TIMESTAMP_MS]: isoTime,
  // All nine digits.
  [DuckDBTypeId.TIMESTAMP_NS]: (value) => `if(isfinite(${value}), replace(${value}::varchar, ' ', 'T') || 'Z', null)`,
  [DuckDBTypeId.TIMESTAMP_TZ]: isoTime,
  [DuckDBTypeId.DATE]: finite,
}

const times = new Set([
  DuckDBTypeId.TIMESTAMP,
  DuckDBTypeId.TIMESTAMP_S,
  DuckDBTypeId.TIMESTAMP_MS,
  DuckDBTypeId.TIMESTAMP_NS,
  DuckDBTypeId.TIMESTAMP_TZ,
])

/**
 * How a value of a type becomes one that `to_json` writes as we want it, at any depth: NaN and infinity are null, timestamps ISO 8601 in
 * UTC. Undefined for a type that needs nothing. All others are as DuckDB writes them: integers and decimals with all digits, dates
 * `2026-01-02`, times `03:04:05.5`, intervals `1 month 2 days 03:00:00`, bytes as text with `\xAA` for what is no ASCII.
 */
export function jsonForm(type: DuckDBType, depth = 0): Form | undefined {
  if (type instanceof DuckDBListType || type instanceof DuckDBArrayType) return listForm(type.valueType, depth)
  if (type instanceof DuckDBMapType) return mapForm(type, depth)
  if (type instanceof DuckDBStructType) return structForm(type, depth)
  return plain[type.typeId]
}

function listForm(inner: DuckDBType, depth: number): Form | undefined {
  const form = jsonForm(inner, depth + 1)
  const one = `x${depth}`
  return form && ((value) => `list_transform(${value}, lambda ${one}: ${form(one)})`)
}

function structForm({ entryNames, entryTypes }: DuckDBStructType, depth: number): Form | undefined {
  const forms = entryTypes.map((type) => jsonForm(type, depth))
  if (!forms.some(Boolean)) return undefined
  return (value) => {
    const fields = entryNames.map((name, i) => {
      const field = `struct_extract(${value}, ${quoteText(name)})`
      return `${quoteText(name)}: ${forms[i]?.(field) ?? field}`
    })
    return `if(${value} is null, null, {${fields.join(', ')}})`
  }
}

/** Written out, for a map that is made anew has to have each key once, and one that was read need not. */
function mapForm({ keyType, valueType }: DuckDBMapType, depth: number): Form | undefined {
  const form = jsonForm(valueType, depth + 1)
  const keyForm = times.has(keyType.typeId) ? plain[keyType.typeId] : undefined
  if (!form && !keyForm) return undefined
  const one = `x${depth}`
  const key = `${one}.key::varchar`
  const name = keyForm ? `coalesce(${keyForm(`${one}.key`)}, ${key})` : key
  const inner = form ? form(`${one}.value`) : `${one}.value`
  const field = `to_json(${name})::varchar || ':' || coalesce(to_json(${inner})::varchar, 'null')`
  return (value) =>
    `('{' || array_to_string(list_transform(map_entries(${value}), lambda ${one}: ${field}), ',') || '}')::json`
}
