/** Times as ISO 8601 in UTC. Beyond the years of four digits the expanded form (`+010000-01-01`). */

const dayMicros = 86_400_000_000n

let lastDay = Number.NaN
let lastDate = ''

/** The date of a day counted from 1970-01-01; neighbours are often the same, so the last one is kept. */
export function dateText(day: number): string {
  if (day === 2_147_483_647) return 'infinity'
  if (day === -2_147_483_647) return '-infinity'
  if (day !== lastDay) {
    lastDay = day
    lastDate = civil(day)
  }
  return lastDate
}

/** `2026-11-21T07:00:00.123Z`, with six digits where there are microseconds. */
export function timestampText(micros: bigint): string {
  if (micros === 9_223_372_036_854_775_807n) return 'infinity'
  if (micros === -9_223_372_036_854_775_807n) return '-infinity'
  let day = micros / dayMicros
  let rest = micros % dayMicros
  if (rest < 0n) {
    day -= 1n
    rest += dayMicros
  }
  return `${dateText(Number(day))}T${clock(Number(rest))}Z`
}

/** The same with nine digits where there are nanoseconds. */
export function nanosText(nanos: bigint): string {
  if (nanos === 9_223_372_036_854_775_807n || nanos === -9_223_372_036_854_775_807n) return timestampText(nanos)
  let micros = nanos / 1000n
  let rest = Number(nanos % 1000n)
  if (rest < 0) {
    micros -= 1n
    rest += 1000
  }
  const text = timestampText(micros)
  if (rest === 0) return text
  return `${text.slice(0, -1).padEnd(text.indexOf('.') + 7, '0')}${String(rest).padStart(3, '0')}Z`
}

function clock(micros: number): string {
  const seconds = Math.floor(micros / 1e6)
  const fraction = micros - seconds * 1e6
  const digits = fraction % 1000 === 0 ? three(fraction / 1000) : String(fraction).padStart(6, '0')
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${digits}`
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}

function three(value: number): string {
  return value < 10 ? `00${value}` : value < 100 ? `0${value}` : String(value)
}

/** Days to a date of the Gregorian calendar (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"). */
function civil(day: number): string {
  const shifted = day + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const month = Math.floor((5 * dayOfYear + 2) / 153)
  const date = dayOfYear - Math.floor((153 * month + 2) / 5) + 1
  const year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
  return `${yearText(year)}-${two(month < 10 ? month + 3 : month - 9)}-${two(date)}`
}

function yearText(year: number): string {
  if (year >= 0 && year <= 9999) return String(year).padStart(4, '0')
  return `${year < 0 ? '-' : '+'}${String(Math.abs(year)).padStart(6, '0')}`
}
