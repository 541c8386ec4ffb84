import { fold, months } from './month-names.ts'
import { Unreadable } from './unreadable.ts'

export type DateOrder = 'ymd' | 'dmy' | 'mdy'

export interface DateForm {
  /** Undeclared: a text that would be two days (`03/04/2024`) is none. */
  readonly order: DateOrder | undefined
  /** What two digits are added to; undeclared, a year needs four. */
  readonly century: number | undefined
}

/** A day as ISO 8601 has it, and the text of the time of day behind it. */
export interface WrittenDay {
  readonly day: string
  readonly time: WrittenTime | undefined
}

export interface WrittenTime {
  /** Since midnight. */
  readonly micros: number
  /** Behind UTC, as it was written; undefined where nothing was. */
  readonly offset_minutes: number | undefined
}

const orders: readonly DateOrder[] = ['ymd', 'dmy', 'mdy']

/** A day as people write it, with a time of day perhaps. */
export function parseDay(text: string, form: DateForm): WrittenDay | Unreadable {
  const [, before = '', ...rest] = withTime.exec(text) ?? []
  if (rest.length === 0) return readDay(text, form, undefined)
  const time = timeOf(rest)
  return time === undefined ? new Unreadable('there is no such time of day') : readDay(before, form, time)
}

const withTime =
  /^(.+?)(?:,\s+|\s*[T\s]\s*)(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(?:\s*([ap])\.?\s?m\.?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/i

function timeOf([hours, minutes, seconds = '0', fraction = '', half, zone]: (string | undefined)[]) {
  let hour = Number(hours)
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined
    hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  }
  const offset_minutes = zone === undefined ? undefined : offsetOf(zone)
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59 || Math.abs(offset_minutes ?? 0) > 14 * 60)
    return undefined
  const micros = Number(fraction.slice(0, 6).padEnd(6, '0'))
  return { micros: ((hour * 60 + Number(minutes)) * 60 + Number(seconds)) * 1e6 + micros, offset_minutes }
}

function offsetOf(zone: string): number {
  const match = /^([+-])(\d\d):?(\d\d)?$/.exec(zone)
  if (!match) return 0
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0)
  return match[1] === '-' ? -minutes : minutes
}

function readDay(text: string, { order, century }: DateForm, time: WrittenTime | undefined): WrittenDay | Unreadable {
  const readings = numericReadings(text, order) ?? namedReadings(fold(text), order)
  if (readings.length === 0) return new Unreadable('it is no date')
  if (century === undefined && readings.every(({ year }) => year.length === 2))
    return new Unreadable('its year has two digits, and "century" is not declared')
  const days = new Set(readings.flatMap((reading) => isoDay(reading, century) ?? []))
  const [day] = days
  if (day === undefined) return new Unreadable('there is no such day')
  if (days.size > 1) return new Unreadable(`it may be ${[...days].sort().join(' or ')} unless "date_order" is declared`)
  return { day, time }
}

/** The parts of a day, as texts of digits. */
interface Reading {
  readonly year: string
  readonly month: string
  readonly day: string
}

const separated = /^(\d{1,2}|\d{4})(\s*[-/.]\s*|\s)(\d{1,2})\2(\d{1,2}|\d{4})$/
const compact = /^\d{8}$/

/** Undefined where the text has other forms. */
function numericReadings(text: string, order: DateOrder | undefined): Reading[] | undefined {
  const match = separated.exec(text)
  if (match) {
    const [, a = '', , b = '', c = ''] = match
    if (a.length === 4) return c.length === 4 ? [] : [{ year: a, month: b, day: c }]
    const possible = c.length === 4 ? orders.filter((order) => order !== 'ymd') : orders
    const declared = possible.filter((one) => one === order)
    return (declared.length > 0 ? declared : possible).map((order) => inOrder(order, a, b, c))
  }
  if (!compact.test(text)) return undefined
  // Years that eight digits in another order could be taken for are no years here.
  const possible = orders.filter((one) => one === 'ymd' || order === undefined || one === order)
  return possible.map((order) => cut(order, text)).filter(({ year }) => year >= '1600' && year < '3000')
}

function inOrder(order: DateOrder, a: string, b: string, c: string): Reading {
  if (order === 'ymd') return { year: a, month: b, day: c }
  return order === 'dmy' ? { day: a, month: b, year: c } : { month: a, day: b, year: c }
}

function cut(order: DateOrder, text: string): Reading {
  if (order === 'ymd') return inOrder(order, text.slice(0, 4), text.slice(4, 6), text.slice(6))
  return inOrder(order, text.slice(0, 2), text.slice(2, 4), text.slice(4))
}

const gap = '[\\s./-]+'
const named = [
  `(?<day>\\d{1,2})(?:st|nd|rd|th|er|\u00ba)?(?:${gap}|(?=[a-z]))(?:de |of |d')?(?<month>[a-z]+)\\.?,?(?:${gap}|(?=\\d))(?:del? )?(?<year>\\d{2}|\\d{4})`,
  `(?<month>[a-z]+)${gap}(?<day>\\d{1,2})(?:st|nd|rd|th)?,?${gap}(?<year>\\d{4})`,
  `(?<year>\\d{4})${gap}(?<month>[a-z]+)\\.?${gap}(?<day>\\d{1,2})`,
].map((form) => new RegExp(`^${form}$`))

/** Days whose month has a name. Two digits before and behind it may be day and year either way, unless the order is declared. */
function namedReadings(text: string, order: DateOrder | undefined): Reading[] {
  for (const form of named) {
    const { day = '', month: name = '', year = '' } = form.exec(text)?.groups ?? {}
    const month = months.get(name)
    if (month === undefined) continue
    const reading = { day, month: String(month), year }
    const turned = { day: year, month: String(month), year: day.padStart(2, '0') }
    if (year.length === 4) return [reading]
    return order === undefined ? [reading, turned] : [order === 'ymd' ? turned : reading]
  }
  return []
}

function isoDay({ year, month, day }: Reading, century: number | undefined): string | undefined {
  if (year.length === 2 && century === undefined) return undefined
  const fullYear = year.length === 2 ? century! + Number(year) : Number(year)
  const date = new Date(0)
  date.setUTCFullYear(fullYear, Number(month) - 1, Number(day))
  if (fullYear < 1 || date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined
  return date.toISOString().slice(0, 10)
}
