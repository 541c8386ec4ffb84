/** A measure in the parts from which people choose: `p95(duration_ms) as slowest`. */
export interface MeasureParts {
  /** `count`, `avg`, `p95`. */
  readonly way: string
  /** Empty for what is computed from records as such. */
  readonly field: string
  /** How it is called; empty for no other name. */
  readonly title: string
}

/** The ways that are offered; any other percentile may be written. */
export const ways = [
  'count',
  'rate',
  'sum',
  'avg',
  'min',
  'max',
  'median',
  'p90',
  'p95',
  'p99',
  'distinct',
  'first',
  'last',
] as const
export type Way = (typeof ways)[number]

/** Undefined for what has no such parts. */
export function maybeParts(text: string): MeasureParts | undefined {
  const [, what = '', title = ''] = /^\s*(.*?)(?:\s+as\s+(.+?))?\s*$/i.exec(text) ?? []
  if (!hasField(what)) return { way: what, field: '', title }
  const [, way, field = ''] = /^(\w+(?:\.\d+)?)\(\s*(.*?)\s*\)$/.exec(what) ?? []
  return way === undefined ? undefined : { way, field, title }
}

export function measureText({ way, field, title }: MeasureParts): string {
  return `${way}${hasField(way) ? `(${field})` : ''}${title.trim() === '' ? '' : ` as ${title}`}`
}

export function hasField(way: string): boolean {
  return way !== 'count' && way !== 'rate'
}

const numbers = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL.*)$/

/** The fields of which a way can be computed. */
export function fieldsFor(way: string, columns: readonly { readonly name: string; readonly type: string }[]): string[] {
  const isOfAny = ['distinct', 'first', 'last', 'min', 'max'].includes(way)
  return columns.filter(({ type }) => isOfAny || numbers.test(type)).map(({ name }) => name)
}
