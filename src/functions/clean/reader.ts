import { isoOf, maybeOwnForm, parseInstant } from '../event-time.ts'
import { valueText } from '../value-text.ts'
import { type DateForm, type DateOrder, parseDay } from './date.ts'
import { fold } from './month-names.ts'
import { type DecimalMark, parseNumber } from './number.ts'
import { convert, maybeUnit, splitUnit } from './unit.ts'
import { Unreadable } from './unreadable.ts'
import type { Zone } from './zone.ts'

/** How the values of a field are read, once all is known of it. */
export interface ReaderForm {
  readonly type: 'string' | 'number' | 'integer' | 'boolean' | 'date' | 'timestamp'
  readonly decimal: DecimalMark | undefined
  readonly order: DateOrder | undefined
  readonly century: number | undefined
  readonly zone: Zone | undefined
  /** The unit of the result, and the one of values that say none. */
  readonly unit: string | undefined
  readonly from: string | undefined
}

/** A value of the type, or why it is none. It is given no null. */
export type Reader = (value: unknown) => unknown

export function readerOf(form: ReaderForm): Reader {
  switch (form.type) {
    case 'string':
      return (value) => (typeof value === 'string' ? value : valueText(value))
    case 'number':
      return quantityReader(form)
    case 'integer': {
      const read = quantityReader(form)
      return (value) => {
        const number = read(value)
        return typeof number === 'number' && !Number.isInteger(number) ? new Unreadable('it is not whole') : number
      }
    }
    case 'boolean':
      return (value) =>
        booleans.get(typeof value === 'string' ? fold(value) : value) ?? new Unreadable('it is neither yes nor no')
    case 'date':
      return (value) => {
        const written = readDay(value, form)
        return written instanceof Unreadable ? written : written.day
      }
    case 'timestamp':
      return (value) => readInstant(value, form)
  }
}

function quantityReader({ decimal, unit, from = unit }: ReaderForm): Reader {
  const wanted = unit === undefined ? undefined : maybeUnit(unit)
  const usual = from === undefined ? undefined : maybeUnit(from)
  return (value) => {
    let number: unknown = value
    let found = usual
    if (typeof value === 'string') {
      number = parseNumber(value, decimal)
      const parts = number instanceof Unreadable ? splitUnit(value) : undefined
      if (parts) {
        found = maybeUnit(parts.unit)
        if (!wanted) return found ? new Unreadable('it has a unit, and "unit" is not declared') : number
        if (!found) return new Unreadable(`the unit "${parts.unit}" is not known`)
        number = parseNumber(parts.number, decimal)
      }
    }
    if (number instanceof Unreadable) return number
    if (typeof number !== 'number' && typeof number !== 'bigint') return new Unreadable('it is no number')
    return wanted && found && wanted !== found ? convert(Number(number), found, wanted) : number
  }
}

function readDay(value: unknown, form: DateForm) {
  // 20260315 may have come as a number.
  const text = typeof value === 'number' && Number.isInteger(value) ? String(value) : value
  return typeof text === 'string' ? parseDay(text, form) : new Unreadable('it is no date')
}

function readInstant(value: unknown, form: ReaderForm): unknown {
  if (maybeOwnForm(value) !== undefined) return value
  const written = readDay(value, form)
  if (written instanceof Unreadable) {
    const micros = written.why === 'it is no date' ? parseInstant(value) : undefined
    return micros === undefined ? written : isoOf(micros)
  }
  const { day, time = { micros: 0, offset_minutes: undefined } } = written
  const local_ms = Date.parse(`${day}T00:00:00Z`) + Math.floor(time.micros / 1000)
  const offset_ms = time.offset_minutes === undefined ? undefined : time.offset_minutes * 60_000
  const instant = offset_ms === undefined ? (form.zone?.instantOf(local_ms) ?? local_ms) : local_ms - offset_ms
  return typeof instant === 'number' ? isoOf(instant * 1000 + (time.micros % 1000)) : instant
}

/** A number or a day where the text is nothing else; undefined where it may be. */
export function detect(text: string, form: ReaderForm): number | string | undefined {
  // As in CSV: zeros before, a plus sign or many digits make a name of a number.
  if (/^[-\u2212]?\d/.test(text) && !/^[-\u2212]?0\d|\d{16}|[a-z]\d/i.test(text)) {
    const number = parseNumber(text, form.decimal)
    if (typeof number === 'number') return number
  }
  const written = text.length >= 8 && text.length <= 40 ? parseDay(text, form) : undefined
  return written && !(written instanceof Unreadable) && !written.time ? written.day : undefined
}

const booleans = new Map<unknown, boolean>([
  [true, true],
  [false, false],
  [1, true],
  [0, false],
  ...['true', 'yes', 'si', 'sim', 'ja', 'oui', 'verdadero', 'verdadeiro', 'wahr', 'vrai', 'vero', '1'].map(
    (word) => [word, true] as const,
  ),
  ...['false', 'no', 'nao', 'nein', 'nee', 'non', 'falso', 'falsch', 'faux', '0'].map((word) => [word, false] as const),
])
