/** A monitor as the form holds it, and as the project file writes it. */

/** What a monitor looks at: what a search finds, each record as it comes, or what SQL gives. */
export type Way = 'kql' | 'on' | 'sql'

export interface MonitorValues {
  readonly title: string
  readonly way: Way
  readonly dataset: string
  readonly kql: string
  readonly sql: string
  /** `count`, `avg`, `p95`. */
  readonly measure: string
  /** Of which the measure is; empty for what is computed from records as such. */
  readonly field: string
  readonly by: readonly string[]
  readonly over: string
  readonly every: string
  /** How `value` is compared; empty where `when` is a condition of its own. */
  readonly operator: string
  readonly threshold: string
  readonly when: string
  readonly held: string
  readonly severity: string
  readonly notify: readonly string[]
}

/** The measures that are offered; any other percentile may be written. */
export const measures = [
  'count',
  'rate',
  'avg',
  'sum',
  'min',
  'max',
  'median',
  'p95',
  'p99',
  'distinct',
  'last',
] as const
export type MeasureName = (typeof measures)[number]

export const operators = ['>', '>=', '<', '<=', '=', '!='] as const

type Written = Readonly<Record<string, unknown>>

/** Of one that is made. */
export const newValues: MonitorValues = {
  title: '',
  way: 'kql',
  dataset: '',
  kql: '',
  sql: '',
  measure: 'count',
  field: '',
  by: [],
  over: '5m',
  every: '',
  operator: '>',
  threshold: '10',
  when: '',
  held: '',
  severity: 'warning',
  notify: [],
}

export function valuesOf(declaration: unknown): MonitorValues {
  const written = asRecord(declaration)
  const way = written.on !== undefined ? 'on' : written.sql !== undefined ? 'sql' : 'kql'
  const when = text(written.when)
  const [, operator = '', threshold = ''] = /^\s*value\s*(>=|<=|!=|=|>|<)\s*(-?\d+(?:\.\d+)?)\s*$/.exec(when) ?? []
  const [, measure = text(written.measure) || 'count', field = ''] =
    /^\s*(\w+(?:\.\d+)?)\(\s*(.+?)\s*\)\s*$/.exec(text(written.measure)) ?? []
  return {
    title: text(written.title),
    way,
    dataset: text(way === 'on' ? written.on : written.in),
    kql: text(written.kql),
    sql: text(written.sql),
    measure,
    field,
    by: texts(written.by),
    over: text(written.over),
    every: text(written.every),
    operator: way === 'on' ? '' : operator,
    threshold,
    when,
    held: text(written.for),
    severity: text(written.severity) || 'warning',
    notify: texts(written.notify),
  }
}

const ofForm = [
  'title',
  'kql',
  'in',
  'on',
  'sql',
  'measure',
  'by',
  'over',
  'every',
  'when',
  'for',
  'severity',
  'notify',
]
/** They have a meaning with one way of asking only. */
const ofQueries = ['no_data']
const ofRecords = ['wait']

/** What the form does not show stays as it is. */
export function declarationOf(values: MonitorValues, before?: unknown): Written {
  const { way, dataset, by, notify, severity } = values
  const old = asRecord(before)
  const foreign = [...ofForm, ...(way === 'on' ? ofQueries : ofRecords)]
  const kept = Object.fromEntries(Object.entries(old).filter(([key]) => !foreign.includes(key)))
  const measure = hasField(values.measure) ? `${values.measure}(${values.field})` : values.measure
  const given = (key: string, value: string) => (value.trim() === '' ? {} : { [key]: value.trim() })
  return {
    ...given('title', values.title),
    ...(way === 'on' && { on: dataset }),
    ...(way === 'sql' && { sql: values.sql }),
    ...(way === 'kql' && { kql: values.kql, in: dataset }),
    ...(way === 'kql' && (measure !== 'count' || old.measure !== undefined) && { measure }),
    when: conditionOf(values),
    ...(by.length > 0 && { by: [...by] }),
    ...(way !== 'on' && {
      ...given('over', values.over),
      ...given('every', values.every),
      ...given('for', values.held),
    }),
    ...((severity !== 'warning' || old.severity !== undefined) && { severity }),
    ...((notify.length > 0 || old.notify !== undefined) && { notify: [...notify] }),
    ...kept,
  }
}

export function conditionOf({ way, operator, threshold, when }: MonitorValues): string {
  return way === 'on' || operator === '' ? when.trim() : `value ${operator} ${threshold.trim()}`
}

export function hasField(measure: string): boolean {
  return measure !== 'count' && measure !== 'rate'
}

function asRecord(value: unknown): Written {
  return typeof value === 'object' && value !== null ? (value as Written) : {}
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** One alone may be written as it is. */
function texts(value: unknown): string[] {
  return [value].flat().filter((each) => typeof each === 'string')
}
