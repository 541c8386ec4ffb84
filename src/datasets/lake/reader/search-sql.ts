/** The texts of a search's statements. */

import { quoteName, quoteText } from '../../../lib/sql-text.ts'
import type { SearchQuery } from '../../dataset.ts'
import type { SearchStep } from './search-files.ts'
import { bucketOrigin } from './search-interval.ts'
import type { Source } from './search-source.ts'

/** Not a field's name: added to order hits of several statements, and taken away again. */
export const sortKey = '_caudal_sort'

export type Order = NonNullable<SearchQuery['order']>

/** The condition of the time range: `since` is included, `until` is not. */
export function timeCondition(since: Date | undefined, until: Date | undefined): string | undefined {
  const conditions: string[] = []
  if (since) conditions.push(`_time >= ${timestamp(since)}`)
  if (until) conditions.push(`_time < ${timestamp(until)}`)
  return conditions.length > 0 ? conditions.join(' and ') : undefined
}

/** The condition of a step through time, in microseconds; with the last step come the records without a time. */
export function stepCondition({ from, before, isLast }: Omit<SearchStep, 'files'>): string | undefined {
  const conditions: string[] = []
  if (from !== undefined) conditions.push(`_time >= make_timestamp(${from})`)
  if (before !== undefined) conditions.push(`_time < make_timestamp(${before})`)
  if (conditions.length === 0) return undefined
  return isLast ? `(${conditions.join(' and ')} or _time is null)` : conditions.join(' and ')
}

export function whereOf(conditions: readonly (string | undefined)[]): string {
  const known = conditions.filter((condition) => condition !== undefined && condition !== 'true')
  return known.length > 0 ? ` where ${known.join(' and ')}` : ''
}

function orderOf(order: Order): string {
  const direction = order === 'newest' ? 'desc' : 'asc'
  return ` order by _time ${direction}, _offset ${direction}`
}

/** Hits as they are, for conditions that cost nothing. */
export function hitsSql({ from }: Source, where: string, order: Order, limit: number): string {
  return `select *, epoch_us(_time) as ${sortKey} from ${from}${where}${orderOf(order)} limit ${limit}`
}

/** Where hits lie; their other columns are read when it is known which hits are wanted. */
export function positionsSql({ from }: Source, where: string, order: Order, limit: number): string {
  return `select _offset, epoch_us(_time) as ${sortKey} from ${from}${where}${orderOf(order)} limit ${limit}`
}

/** Records by their offsets. DuckDB skips the row groups that have none of the list. */
export function recordsSql({ from }: Source, offsets: readonly number[]): string {
  return `select *, epoch_us(_time) as ${sortKey} from ${from} where _offset in (${offsets.join(', ')})`
}

/** Bars by their number, counted from the origin. */
export function histogramSql({ from }: Source, where: string, interval_ms: number): string {
  const bucket = `(epoch_us(_time) - ${bucketOrigin * 1000}) // ${interval_ms * 1000}`
  return `select ${bucket} as bucket, count(*) as count from ${from}${where} group by bucket`
}

export function timeSpanSql({ from }: Source): string {
  return `select epoch_ms(min(_time)) as first, epoch_ms(max(_time)) as last from ${from}`
}

/** What a person would write for the same hits: runs anywhere that the datasets are tables. */
export function explainedSql(
  parts: readonly { readonly dataset: string; readonly where: string }[],
  order: Order,
  limit: number,
): string {
  const several = parts.length > 1
  const selects = parts.map(({ dataset, where }) => {
    const columns = several ? `${quoteText(dataset)} as _dataset, *` : '*'
    return `select ${columns} from ${quoteName(dataset)}${where}`
  })
  const all =
    selects.length > 1 ? `select * from (\n  ${selects.join('\n  union all by name\n  ')}\n)` : selects.join('')
  return `${all}\n${orderOf(order).trim()}${limit > 0 ? `\nlimit ${limit}` : ''}`
}

function timestamp(date: Date): string {
  return `make_timestamp(${date.getTime() * 1000})`
}
