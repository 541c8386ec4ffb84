import { quoteName, quoteText } from '../../../lib/sql-text.ts'
import { foldCase } from '../../../model/fold-case.ts'
import type { ColumnType } from '../../../model/schema.ts'
import type { ReadColumn } from '../../../model/schema-plan.ts'
import { timeName } from '../../../model/schema-plan.ts'
import { plainTimeExpression, timeExpression, timeFields } from '../../../model/time-field.ts'
import { restKey, rewrittenKey } from './normalise.ts'

/** The pieces of `SELECT … FROM read_json(…, format = 'newline_delimited', records = true, columns = <columns>) AS r`. */
export interface ReadSql {
  /** The struct of names and types. */
  readonly columns: string
  /** `<expression> AS "<name>"` for every column but `_time` and `_rest`. */
  readonly select: readonly string[]
  /** TIMESTAMP (UTC), NULL where no field is a time. The session's `TimeZone` must be UTC. */
  readonly time: string
  /** VARCHAR: JSON text of what has no column, NULL where there is nothing. */
  readonly rest: string
  /**
   * The same at less cost, right where `time` comes out as not null in every row: each has its time as plain ISO 8601. All that a time
   * may be takes DuckDB 20 ms to plan, however few the rows.
   */
  readonly plain: Pick<ReadSql, 'time' | 'rest' | 'select'> | undefined
  readonly doubts: readonly Doubt[]
}

/** What the database alone sees of a value: that it is no time, or does not fit its column. */
export interface Doubt {
  readonly kind: 'no_time' | 'set_aside'
  readonly field: string
  readonly type?: ColumnType
  /** Whether it is so, and the value. */
  readonly when: string
  readonly sql: string
}

/** The name under which the pieces refer to `read_json`'s row. */
export const rowAlias = 'r'

/**
 * How DuckDB reads a chunk's records, or what `rewriteChunk` made of them. `columns` are the plan's `present`; `time` is the
 * field that the project declares as the time.
 */
export function readColumns(columns: readonly ReadColumn[], read: 'direct' | 'rewrite', time?: string): ReadSql {
  const sources = columns.map((column, i) => ({
    column,
    sql: `${rowAlias}.${(read === 'direct' ? column.path : [rewrittenKey(i)]).map(quoteName).join('.')}`,
  }))
  const rewritten = columns.map((column, i): ReadColumn => ({ ...column, path: [rewrittenKey(i)] }))
  const rest: ReadColumn = { name: restKey, path: [restKey], type: 'VARCHAR', readAs: 'VARCHAR', declared: false }
  const values = sources.filter(({ column }) => column.name !== timeName)
  const times = timeSources(sources, time)
  const chosen = chooseTime(times)
  const kept = read === 'direct' ? 'NULL::VARCHAR' : `${rowAlias}.${restKey}`
  const failed = [
    ...values.flatMap(({ column, sql }) => failedCast(column, sql)),
    ...sources.filter(({ column }) => column.name === timeName).map(({ sql }) => lostTime(sql, chosen)),
  ]
  return {
    // DuckDB wants at least one column; records of nothing have none.
    columns: structOf(read === 'direct' && columns.length > 0 ? columns : [...rewritten, rest]),
    select: values.map(({ column, sql }) => `${castExpression(column, sql)} AS ${quoteName(column.name)}`),
    time: chosen,
    rest: restExpression(kept, failed),
    plain: plainTime(times, values) && { ...plainSelect(times[0]!, values), rest: kept },
    doubts: [
      ...times.flatMap((source) => unreadTime(source, chosen, time)),
      ...values.flatMap(({ column, sql }) =>
        failedCast(column, sql).map(
          (failed): Doubt => ({ ...failed, kind: 'set_aside', field: column.name, type: column.type }),
        ),
      ),
    ],
  }
}

interface Source {
  readonly column: ReadColumn
  readonly sql: string
}

/** A text that a declared column's cast refused: whether, and under which key it goes to `_rest`. */
interface Refused {
  readonly when: string
  readonly key: string
  readonly sql: string
}

/** The fields that may hold the time, the most trusted first. */
function timeSources(sources: readonly Source[], declared: string | undefined): Source[] {
  const byName = new Map(sources.map((source) => [source.column.name, source]))
  return timeFields([...byName.keys()], declared).map((name) => byName.get(name)!)
}

/** Whether one text decides the time, and nothing else could be refused. */
function plainTime(times: readonly Source[], values: readonly Source[]): true | undefined {
  const [first] = times
  const isPlain =
    first?.column.readAs === 'VARCHAR' &&
    values.every((value) => value.column.readAs === value.column.type || isSameTime(value, first))
  // Where a field before `_time` decides, `_time` could say something else.
  const isOwn = first?.column.name === timeName || times.every(({ column }) => column.name !== timeName)
  return isPlain && isOwn ? true : undefined
}

/** A column that is the time itself, whole or as its day. */
function isSameTime({ column, sql }: Source, time: Source): boolean {
  return sql === time.sql && (column.type === 'DATE' || column.type === 'TIMESTAMP')
}

function plainSelect(first: Source, values: readonly Source[]): Pick<ReadSql, 'time' | 'select'> {
  const time = plainTimeExpression(first.sql)
  const select = values.map(({ column, sql }) => {
    const value = column.readAs === column.type ? sql : `CAST(${time} AS ${column.type})`
    return `${value} AS ${quoteName(column.name)}`
  })
  return { time, select }
}

function chooseTime(sources: readonly Source[]): string {
  const times = sources.flatMap(({ column: { readAs }, sql }) =>
    readAs === 'VARCHAR' || readAs === 'BIGINT' || readAs === 'DOUBLE' ? [timeExpression(sql, readAs)] : [],
  )
  return times.length === 0 ? 'NULL::TIMESTAMP' : times.length === 1 ? times[0]! : `COALESCE(${times.join(', ')})`
}

/** The record's own `_time` is kept unless the column `_time` says the same. */
function lostTime(sql: string, chosen: string): Refused {
  const own = timeExpression(sql, 'VARCHAR')
  const differs = own === chosen ? `${chosen} IS NULL` : `${own} IS DISTINCT FROM ${chosen}`
  return { when: `${sql} <> '' AND ${differs}`, key: timeName, sql }
}

/** A number under a usual name may be a duration; under a name that is declared to be the time it is a mistake. */
function unreadTime({ column, sql }: Source, chosen: string, declared: string | undefined): Doubt[] {
  const isDeclared = declared !== undefined && foldCase(column.name) === foldCase(declared)
  if (column.readAs !== 'VARCHAR' && !isDeclared) return []
  const isText = `${sql} <> ''${isDeclared ? '' : ` AND NOT regexp_full_match(${sql}, '[-+0-9.eE]+')`}`
  const isThere = column.readAs === 'VARCHAR' ? isText : `${sql} IS NOT NULL`
  return [{ kind: 'no_time', field: column.name, when: `${isThere} AND ${chosen} IS NULL`, sql }]
}

function castExpression({ type, readAs }: ReadColumn, sql: string): string {
  if (readAs === type) return sql
  const text = `trim(${sql})`
  switch (type) {
    case 'TIMESTAMP':
      return timeExpression(sql, 'VARCHAR')
    case 'DATE':
      return `CAST(${timeExpression(sql, 'VARCHAR')} AS DATE)`
    case 'BOOLEAN':
      return `CASE lower(${text}) WHEN 'true' THEN true WHEN 'false' THEN false END`
    case 'BIGINT':
      // The cast alone would round 1.5 and understand 0x10.
      return `CASE WHEN regexp_full_match(${text}, '[+-]?[0-9]+') THEN TRY_CAST(${text} AS BIGINT) END`
    default:
      return `CASE WHEN regexp_full_match(${text}, '[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?')
        AND isfinite(TRY_CAST(${text} AS DOUBLE)) THEN TRY_CAST(${text} AS DOUBLE) END`
  }
}

/** An empty text is no value of a declared type, and nothing that could be lost. */
function failedCast(column: ReadColumn, sql: string): Refused[] {
  if (column.readAs === column.type) return []
  const key = column.path.length === 1 ? column.path[0]! : column.name
  return [{ when: `${sql} <> '' AND ${castExpression(column, sql)} IS NULL`, key, sql }]
}

/** Adds what was refused to the end of the object's text: JSON functions would shorten long numbers in it. */
function restExpression(rest: string, refused: readonly Refused[]): string {
  if (refused.length === 0) return rest
  const any = refused.map(({ when }) => `(${when})`).join(' OR ')
  const pieces = refused.map(({ when, key, sql }) => {
    const begin = quoteText(`,${JSON.stringify(key)}:`)
    return `CASE WHEN ${when} THEN ${begin} || CAST(to_json(${sql}) AS VARCHAR) ELSE '' END`
  })
  const added = pieces.join(' || ')
  const text = `COALESCE(left(${rest}, -1) || ${added}, '{' || substr(${added}, 2)) || '}'`
  return `CASE WHEN ${any} THEN ${text} ELSE ${rest} END`
}

type Tree = Map<string, Tree | string>

/** `{"http": 'STRUCT("status" BIGINT)'}`. */
function structOf(columns: readonly ReadColumn[]): string {
  const tree: Tree = new Map()
  for (const { path, readAs } of columns) {
    let level = tree
    for (const key of path.slice(0, -1)) {
      const known = level.get(key)
      const inner: Tree = known instanceof Map ? known : new Map()
      level.set(key, inner)
      level = inner
    }
    level.set(path.at(-1)!, readAs)
  }
  return `{${[...tree].map(([key, type]) => `${quoteName(key)}: ${quoteText(typeOf(type))}`).join(', ')}}`
}

function typeOf(type: Tree | string): string {
  if (typeof type === 'string') return type
  return `STRUCT(${[...type].map(([key, inner]) => `${quoteName(key)} ${typeOf(inner)}`).join(', ')})`
}
