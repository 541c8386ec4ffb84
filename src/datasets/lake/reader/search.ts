/**
 * Runs searches in the reader process. A query's words are looked up in the token index, which names ranges of offsets; what is read
 * at all are the files and row groups that overlap these and the time range. Hits are sought file by file from the newest
 * backwards, and the search ends once the files left cannot hold a newer one.
 */
import { UserError } from '../../../lib/errors.ts'
import { unknownFields } from '../../../query/kql/compile.ts'
import { parseKql } from '../../../query/kql/parse.ts'
import { planKql } from '../../../query/kql/plan.ts'
import type { SearchQuery, SearchResult } from '../../dataset.ts'
import type { LakeTable } from '../catalogue/read.ts'
import type { SearchContext } from './search-context.ts'
import { compareHits, type DatasetSearch, type Hit, openDatasetSearch } from './search-dataset.ts'
import { filledBuckets, intervalOf } from './search-interval.ts'
import { explainedSql, sortKey } from './search-sql.ts'
import { warningsAbout } from './search-warnings.ts'

export async function search(
  query: Omit<SearchQuery, 'signal' | 'limits'>,
  context: SearchContext,
): Promise<SearchResult> {
  const names = [...new Set(query.in)]
  for (const name of names) if (!query.scope.datasets.includes(name)) throw unknownDataset(name, query.scope.datasets)
  const tables = names.map((name) => ({ name, table: context.table(name) }))
  // Mistakes in the query are told even where there is nothing to search yet.
  const plan = planKql(parseKql(query.kql), new Date())
  const unknown = unknownFields(
    plan,
    tables.flatMap(({ table }) => columnsOf(table)),
  )
  const searches = tables.map(({ name, table }) =>
    openDatasetSearch(name, table, columnsOf(table), { ...query, plan }, context),
  )
  const order = query.order ?? 'newest'
  const [hits, histogram] = await Promise.all([
    query.limit > 0 ? findHits(searches, order, query.limit) : [],
    query.histogram ? countHits(searches, query, query.histogram.buckets) : undefined,
  ])
  const found = hits.map((hit) => recordOf(hit, names.length > 1))
  const warnings = warningsAbout(unknown, found)
  return {
    hits: found,
    ...histogram,
    sql: explainedSql(searches, order, query.limit),
    ...(warnings.length > 0 && tables.some(({ table }) => table) ? { warnings } : {}),
  }
}

/** The columns that a search may name. */
export function columnsOf(table: LakeTable | undefined): { readonly name: string; readonly type: string }[] {
  return table ? [...table.columns, { name: '_offset', type: 'BIGINT' }] : []
}

async function findHits(searches: readonly DatasetSearch[], order: 'newest' | 'oldest', limit: number): Promise<Hit[]> {
  const all = await Promise.all(searches.map((one) => one.findHits(order, limit)))
  const merged = all.length > 1 ? all.flat().toSorted((a, b) => compareHits(a, b, order)) : all.flat()
  return merged.slice(0, limit)
}

async function countHits(
  searches: readonly DatasetSearch[],
  { since, until }: Pick<SearchQuery, 'since' | 'until'>,
  buckets: number,
): Promise<Required<Pick<SearchResult, 'histogram' | 'total'>>> {
  const spans = await Promise.all(searches.map((one) => one.timeSpan()))
  const known = spans.filter((span) => span !== undefined)
  // The range asked for, or that of the data; the last record is part of it.
  const from = since?.getTime() ?? Math.min(...known.map((span) => span.from))
  const end = until?.getTime() ?? Math.max(...known.map((span) => span.until)) + 1
  if (!Number.isFinite(from) || !Number.isFinite(end) || end <= from) {
    return { histogram: { interval_ms: intervalOf(0, 0, buckets), buckets: [] }, total: 0 }
  }
  const interval = intervalOf(from, end, buckets)
  const counts = new Map<number, number>()
  let total = 0
  for (const part of await Promise.all(searches.map((one) => one.countByTime(interval)))) {
    for (const [bucket, count] of part) {
      total += count
      if (bucket !== undefined) counts.set(bucket, (counts.get(bucket) ?? 0) + count)
    }
  }
  return { histogram: filledBuckets(counts, from, end, interval), total }
}

function recordOf({ row, dataset }: Hit, withDataset: boolean): Record<string, unknown> {
  const record: Record<string, unknown> = withDataset ? { _dataset: dataset } : {}
  for (const [name, value] of Object.entries(row)) if (value !== null && name !== sortKey) record[name] = value
  return record
}

function unknownDataset(name: string, known: readonly string[]): UserError {
  return new UserError('not_found', `cannot search dataset "${name}": it does not exist`, {
    hint: known.length > 0 ? `The datasets are: ${known.join(', ')}.` : 'There is no dataset that you may read.',
  })
}
