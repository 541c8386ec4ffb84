/** What the texts of a weekly file mean. */

/** A value, or why there is none. */
export type Read<Value> = { readonly value: Value } | { readonly mistake: string }

const columns: Readonly<Record<string, string>> = { fecha: 'date', lugar: 'place', media: 'mean', desviacion: 'sd' }

/** The same few names stand over all rows. */
const known = new Map<string, string>()

/** `Desviación` is `sd`, as `SD` is. */
export function columnOf(name: string): string {
  const before = known.get(name)
  if (before !== undefined) return before
  const plain = withoutAccents(name).trim().toLowerCase()
  const column = columns[plain] ?? plain
  known.set(name, column)
  return column
}

export function isMissing(text: string): boolean {
  return /^(|-|na|n\/a|nan|null|s\/d)$/i.test(text)
}

/** A number with a decimal point or comma. */
export function readNumber(text: string, [low, high]: readonly [number, number]): Read<number> {
  if (!/^[+-]?\d+([.,]\d+)?$/.test(text)) return { mistake: 'expecting a number' }
  const value = Number(text.replace(',', '.'))
  return value >= low && value <= high ? { value } : { mistake: `expecting ${low} to ${high}` }
}

const month = '(?<month>\\d{1,2})'
const day = '(?<day>\\d{1,2})'
const year = '(?<year>\\d{4}|\\d\\d)'
const dates = [
  `(?<year>\\d{4})(?<mark>[-/.])${month}\\k<mark>${day}`,
  '(?<year>\\d{4})(?<month>\\d\\d)(?<day>\\d\\d)',
  `${day}(?<mark>[-/.])${month}\\k<mark>${year}`,
  `${day}(?:-| | de )(?<name>[a-z]{3,})\\.?(?:-| | de )(?<year>\\d{4})`,
  `(?<name>[a-z]{3,}) ${day},? (?<year>\\d{4})`,
].map((form) => new RegExp(`^${form}$`))
const timeBehind = /[t ]\d\d:\d\d(:\d\d(\.\d+)?)?(z|[+-]\d\d:?\d\d)?$/
const months = [
  /^(ene|jan)/,
  /^feb/,
  /^mar/,
  /^(abr|apr)/,
  /^may/,
  /^jun/,
  /^jul/,
  /^(ago|aug)/,
  /^sep/,
  /^oct/,
  /^nov/,
  /^(dic|dec)/,
]

/** The same day stands in many rows. */
const days = new Map<string, Read<string>>()

/** A day as `2024-03-15`; in forms that are numbers only, the day stands before the month, or all is from large to small. */
export function readDay(text: string): Read<string> {
  const before = days.get(text)
  if (before !== undefined) return before
  const day = readNewDay(text)
  if (days.size === 10_000) days.clear()
  days.set(text, day)
  return day
}

function readNewDay(text: string): Read<string> {
  const plain = withoutAccents(text).toLowerCase().replace(timeBehind, '')
  const parts = partsOf(plain)
  const number =
    parts?.name === undefined ? Number(parts?.month) : 1 + months.findIndex((name) => name.test(parts.name!))
  if (parts === undefined || (number === 0 && parts.name !== undefined))
    return { mistake: 'expecting a day such as 2024-03-15' }
  const years = parts.year!.length === 2 ? `20${parts.year}` : parts.year!
  const value = `${years}-${String(number).padStart(2, '0')}-${parts.day!.padStart(2, '0')}`
  const isDay = !Number.isNaN(Date.parse(value)) && new Date(value).toISOString().startsWith(value)
  return isDay ? { value } : { mistake: 'there is no such day' }
}

/** By the first form that fits. */
function partsOf(text: string): Readonly<Record<string, string>> | undefined {
  for (const form of dates) {
    const groups = form.exec(text)?.groups
    if (groups) return groups
  }
  return undefined
}

function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '')
}
