/** A number for each day of the calendar. */
import { frameOf, numberOf } from '../../lib/frame.ts'
import { type Answer, columnOf, type Options, timeOf } from './choice.ts'

export interface Days {
  /** `2026-11-21`, in order. */
  readonly days: readonly { readonly day: string; readonly value: number }[]
  readonly least: number
  readonly most: number
}

/** What falls on one day of the zone is added, or what `options.per_day` says: mean, min, max. */
export function daysOf(answer: Answer, options: Options, timeZone?: string): Days {
  const { time, values: numbers } = frameOf(answer)
  const value = columnOf(answer, options, 'value', numbers[0])
  const form = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', ...(timeZone ? { timeZone } : {}) })
  const byDay = new Map<string, number[]>()
  for (const row of answer.rows ?? []) {
    const at = time === undefined ? undefined : timeOf(row[time])
    const number = value === undefined ? 1 : numberOf(row[value])
    if (at === undefined || number === null) continue
    // A date is that day everywhere.
    const text = String(row[time!])
    const day = /^\d{4}-\d\d-\d\d$/.test(text) ? text : form.format(at)
    byDay.set(day, [...(byDay.get(day) ?? []), number])
  }
  const days = [...byDay]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, values]) => ({ day, value: sumUp(values, options) }))
  const values = days.map(({ value }) => value)
  return { days, least: Math.min(...values), most: Math.max(...values) }
}

function sumUp(values: readonly number[], { per_day }: Options): number {
  const sum = values.reduce((total, value) => total + value, 0)
  if (per_day === 'mean') return sum / values.length
  if (per_day === 'min') return Math.min(...values)
  return per_day === 'max' ? Math.max(...values) : sum
}
