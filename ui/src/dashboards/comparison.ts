/** The time with which a dashboard is compared: as long, and as long ago as is chosen. Pure. */
import type { Moment } from './answers.ts'

export const comparisons = ['previous', '1d', '7d', '28d'] as const
export type Comparison = (typeof comparisons)[number]

const day_ms = 86_400_000

export function maybeComparison(text: unknown): Comparison | '' {
  return comparisons.find((one) => one === text) ?? ''
}

/** How long ago it is; undefined where nothing is compared, or all of time is shown. */
export function shiftOf(
  comparison: Comparison | '',
  { from, until }: Pick<Moment, 'from' | 'until'>,
): number | undefined {
  if (comparison === '' || from === undefined) return undefined
  if (comparison === 'previous') return Date.parse(until) - Date.parse(from)
  return Number.parseInt(comparison, 10) * day_ms
}

export function shifted(moment: Moment, shift_ms: number): Moment {
  const back = (time: string) => new Date(Date.parse(time) - shift_ms).toISOString()
  return { ...moment, from: back(moment.from!), until: back(moment.until) }
}
