/** What a monitor asks the datasets: SQL for the locked reader. Names and texts come from the project file, values are bound. */
import type { DatasetInfo } from '../../datasets/dataset.ts'
import { quoteName } from '../../lib/sql-text.ts'
import type { Measure } from '../../model/measure.ts'
import type { MonitorSearch } from '../../project/monitors/search.ts'
import type { ProjectMonitor, QueryCondition, RecordCondition } from '../../project/project.ts'
import { compileKql } from '../../query/kql/compile.ts'
import { measureSql } from '../../query/measure-sql.ts'

export interface Question {
  readonly sql: string
  readonly params: Readonly<Record<string, unknown>>
}

/** The column that says whether the condition holds; null when it says neither. */
export const holdsColumn = '_caudal_holds'
/** The columns that say how many records a group has, and which is its first. */
export const countColumn = '_caudal_count'
export const firstColumn = '_caudal_first'

/** The records of a range of offsets that meet the condition. The condition stands on lines of its own, for it may end in a comment. */
function matching({ on, when }: RecordCondition): string {
  return `(select * from ${quoteName(on)} where _offset >= $first and _offset < $next and (\n${when}\n))`
}

interface OffsetRange {
  readonly first: number
  readonly next: number
}

/** Groups in the order of their first record; one more than `most` tells that there are more. */
export function groupsQuestion(
  { by }: Pick<ProjectMonitor, 'by'>,
  condition: RecordCondition,
  { first, next }: OffsetRange,
  most: number,
): Question {
  const columns = by.map(quoteName)
  const sql = `select ${[...columns, `count(*) as ${countColumn}`, `min(_offset) as ${firstColumn}`].join(', ')}
from ${matching(condition)}${columns.length > 0 ? `\ngroup by ${columns.join(', ')}` : ''}
having count(*) > 0 order by ${firstColumn} limit ${most + 1}`
  return { sql, params: { first, next } }
}

/** How many records there are in all. */
export function totalQuestion(condition: RecordCondition, { first, next }: OffsetRange): Question {
  return {
    sql: `select count(*) as ${countColumn}, min(_offset) as ${firstColumn} from ${matching(condition)}`,
    params: { first, next },
  }
}

/** The first records of each group. */
export function rowsQuestion(
  { by }: Pick<ProjectMonitor, 'by'>,
  condition: RecordCondition,
  { first, next }: OffsetRange,
  each: number,
  most: number,
): Question {
  const partition = by.length > 0 ? `partition by ${by.map(quoteName).join(', ')} ` : ''
  const sql = `select * from ${matching(condition)}
qualify row_number() over (${partition}order by _offset) <= ${each} order by _offset limit ${most}`
  return { sql, params: { first, next } }
}

/** The column that says when records came, in milliseconds. */
export const arrivedColumn = '_caudal_arrived'

/** When the records that meet the condition came, group by group. */
export function arrivalsQuestion(
  { by }: Pick<ProjectMonitor, 'by'>,
  { on, when }: RecordCondition,
  { from_ms, until_ms }: TimeRange,
): Question {
  const columns = by.map(quoteName)
  const sql = `select ${[...columns, `epoch_ms(_received) as ${arrivedColumn}`].join(', ')}, count(*) as ${countColumn}, min(_offset) as ${firstColumn}
from ${quoteName(on)}
where _received >= $from::timestamp and _received < $until::timestamp and (\n${when}\n)
group by ${[...columns, arrivedColumn].join(', ')} order by ${arrivedColumn}, ${firstColumn}`
  return { sql, params: { from: instant(from_ms), until: instant(until_ms) } }
}

interface TimeRange {
  readonly from_ms: number
  readonly until_ms: number
}

/** The rows of a monitor's query at a time, each with whether the condition holds. */
export function valuesQuestion(
  { by }: Pick<ProjectMonitor, 'by'>,
  { query, when }: QueryCondition,
  { from_ms, until_ms }: TimeRange,
  datasets: readonly DatasetInfo[],
): Question {
  const inner =
    'sql' in query
      ? { sql: query.sql.replace(/;\s*$/, ''), params: {} }
      : searchQuestion(by, query, datasets, { from_ms, until_ms })
  // The times occur here in any case, so that they may be bound whether the query asks for them or not.
  const sql = `select *, (\n${when}\n)::boolean as ${holdsColumn} from (\n${inner.sql}\n)
where $from::timestamp is not null and $until::timestamp is not null`
  return { sql, params: { ...inner.params, from: instant(from_ms), until: instant(until_ms) } }
}

function searchQuestion(
  by: readonly string[],
  { kql, in: dataset, measure }: MonitorSearch,
  datasets: readonly DatasetInfo[],
  { from_ms, until_ms }: TimeRange,
): Question {
  const info = datasets.find(({ name }) => name === dataset)
  // Mistakes in the query are told even where nothing is stored yet; and what is not there counts as none.
  const { where, params } = compileKql(kql, { columns: info?.columns ?? [], now: new Date(until_ms) })
  const nothing = isCount(measure) ? '0' : 'null::double'
  if (!info) return { sql: `select ${nothing} as value${by.length > 0 ? ' where false' : ''}`, params: {} }
  const columns = by.map(quoteName)
  const sql = `select ${[...columns, `${measured(until_ms - from_ms, measure)} as value`].join(', ')} from ${quoteName(dataset)}
where _time >= $from::timestamp and _time < $until::timestamp and (${where})${columns.length > 0 ? ` group by ${columns.join(', ')}` : ''}`
  return { sql, params }
}

/** Times at which nothing was found are none of the records. */
function measured(over_ms: number, measure: Measure = { name: 'count', title: 'count' }): string {
  return measureSql(measure, { records: 'count(_time)', seconds: `(${over_ms} / 1000)` })
}

function isCount(measure: Measure | undefined): boolean {
  return measure === undefined || measure.name === 'count' || measure.name === 'rate' || measure.name === 'distinct'
}

/** The column that says for which time a value is, in milliseconds. */
export const instantColumn = '_caudal_instant'

/** What `valuesQuestion` gives for a search, at many times in one statement. */
export function timelineQuestion(
  { by }: Pick<ProjectMonitor, 'by'>,
  { query, when, over_ms }: QueryCondition & { readonly query: MonitorSearch },
  { from_ms, until_ms, step_ms }: TimeRange & { readonly step_ms: number },
  datasets: readonly DatasetInfo[],
): Question {
  const info = datasets.find(({ name }) => name === query.in)
  const { where, params } = compileKql(query.kql, { columns: info?.columns ?? [], now: new Date(until_ms) })
  const columns = by.map(quoteName)
  const names = new Set([...by, query.measure?.field ?? '_time'])
  const fields = [...names].filter((name) => name !== '_time')
  const series = `range($from::timestamp, $until::timestamp + to_milliseconds(1), to_milliseconds($step))`
  const found = info
    ? `(select ${['_time', ...fields.map(quoteName)].join(', ')} from ${quoteName(query.in)} where ${where})`
    : `(select ${['null::timestamp as _time', ...fields.map((name) => `null as ${quoteName(name)}`)].join(', ')} where false)`
  // Without groups a time at which nothing was found counts, too.
  const sql = `select *, (\n${when}\n)::boolean as ${holdsColumn} from (
select epoch_ms(_caudal_at) as ${instantColumn}${columns.map((column) => `, ${column}`).join('')}, ${measured(over_ms, query.measure)} as value
from (select unnest(${series}) as _caudal_at) ${columns.length > 0 ? '' : 'left '}join ${found}
on _time >= _caudal_at - to_milliseconds($over) and _time < _caudal_at
group by ${[instantColumn, ...columns].join(', ')})`
  return { sql, params: { ...params, from: instant(from_ms), until: instant(until_ms), step: step_ms, over: over_ms } }
}

/** A time as a TIMESTAMP is written, in UTC. */
function instant(time_ms: number): string {
  return new Date(time_ms).toISOString().slice(0, -1)
}
