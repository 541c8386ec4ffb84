/** What the values of a field look like in a few records. */
import type { PreviewField, PreviewType } from '../model/file-preview.ts'
import { isJsonObject } from '../model/record.ts'
import { pathDepth } from '../model/shape.ts'
import { parseTime } from '../model/time-field.ts'
import { maybeDateOrder } from './csv/dates.ts'

type Fields = ReadonlyMap<string, unknown>

/** The fields of a record as columns have them: those of objects in it by dotted names. Undefined for what is no object. */
export function flatRecord(value: unknown): Fields | undefined {
  return isJsonObject(value) ? new Map(entriesOf(value, '', 1)) : undefined
}

function entriesOf(object: Readonly<Record<string, unknown>>, prefix: string, depth: number): [string, unknown][] {
  return Object.entries(object).flatMap(([key, value]): [string, unknown][] => {
    if (value === null) return []
    const name = `${prefix}${key}`
    return isJsonObject(value) && depth < pathDepth ? entriesOf(value, `${name}.`, depth + 1) : [[name, value]]
  })
}

/** Its type, as far as these records show it, and whether a record can have its time from it. */
export function previewField(name: string, records: readonly Fields[]): PreviewField & { readonly isTime: boolean } {
  const values = records.flatMap((record) => (record.has(name) ? [record.get(name)] : []))
  const isTime = values.length > 0 && values.every((value) => parseTime(value) !== undefined)
  return { name, type: typeOf(values), present: values.length, isTime }
}

/** Whether its values are dates as people write them, and what stands first in them. */
export function datesOf(name: string, records: readonly Fields[]): Pick<PreviewField, 'dates'> {
  const values = records.flatMap((record) => (record.has(name) ? [record.get(name)] : []))
  if (!values.every((value) => typeof value === 'string')) return {}
  const order = maybeDateOrder(values)
  return order === undefined ? {} : { dates: { order, example: values[0]! } }
}

function typeOf(values: readonly unknown[]): PreviewType {
  // Integers with more digits than a double keeps are bigint.
  const kinds = new Set(values.map((value) => (typeof value === 'bigint' ? 'number' : typeof value)))
  if (kinds.has('object')) return 'nested'
  // A column of values of several kinds is one of texts.
  if (kinds.size > 1) return 'text'
  if (kinds.has('boolean')) return 'boolean'
  if (kinds.has('number'))
    return values.every((value) => typeof value === 'bigint' || Number.isInteger(value)) ? 'whole' : 'number'
  // Digits alone are more often a name than a time.
  const isTime = (value: unknown) => !/^[\d.]+$/.test(String(value)) && parseTime(value) !== undefined
  return values.every(isTime) ? 'time' : 'text'
}
