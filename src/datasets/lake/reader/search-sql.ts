/** The texts of a search's statements. */
import type { SearchQuery } from '../../dataset.ts'
import { quoteName, quoteText } from '../catalogue/column-type.ts'

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

export function whereOf(conditions: readonly (string | undefined)[]): string {
  const known = conditions.filter((condition) => condition !== undefined && condition !== 'true')
  return known.length > 0 ? ` where ${known.join(' and ')}` : ''
}

export function orderOf(order: Order): string {
  const direction = order === 'newest' ? 'desc' : 'asc'
  return ` order by _time ${direction} nulls last, _offset ${direction}`
}

export function hitsSql(source: string, where: string, order: Order, limit: number): string {
  return `${source} select *, epoch_us(_time) as ${sortKey} from candidates${where}${orderOf(order)} limit ${limit}`
}

export function histogramSql(source: string, where: string, interval_ms: number): string {
  const bucket = `time_bucket(to_milliseconds(${interval_ms}), _time)`
  return `${source} select epoch_ms(${bucket}) as bucket, count(*) as count from candidates${where} group by bucket`
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
