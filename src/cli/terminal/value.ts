import { type JsonRecord, recordText } from '../../model/record.ts'

/** A value of a record as a person reads it; absent and null are empty. */
export function formatValue(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? recordText(value as JsonRecord) : String(value)
}
