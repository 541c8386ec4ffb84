/** Which part of a view is to be computed anew, when rows of one input have come or gone. */
import type { DatasetReader, ViewPart } from '../../datasets/dataset.ts'
import { quoteName, quoteText } from '../../lib/sql-text.ts'
import type { Buckets, DatasetColumn } from '../../query/buckets/index.ts'
import { neighbours } from './neighbours.ts'

export interface PartQuestion {
  readonly reader: DatasetReader
  readonly view: string
  /** How many rows the view has. */
  readonly rows: number
  readonly input: string
  readonly columns: readonly DatasetColumn[]
  /** The snapshot that the view knows. */
  readonly since: number
  readonly buckets: Buckets
  readonly signal: AbortSignal
}

/** A bucket, and its place among the others as a text. */
export interface PlacedBucket {
  readonly key: string
  readonly placed: string | null
}

export interface Part {
  readonly part: ViewPart
  /** The rows of the input that it takes to compute them, in SQL. */
  readonly where: string
}

/** With more buckets than this, the whole is sooner computed than they are told apart. */
export const mostBuckets = 500

/** Of these types a value and its text in the lake are one. */
const plainTypes = /^(BOOLEAN|U?(TINY|SMALL)INT|U?INTEGER|U?BIGINT|VARCHAR|DATE|TIMESTAMP)$/

/** Undefined when the whole is to be computed; without buckets when no row has changed. */
export async function partOf(question: PartQuestion): Promise<Part | 'nothing' | undefined> {
  const { reader, input, since, buckets, signal } = question
  const expressions = buckets.columns.map(({ sql }, i) => `${sql} as b${i}`)
  if (buckets.reach) expressions.push(`${buckets.reach.order} as place`)
  const { columns, rows } = await reader.sql({
    sql: `select *, ${keyOf(buckets.columns.map((_, i) => `b${i}`))} as key${buckets.reach ? ', place::varchar as placed' : ''}
      from (select distinct ${expressions.join(', ')} from ${quoteName(input)} limit ${mostBuckets + 1})`,
    scope: { datasets: [input] },
    parts: { [input]: { since } },
    signal,
  })
  const types = columns.slice(0, expressions.length).map(({ type }) => type)
  if (rows.length > mostBuckets || !types.every((type) => plainTypes.test(type))) return undefined
  if (rows.length === 0) return 'nothing'
  const touched = rows.map(({ key }) => String(key))
  const reached = buckets.reach
    ? await neighbours(question, buckets.reach, rows as unknown as readonly PlacedBucket[], types.at(-1)!)
    : { changed: touched, needed: touched }
  if (!reached || reached.needed.length > mostBuckets) return undefined
  return {
    part: { columns: buckets.columns.map(({ name }) => name), keys: reached.changed, order: buckets.order },
    where: await rowsOf(question, types, reached.needed),
  }
}

/** The key of a bucket, in SQL. */
export function keyOf(values: readonly string[]): string {
  return `to_json([${values.map((value) => `${value}::varchar`).join(', ')}])::varchar`
}

/** The rows of the buckets: by the values of each column, by all of them together, and by the time, so that few files are read. */
async function rowsOf(
  { reader, input, columns, buckets, signal }: PartQuestion,
  types: readonly string[],
  keys: readonly string[],
): Promise<string> {
  const values = keys.map((key) => JSON.parse(key) as (string | null)[])
  const conditions = buckets.columns.map(({ sql }, i) =>
    oneOf(
      sql,
      types[i]!,
      values.map((each) => each[i]!),
    ),
  )
  if (conditions.length > 1) {
    conditions.push(`${keyOf(buckets.columns.map(({ sql }) => sql))} in (${keys.map(quoteText).join(', ')})`)
  }
  const times = columns.filter(({ name }) => buckets.times.includes(name))
  const ends = times
    .map(({ name }) => quoteName(name))
    .flatMap((name) => [`min(${name})::varchar`, `max(${name})::varchar`, `(count(*) - count(${name}))::varchar`])
  const { rows } = await reader.sql({
    sql: `select [${ends.join(', ')}] as ends from ${quoteName(input)}`,
    scope: { datasets: [input] },
    parts: { [input]: { where: conditions.join(' and ') } },
    signal,
  })
  const found = rows[0]!.ends as (string | null)[]
  const within = times.flatMap(({ name, type }, i) => {
    const [least, most, nulls] = found.slice(i * 3)
    if (typeof least !== 'string' || typeof most !== 'string' || nulls !== '0') return []
    return [`${quoteName(name)} between ${quoteText(least)}::${type} and ${quoteText(most)}::${type}`]
  })
  return [...within, ...conditions].join(' and ')
}

function oneOf(sql: string, type: string, values: readonly (string | null)[]): string {
  const texts = [...new Set(values)].filter((value) => value !== null)
  const parts = [
    ...(texts.length > 0 ? [`${sql} in (${texts.map((text) => `${quoteText(text)}::${type}`).join(', ')})`] : []),
    ...(texts.length < new Set(values).size ? [`${sql} is null`] : []),
  ]
  return `(${parts.join(' or ')})`
}
