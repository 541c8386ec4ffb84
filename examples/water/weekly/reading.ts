/** One day at one place: the mean temperature and the standard deviation of the day's measurements, in °C. */
export interface Reading {
  /** `2024-03-15`. */
  readonly date: string
  readonly place: string
  readonly mean: number
  readonly sd: number
}

export const fields = ['date', 'place', 'mean', 'sd'] as const
export type Field = (typeof fields)[number]

const day_ms = 86_400_000

export function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * day_ms).toISOString().slice(0, 10)
}

/** `2024-W11`: the week of ISO 8601, which belongs to the year that its Thursday is in. */
export function weekOf(date: string): string {
  const weekday = (new Date(date).getUTCDay() + 6) % 7
  const thursday = new Date(dayAfter(date, 3 - weekday))
  const year = thursday.getUTCFullYear()
  const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / day_ms / 7) + 1
  return `${year}-W${String(week).padStart(2, '0')}`
}

/** Readings by week, weeks in their order. */
export function byWeek(readings: readonly Reading[]): Map<string, Reading[]> {
  const inOrder = [...readings].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
  return Map.groupBy(inOrder, ({ date }) => weekOf(date))
}

export function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
