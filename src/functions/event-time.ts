import { parseTime } from '../model/time-field.ts'

const day_ms = 86_400_000
/** The years 1 to 9999: what ISO 8601 writes with four digits. */
const first_us = Date.parse('0001-01-01T00:00:00Z') * 1000
const last_us = Date.parse('9999-12-31T23:59:59.999Z') * 1000 + 999

/** Microseconds since 1970 of a time in one of the forms that datasets understand, between the years 1 and 9999. */
export function parseInstant(value: unknown): number | undefined {
  const micros = maybeOwnForm(value) ?? parseTime(value)
  return micros !== undefined && micros >= first_us && micros <= last_us ? micros : undefined
}

/** The same for the form that `isoOf` writes to the millisecond, which is the most frequent, and read fastest. */
export function maybeOwnForm(value: unknown): number | undefined {
  if (typeof value !== 'string' || value.length !== 24 || value[23] !== 'Z') return undefined
  const date = new Date(value)
  // A day that is not in the calendar would come back as another.
  return Number.isNaN(date.getTime()) || date.toISOString() !== value ? undefined : date.getTime() * 1000
}

/** ISO 8601 in UTC, with as many digits as the time has. */
export function isoOf(micros: number): string {
  const millis = Math.floor(micros / 1000)
  const text = new Date(millis).toISOString()
  const rest = Math.round(micros - millis * 1000)
  return rest === 0 ? text : `${text.slice(0, -1)}${String(rest).padStart(3, '0')}Z`
}

/**
 * Milliseconds since 1970 of a record's own time, or why it has none. A clock that is days ahead would make everybody else's records
 * late, so its records have none.
 */
export function eventTime(value: unknown, now_ms: number): number | string {
  const micros = parseInstant(value)
  if (micros === undefined) return value === undefined || value === null ? 'it is missing' : 'it is no time'
  const millis = Math.floor(micros / 1000)
  return millis <= now_ms + day_ms ? millis : 'it is more than a day ahead'
}
