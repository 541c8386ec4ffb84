/**
 * A row that is compared with the bucket before it changes with that one. Which bucket that is, the rows of the view tell: it is the
 * nearest that has one, of the same partition.
 */

import { quoteName, quoteText } from '../../lib/sql-text.ts'
import type { Reach } from '../../query/buckets/index.ts'
import { keyOf, mostBuckets, type PartQuestion, type PlacedBucket } from './part.ts'

/** Each row of the view meets each touched bucket: more pairs than these take longer than the whole. */
const mostPairs = 20_000_000

export interface Reached {
  /** The buckets whose rows change. */
  readonly changed: readonly string[]
  /** Those that it takes to compute them, and they themselves. */
  readonly needed: readonly string[]
}

/** Undefined where the columns of the view do not tell in which order its buckets are. */
export async function neighbours(
  { reader, view, rows: viewRows, input, buckets, signal }: PartQuestion,
  { partitions, order, back, forward }: Reach,
  touched: readonly PlacedBucket[],
  type: string,
): Promise<Reached | undefined> {
  if (viewRows * touched.length > mostPairs) return undefined
  const values = touched.map(
    ({ key, placed }) => `(${quoteText(key)}, ${placed === null ? 'null' : quoteText(placed)}::${type})`,
  )
  const own = buckets.columns.map(({ name }) => quoteName(name))
  const by = partitions.map((name, i) => `${quoteName(name)} as p${i}`)
  const nearest = (of: string, sign: '>' | '<', places: number) => `
    select bucket from (
      select other.bucket, row_number() over (
        partition by ${[...partitions.map((_, i) => `p${i}`), `${of}.place`].join(', ')}
        order by other.place ${sign === '>' ? 'asc' : 'desc'}) as n
      from other join ${of} on other.place ${sign} ${of}.place)
    where n <= ${places}`
  const { rows } = await reader.sql({
    sql: `
      with touched(bucket, place) as (values ${values.join(', ')}),
      told as (
        select ${keyOf(own.map((_, i) => `b${i}`))} as bucket, place
        from (select distinct ${buckets.columns.map(({ sql }, i) => `${sql} as b${i}`).join(', ')}, ${order} as place
          from ${quoteName(input)})),
      known as (select * from told union select * from touched),
      here as (select distinct ${[`${keyOf(own)} as bucket`, ...by].join(', ')} from ${quoteName(view)}),
      other as (
        select here.*, known.place from here join known using (bucket)
        where bucket not in (select bucket from touched)),
      changed as (
        select bucket from touched union ${nearest('touched', '>', back)} union ${nearest('touched', '<', forward)}),
      near as (select * from known where bucket in (select bucket from changed)),
      needed as (
        select bucket from changed union ${nearest('near', '<', back)} union ${nearest('near', '>', forward)})
      select bucket, bucket in (select bucket from changed) as is_changed,
        (select count(*) = count(distinct bucket) and count(*) = count(distinct place) from known)
        and (select count(*) from here) = (select count(*) from here semi join known using (bucket)) as is_told
      from needed limit ${mostBuckets + 1}`,
    scope: { datasets: [input, view] },
    signal,
  })
  if (!rows.every(({ is_told }) => is_told === true)) return undefined
  const names = (list: typeof rows) => list.map(({ bucket }) => String(bucket))
  return { changed: names(rows.filter(({ is_changed }) => is_changed)), needed: names(rows) }
}
