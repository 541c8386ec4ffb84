/** A row of a dataset as the record that it was: without our own columns, nested again, and with what was kept aside. */
import { isJsonObject, type JsonRecord, parseJson } from '../../model/record.ts'
import { type Column, reservedColumns } from '../../model/schema.ts'

export function recordOfRow(row: JsonRecord, columns: readonly Column[]): JsonRecord {
  const record: Record<string, unknown> = {}
  for (const { name, path, json } of columns) {
    const value = row[name]
    if (value === null || value === undefined || reservedColumns.some((own) => own === name)) continue
    place(record, path, json && typeof value === 'string' ? maybeJson(value) : value)
  }
  const rest = typeof row._rest === 'string' ? maybeJson(row._rest) : row._rest
  return isJsonObject(rest) ? merge(record, rest) : record
}

function place(record: Record<string, unknown>, [name, ...way]: readonly string[], value: unknown): void {
  if (name === undefined) return
  if (way.length === 0) {
    record[name] = value
    return
  }
  const inner = isJsonObject(record[name]) ? { ...record[name] } : {}
  place(inner, way, value)
  record[name] = inner
}

function merge(record: JsonRecord, rest: JsonRecord): JsonRecord {
  const merged: Record<string, unknown> = { ...record }
  for (const [name, value] of Object.entries(rest)) {
    const known = merged[name]
    merged[name] = isJsonObject(known) && isJsonObject(value) ? merge(known, value) : value
  }
  return merged
}

function maybeJson(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return text
  }
}
