/** Numbers, sizes and times as the person writes them. Components that use them are drawn again when the locale changes. */
import { type Language, language, localeOf, timeZone, zone } from './locale.ts'

const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat | Intl.PluralRules>()

/** Formatters cost much to make, little to use. */
function cached<T extends NonNullable<ReturnType<typeof made.get>>>(key: string, make: (locale: string) => T): T {
  const full = `${language.value} ${zone.value} ${key}`
  const known = made.get(full) as T | undefined
  if (known) return known
  const value = make(localeOf(language.value))
  made.set(full, value)
  return value
}

export function formatNumber(value: number, digits = 3): string {
  const make = (locale: string) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits })
  return cached(`number ${digits}`, make).format(value)
}

/** With all digits and without groups: it may be the number of something. */
export function formatExact(value: number): string {
  const [mark = '.'] =
    cached('mark', (locale) => new Intl.NumberFormat(locale))
      .format(1.5)
      .match(/[^\d]/) ?? []
  return String(value).replace('.', mark)
}

/** `1.9 M`: for what is read at a glance. */
export function formatCompact(value: number): string {
  const make = (locale: string) => new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })
  return cached('compact', make).format(value)
}

export function formatPercent(share: number): string {
  const digits = share > 0 && share < 0.01 ? 1 : 0
  const make = (locale: string) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits })
  return cached(`percent ${digits}`, make).format(share)
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']

export function formatBytes(bytes: number): string {
  const power = Math.min(byteUnits.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3))
  return `${formatNumber(bytes / 1000 ** power, bytes >= 10 && power === 0 ? 0 : 1)} ${byteUnits[power]}`
}

export function formatElapsed(ms: number): string {
  return ms < 1000 ? `${formatNumber(Math.round(ms))} ms` : `${formatNumber(ms / 1000, 1)} s`
}

type TimeForm = 'date' | 'time' | 'record' | 'clock' | 'seconds' | 'dateTime' | 'short' | 'full'

const timeForms: Record<TimeForm, Intl.DateTimeFormatOptions> = {
  date: { year: 'numeric', month: 'short', day: 'numeric' },
  /** With milliseconds: of one record. */
  time: { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hourCycle: 'h23' },
  record: {
    month: 'short',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
  },
  clock: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  seconds: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  short: { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  dateTime: {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  },
  full: {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
    timeZoneName: 'short',
  },
}

/** A time in the chosen zone; what is no time is shown as it is. */
export function formatTime(time: string | number | Date, form: TimeForm = 'dateTime'): string {
  const date = new Date(time)
  if (Number.isNaN(date.getTime())) return String(time)
  const timeZoneNow = timeZone()
  const make = (locale: string) =>
    new Intl.DateTimeFormat(locale, { ...timeForms[form], ...(timeZoneNow ? { timeZone: timeZoneNow } : {}) })
  return cached(`time ${form}`, make).format(date)
}

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
]

/** `3 minutes ago`. */
export function formatAgo(time: string | number | Date): string {
  const ms = new Date(time).getTime() - Date.now()
  const [unit, size] = steps.find(([, size]) => Math.abs(ms) >= size) ?? steps.at(-1)!
  const make = (locale: string) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  return cached('ago', make).format(Math.trunc(ms / size), unit)
}

/** The form of a word for a count: `plural('en', 1, 'record', 'records')`. */
export function plural(language: Language, count: number, one: string, other: string): string {
  return cached(`plural ${language}`, () => new Intl.PluralRules(language)).select(count) === 'one' ? one : other
}
