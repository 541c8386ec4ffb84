/** The rows of an answer as what panels draw: series over time, groups with values, a single number. */
import type { PanelAnswer } from '../../../src/model/dashboard.ts'

type Rows = NonNullable<PanelAnswer['rows']>

export interface Frame {
  /** The column of times. */
  readonly time: string | undefined
  /** The columns that tell groups apart. */
  readonly labels: readonly string[]
  readonly values: readonly string[]
  readonly rows: Rows
}

export interface Series {
  readonly name: string
  /** Milliseconds, and the value; null where there is none. */
  readonly points: readonly (readonly [time: number, value: number | null])[]
}

const numbers = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL.*)$/
const times = /^(TIMESTAMP.*|DATE)$/

export function frameOf({ columns = [], rows = [] }: PanelAnswer): Frame {
  const time = columns.find(({ type }) => times.test(type))?.name
  const others = columns.filter(({ name }) => name !== time)
  const values = others.filter(({ type }) => numbers.test(type)).map(({ name }) => name)
  return { time, values, labels: others.map(({ name }) => name).filter((name) => !values.includes(name)), rows }
}

/** From when until when the rows are, if none of them is within the time range. */
export function maybeOutside(answer: PanelAnswer, range: { readonly from: number; readonly until: number }) {
  const { time, rows } = frameOf(answer)
  if (time === undefined || rows.length === 0) return undefined
  let [from, until] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const row of rows) {
    const at = Date.parse(String(row[time]))
    // A stretch that begins before the range may reach into it.
    if (Number.isNaN(at) || (at + (answer.interval_ms ?? 0) >= range.from && at <= range.until)) return undefined
    from = Math.min(from, at)
    until = Math.max(until, at)
  }
  return { from, until: until + Math.max(1000, answer.interval_ms ?? 0) }
}

/** Numbers beyond what JSON holds exactly come as texts. */
export function numberOf(value: unknown): number | null {
  if (value === null || value === undefined || value === '') return null
  const number = Number(value)
  return Number.isFinite(number) ? number : null
}

export function labelOf(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** What groups of an answer stand for: the values of their fields by the name that is shown. An empty text is none. */
export function groupValues({ labels, rows }: Frame): Map<string, Readonly<Record<string, string | null>>> {
  const textOrNone = (value: unknown) => (value === null || value === undefined || value === '' ? null : labelOf(value))
  return new Map(
    rows.map((row) => [
      labels.map((label) => labelOf(row[label])).join(' · '),
      Object.fromEntries(labels.map((label) => [label, textOrNone(row[label])])),
    ]),
  )
}

export interface SeriesOptions {
  readonly interval_ms?: number | undefined
  readonly from: number
  readonly until: number
  /** What stands where no record was: 0 for what is counted. */
  readonly absent: 0 | null
  /** Stretches at either end that are not all within the time range tell too little. */
  readonly isWhole: boolean
}

export function seriesOf(answer: PanelAnswer, options: SeriesOptions): Series[] {
  const { time, labels, values, rows } = frameOf(answer)
  if (time === undefined) return []
  const found = new Map<string, Map<number, number | null>>()
  const seen = new Set<number>()
  for (const row of rows) {
    const at = Date.parse(String(row[time]))
    if (Number.isNaN(at)) continue
    seen.add(at)
    const group = labels.map((label) => labelOf(row[label])).join(' · ')
    for (const value of values) {
      const name = labels.length === 0 ? value : values.length === 1 ? group : `${group} · ${value}`
      const points = found.get(name) ?? new Map<number, number | null>()
      points.set(at, numberOf(row[value]))
      found.set(name, points)
    }
  }
  const all = timesOf(seen, options)
  return [...found].map(([name, points]) => ({
    name,
    points: all.map((at) => [at, points.has(at) ? (points.get(at) ?? null) : options.absent] as const),
  }))
}

const most = 3000

/** Every stretch of the time range, whether something was in it or not. */
function timesOf(seen: ReadonlySet<number>, { interval_ms, from, until, isWhole }: SeriesOptions): number[] {
  const [first] = seen
  if (first === undefined) return []
  if (!interval_ms || (until - from) / interval_ms > most) return [...seen].sort((a, b) => a - b)
  const begin = first - Math.floor((first - from) / interval_ms) * interval_ms
  const all = new Set(seen)
  for (let at = begin; at < until; at += interval_ms) all.add(at)
  const sorted = [...all].sort((a, b) => a - b)
  if (!isWhole || sorted.length < 4) return sorted
  return sorted.filter((at) => at >= from && at + interval_ms <= until)
}

/** The one number that a list of them comes to. */
export function reduce(values: readonly (number | null)[], way: 'last' | 'sum' | 'mean' | 'min' | 'max' = 'last') {
  const known = values.filter((value) => value !== null)
  if (known.length === 0) return null
  switch (way) {
    case 'last':
      return known.at(-1)!
    case 'sum':
      return known.reduce((sum, value) => sum + value, 0)
    case 'mean':
      return known.reduce((sum, value) => sum + value, 0) / known.length
    case 'min':
      return Math.min(...known)
    case 'max':
      return Math.max(...known)
  }
}
