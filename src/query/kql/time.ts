/**
 * Times as queries write them: ISO 8601 of any precision, date arithmetic (`now-15m`, `now/d`, `2026-01-01||+1M`) and epoch seconds or
 * milliseconds. Follows Elasticsearch's "date math", in UTC.
 */

/** From and until, the latter not included, in microseconds since 1970. `2026-01` is all of January. */
export interface TimeSpan {
  readonly from: number
  readonly until: number
}

type Unit = 'y' | 'M' | 'w' | 'd' | 'h' | 'm' | 's'

const fixed: Record<string, number> = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 }

const iso =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[Tt ](\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s?([Zz]|[+-]\d\d(?::?\d\d)?)?)?)?)?$/
const math = /^(now|.*?\|\|)((?:[+-]\d{1,9}[yMwdhHms]|\/[yMwdhHms])*)$/

/** The span of a time, or undefined where the text is none. */
export function timeSpanOf(text: string, now: Date): TimeSpan | undefined {
  if (text.length > 200) return undefined
  const parts = math.exec(text)
  if (!parts) return isoSpan(text) ?? epochSpan(text)
  const anchor = parts[1] === 'now' ? now.getTime() * 1000 : isoSpan(parts[1]!.slice(0, -2))?.from
  return anchor === undefined ? undefined : mathSpan(anchor, parts[2]!)
}

function isoSpan(text: string): TimeSpan | undefined {
  const parts = iso.exec(text)
  if (!parts) return undefined
  const [, year, month, day, hour, minute, second, fraction, zone] = parts
  const start = Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1), Number(hour ?? 0))
  const date = new Date(start)
  // `2026-02-30` is no day. Date.UTC takes the years 0 to 99 for 1900 to 1999.
  if (date.getUTCMonth() !== Number(month ?? 1) - 1 || date.getUTCDate() !== Number(day ?? 1)) return undefined
  if (Number(year) < 100 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 59) return undefined
  const millis = start + Number(minute ?? 0) * 60_000 + Number(second ?? 0) * 1000 - zoneOffset(zone)
  if (fraction !== undefined) {
    const digits = Math.min(fraction.length, 6)
    const from = millis * 1000 + Number(fraction.slice(0, 6).padEnd(6, '0'))
    return { from, until: from + 10 ** (6 - digits) }
  }
  const unit: Unit = second ? 's' : minute ? 'm' : hour ? 'h' : day ? 'd' : month ? 'M' : 'y'
  return { from: millis * 1000, until: addUnits(millis, 1, unit) * 1000 }
}

function zoneOffset(zone: string | undefined): number {
  if (!zone || zone === 'Z' || zone === 'z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', '') || 0)
  return (zone[0] === '-' ? -1 : 1) * minutes * 60_000
}

function epochSpan(text: string): TimeSpan | undefined {
  if (!/^(\d{10}|\d{13})$/.test(text)) return undefined
  const unit = text.length === 10 ? 1_000_000 : 1000
  return { from: Number(text) * unit, until: (Number(text) + 1) * unit }
}

function mathSpan(anchor: number, operations: string): TimeSpan | undefined {
  let micros = anchor
  let rounded: Unit | undefined
  for (const [, sign, count, unit] of operations.matchAll(/([+-]|\/)(\d*)([yMwdhHms])/g)) {
    const known = (unit === 'H' ? 'h' : unit) as Unit
    const millis = Math.floor(micros / 1000)
    rounded = sign === '/' ? known : undefined
    micros =
      sign === '/'
        ? startOf(millis, known) * 1000
        : addUnits(millis, Number(count) * (sign === '-' ? -1 : 1), known) * 1000 + (micros - millis * 1000)
  }
  // Far off, doubles do not tell microseconds apart.
  const instant = Math.abs(micros) < Number.MAX_SAFE_INTEGER ? 1 : 1000
  const until = rounded ? addUnits(micros / 1000, 1, rounded) * 1000 : micros + instant
  // Outside of what a Date holds.
  return Math.abs(micros) <= 8.64e18 && Math.abs(until) <= 8.64e18 ? { from: micros, until } : undefined
}

function addUnits(millis: number, count: number, unit: Unit): number {
  const step = fixed[unit]
  if (step !== undefined) return millis + count * step
  const date = new Date(millis)
  const day = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + count * (unit === 'y' ? 12 : 1))
  // The last day of the month, where it is shorter: January 31 + 1M is February 28.
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(day, lastDay))
  return date.getTime()
}

function startOf(millis: number, unit: Unit): number {
  const date = new Date(millis)
  if (unit === 'y') return Date.UTC(date.getUTCFullYear(), 0, 1)
  if (unit === 'M') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
  // Weeks begin on Monday; 1970-01-05 was one.
  const shift = unit === 'w' ? 4 * fixed.d! : 0
  return Math.floor((millis - shift) / fixed[unit]!) * fixed[unit]! + shift
}
