/** What is computed from the records of a group, as a person writes it: `count`, `p95(duration_ms) as slowest`. */

const measureFunctions = ['sum', 'avg', 'min', 'max', 'median', 'distinct', 'first', 'last'] as const
type MeasureFunction = (typeof measureFunctions)[number]

export interface Measure {
  readonly name: 'count' | 'rate' | 'percentile' | MeasureFunction
  readonly field?: string
  /** From 0 to 1. */
  readonly share?: number
  /** How its column is called. */
  readonly title: string
}

/** Undefined for what is none. */
export function maybeMeasure(text: string): Measure | undefined {
  const [, what = '', given] = /^\s*(.*?)(?:\s+as\s+(.+?))?\s*$/i.exec(text) ?? []
  const title = given ?? what
  if (what === 'count' || what === 'rate') return { name: what, title }
  const [, word = '', field = ''] = /^(\w+(?:\.\d+)?)\(\s*(.+?)\s*\)$/.exec(what) ?? []
  if (field === '') return undefined
  const name = measureFunctions.find((each) => each === word)
  if (name) return { name, field, title }
  const percent = Number(/^p(\d{1,2}(?:\.\d+)?)$/.exec(word)?.[1])
  return Number.isNaN(percent) ? undefined : { name: 'percentile', field, share: percent / 100, title }
}
