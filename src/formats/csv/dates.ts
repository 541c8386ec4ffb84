/** Dates as people write them, `31/01/2024` or `1.31.24 9:30 PM`, as ISO 8601. Pure. */

/** What stands first: the day, as in most of the world, or the month. */
export type DateOrder = 'day_first' | 'month_first'

const form =
  /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:(?:,? |T)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?([ap])\.?m\.?)?)?$/i

/** Undefined for a text that is no date in this order. A year of two digits is one from 1970 to 2069, as POSIX has it. */
export function maybeIsoDate(text: string, order: DateOrder): string | undefined {
  const match = form.exec(text.trim())
  if (!match) return undefined
  const [, first, , second, yearText = '', hourText, minute = '', seconds = '00', fraction, half] = match
  const [day, month] = (order === 'day_first' ? [first, second] : [second, first]).map(Number) as [number, number]
  const year = yearText.length === 4 ? Number(yearText) : Number(yearText) + (Number(yearText) < 70 ? 2000 : 1900)
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return undefined
  const date = [String(year).padStart(4, '0'), twoDigits(month), twoDigits(day)].join('-')
  if (hourText === undefined) return date
  const hour = hourOf(Number(hourText), half?.toLowerCase())
  if (hour === undefined || Number(minute) > 59 || Number(seconds) > 59) return undefined
  return `${date}T${twoDigits(hour)}:${minute}:${seconds}${fraction === undefined ? '' : `.${fraction}`}`
}

/**
 * What stands first in these texts, if all of them are such dates: `undecided` where each could be either. A year of two digits is taken for
 * one between slashes only: `1.2.10` is more often a version.
 */
export function maybeDateOrder(texts: readonly string[]): DateOrder | 'undecided' | undefined {
  const mayBe = (text: string) => /^\d+[/.-]\d+[/.-]\d{4}|^\d+\/\d+\//.test(text.trim())
  if (texts.length === 0 || !texts.every(mayBe)) return undefined
  const isAll = (order: DateOrder) => texts.every((text) => maybeIsoDate(text, order) !== undefined)
  const [isDayFirst, isMonthFirst] = [isAll('day_first'), isAll('month_first')]
  if (isDayFirst && isMonthFirst) return 'undecided'
  return isDayFirst ? 'day_first' : isMonthFirst ? 'month_first' : undefined
}

function daysOf(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** Of a clock with twelve hours: 12 AM is midnight, 12 PM noon. */
function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour < 24 ? hour : undefined
  if (hour < 1 || hour > 12) return undefined
  return (hour % 12) + (half === 'p' ? 12 : 0)
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
