/** The SQL of a panel's query. Values that people choose are bound to parameters, whatever they are: none becomes part of the text. */
import type { ParameterTypes } from '../../datasets/dataset.ts'
import { parseDuration } from '../../lib/duration.ts'
import { UserError } from '../../lib/errors.ts'
import { quoteName } from '../../lib/sql-text.ts'
import type { PanelQuery, VariableValue } from '../../model/dashboard.ts'
import { type Measure, maybeMeasure } from '../../model/measure.ts'
import { compileKql } from '../../query/kql/compile.ts'
import { measureSql } from '../../query/measure-sql.ts'
import { parametersOf } from '../../query/sql-parameters.ts'

/** What all panels of a dashboard have in common at one moment. */
export interface PanelContext {
  readonly from: Date
  readonly until: Date
  /** About so many stretches of time. */
  readonly points: number
  readonly variables: Readonly<Record<string, VariableValue>>
  /** The columns of a dataset. */
  columnsOf(dataset: string): readonly { readonly name: string; readonly type: string }[]
}

export interface PanelStatement {
  readonly sql: string
  readonly params: Readonly<Record<string, unknown>>
  readonly types: ParameterTypes
  readonly interval_ms: number
}

const times: ParameterTypes = { from: 'timestamp', until: 'timestamp', interval_ms: 'number' }
const mostOverTime = 10
const mostGroups = 100
const mostRecords = 100

/** `sql` is the text of a query in SQL, where it stands in a file of its own. Throws what is wrong with the query. */
export function panelStatement(query: PanelQuery, context: PanelContext, sql = query.sql): PanelStatement {
  const interval_ms = intervalOf(query.every, context)
  const values: Record<string, unknown> = {
    ...context.variables,
    from: context.from.toISOString(),
    until: context.until.toISOString(),
    interval_ms,
  }
  const text = sql ?? searchSql(query, context)
  const params: Record<string, unknown> = {}
  for (const name of parametersOf(text)) {
    if (!Object.hasOwn(values, name)) {
      throw new UserError('invalid', `cannot ask panel: variable "$${name}" has no value`, {
        hint: 'Declare it under variables, or correct its name.',
      })
    }
    params[name] = values[name]
  }
  return { sql: text, params, types: times, interval_ms }
}

function searchSql(query: PanelQuery, context: PanelContext): string {
  const { in: dataset, kql = '', where = {}, measure, every } = query
  if (dataset === undefined) {
    throw new UserError('invalid', 'cannot ask panel: it has neither sql nor in', { hint: 'Choose a dataset.' })
  }
  const conditions = ['_time >= $from and _time < $until']
  const columns = [...context.columnsOf(dataset), { name: '_offset', type: 'BIGINT' }]
  if (kql.trim() !== '') conditions.push(`(${compileKql(kql, { columns, now: context.until }).explained})`)
  for (const [field, variable] of Object.entries(where)) {
    const value = context.variables[variable]
    if (value === null || value === '') continue
    const parameter = `$${requireName(variable)}`
    const list = Array.isArray(value) ? parameter : `[${parameter}]`
    conditions.push(`${quoteName(field)}::varchar = any(${list})`)
  }
  const from = `from ${quoteName(dataset)}\nwhere ${conditions.join('\n  and ')}`
  const measures = [measure ?? []].flat().map(requireMeasure)
  if (measures.length > 0) return groupsSql(query, measures, from, every !== undefined)
  const fields = query.fields?.length ? ['_time', ...query.fields.filter((name) => name !== '_time')] : undefined
  const what = fields ? fields.map(quoteName).join(', ') : '*'
  return `select ${what}\n${from}\norder by _time desc\nlimit ${query.limit ?? mostRecords}`
}

/** Of the groups only the greatest are shown; over time those that are the greatest in all of it. */
function groupsSql({ by, limit }: PanelQuery, measures: readonly Measure[], from: string, isOverTime: boolean): string {
  const groups = [by ?? []].flat()
  const bucket = 'time_bucket(to_milliseconds($interval_ms), _time) as time'
  const values = measures.map((measure) => `${expressionOf(measure, isOverTime)} as ${quoteName(measure.title)}`)
  const names = groups.map(quoteName)
  const texts = names.map((name) => `coalesce(${name}::varchar, '') as ${name}`)
  const first = expressionOf(measures[0]!, isOverTime)
  if (!isOverTime) {
    const order = `\ngroup by all\norder by ${first} desc nulls last\nlimit ${limit ?? mostGroups}`
    return `select ${[...texts, ...values].join(', ')}\n${from}${groups.length > 0 ? order : ''}`
  }
  if (groups.length === 0) return `select ${[bucket, ...values].join(', ')}\n${from}\ngroup by all\norder by time`
  const fields = new Set(measures.flatMap(({ field }) => field ?? []))
  const others = [...fields].filter((name) => !groups.includes(name)).map(quoteName)
  return `with found as (
  select ${['_time', ...texts, ...others].join(', ')}
  ${from.replaceAll('\n', '\n  ')}
), greatest as (
  select ${names.join(', ')} from found group by all order by ${first} desc nulls last limit ${limit ?? mostOverTime}
)
select ${[bucket, ...names, ...values].join(', ')}
from found semi join greatest using (${names.join(', ')})
group by all
order by time, ${names.join(', ')}`
}

function expressionOf(measure: Measure, isOverTime: boolean): string {
  const seconds = isOverTime ? '($interval_ms / 1000)' : 'epoch($until - $from)'
  return measureSql(measure, { records: 'count(*)', seconds })
}

/** Stretches of time that people know. */
const steps_s = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400]
const week_s = 604_800

function intervalOf(every: string | undefined, { from, until, points, variables }: PanelContext): number {
  const chosen = every?.startsWith('$') ? String(variables[every.slice(1)] ?? 'auto') : every
  if (chosen !== undefined && chosen !== 'auto') return parseDuration(chosen)
  const wanted_s = (until.getTime() - from.getTime()) / 1000 / points
  const step = steps_s.find((each) => each >= wanted_s) ?? Math.ceil(wanted_s / week_s) * week_s
  return step * 1000
}

function requireMeasure(text: string): Measure {
  const measure = maybeMeasure(text)
  if (measure) return measure
  throw new UserError('invalid', `cannot read measure "${text}": expecting count, rate, or a function of a field`, {
    hint: 'Write it like avg(duration_ms).',
  })
}

function requireName(variable: string): string {
  if (/^[a-z][a-z0-9_]{0,63}$/.test(variable)) return variable
  throw new UserError('invalid', `cannot use variable "${variable}": expecting lower-case letters, digits and _`)
}
