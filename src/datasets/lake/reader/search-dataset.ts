import { compileKql } from '../../../query/kql/compile.ts'
import type { SearchQuery } from '../../dataset.ts'
import type { LakeTable } from '../catalogue/read.ts'
import type { SearchContext } from './search-context.ts'
import {
  filesWithin,
  mergeRanges,
  type OffsetRange,
  overlaps,
  rowsWithin,
  type Step,
  stepsOf,
  type TimedFile,
} from './search-files.ts'
import { candidateRanges } from './search-index.ts'
import { bucketOrigin } from './search-interval.ts'
import { type Source, sourceOf } from './search-source.ts'
import {
  histogramSql,
  hitsSql,
  type Order,
  sortKey,
  stepCondition,
  timeCondition,
  timeSpanSql,
  whereOf,
} from './search-sql.ts'

export interface Hit {
  readonly dataset: string
  readonly row: Readonly<Record<string, unknown>>
  /** Microseconds since 1970, for the order. */
  readonly time: number | undefined
  readonly offset: number
}

/** A search within one dataset. */
export interface DatasetSearch {
  readonly dataset: string
  /** The condition with its values written in, for people. */
  readonly where: string
  findHits(order: Order, limit: number): Promise<Hit[]>
  /** The count by the beginning of each bar, in milliseconds since 1970; undefined is that of records without a time. */
  countByTime(interval_ms: number): Promise<Map<number | undefined, number>>
  /** The least and the greatest time of the records that may be searched, in milliseconds. */
  timeSpan(): Promise<{ readonly from: number; readonly until: number } | undefined>
}

/** A larger part of the records than this is read in whole: skipping costs more than it spares. */
const worthwhilePart = 0.3

/** Each range is a branch of a UNION ALL, which costs planning; beyond so many, those that lie near each other become one. */
const branchesCap = 64

export function openDatasetSearch(
  dataset: string,
  table: LakeTable | undefined,
  columns: readonly { readonly name: string; readonly type: string }[],
  { kql, since, until }: Pick<SearchQuery, 'kql' | 'since' | 'until'>,
  context: SearchContext,
  now: Date,
): DatasetSearch {
  const { where: condition, explained, params, words } = compileKql(kql, { columns, now })
  const inTime = timeCondition(since, until)
  const files = filesWithin(table?.files ?? [], since?.getTime() ?? -Infinity, until?.getTime() ?? Infinity)
  // Looked up once, when first wanted.
  let candidates: readonly OffsetRange[] | undefined

  /** Where to look in these files, if that is much less than all of them. */
  function rangesFor(some: readonly TimedFile[]): readonly OffsetRange[] | undefined {
    if (words.length === 0 || some.length === 0) return undefined
    candidates ??= mergeRanges(candidateRanges(context.folder, dataset, words), Number.POSITIVE_INFINITY)
    const within = candidates.filter((range) => some.some(({ file }) => overlaps(file, range)))
    const ranges = mergeRanges(within, branchesCap)
    const all = some.reduce((sum, { file }) => sum + file.rows, 0)
    const left = some.reduce((sum, { file }) => sum + rowsWithin(file, ranges), 0)
    return left <= all * worthwhilePart ? ranges : undefined
  }

  async function run(some: readonly TimedFile[], sqlOf: (source: Source) => string) {
    const read = some.map(({ file }) => file)
    const source = sourceOf(dataset, read, rangesFor(some))
    return (await context.runTrusted(sqlOf(source), params, [], source.relations)).rows
  }

  return {
    dataset,
    where: whereOf([inTime, explained]),

    async findHits(order, limit) {
      const hits: Hit[] = []
      // The index leaves little to read: one statement does it.
      const steps = rangesFor(files) ? [everything(files)] : stepsOf(files, order)
      for (const step of steps) {
        if (step.files.length === 0) continue
        const where = whereOf([inTime, stepCondition(step), condition])
        const wanted = limit - hits.length
        for (const row of await run(step.files, (source) => hitsSql(source, where, order, wanted)))
          hits.push(hitOf(dataset, row))
        if (hits.length >= limit) break
      }
      return hits
    },

    async countByTime(interval_ms) {
      const counts = new Map<number | undefined, number>()
      if (files.length === 0) return counts
      const where = whereOf([inTime, condition])
      for (const row of await run(files, (source) => histogramSql(source, where, interval_ms))) {
        const bar = row.bucket === null ? undefined : bucketOrigin + Number(row.bucket) * interval_ms
        counts.set(bar, Number(row.count))
      }
      return counts
    },

    async timeSpan() {
      if (files.length === 0) return undefined
      const from = Math.min(...files.map((file) => file.from))
      const until = Math.max(...files.map((file) => file.until))
      if (Number.isFinite(from) && Number.isFinite(until)) return { from: from / 1000, until: until / 1000 }
      const source = sourceOf(dataset, table?.files ?? [], undefined)
      const [row] = (await context.runTrusted(timeSpanSql(source), {}, [], source.relations)).rows
      return row && row.first !== null ? { from: Number(row.first), until: Number(row.last) } : undefined
    },
  }
}

function everything(files: readonly TimedFile[]): Step {
  return { files, from: undefined, before: undefined, isLast: true }
}

function hitOf(dataset: string, row: Readonly<Record<string, unknown>>): Hit {
  const time = row[sortKey]
  return { dataset, row, time: time === null ? undefined : Number(time), offset: Number(row._offset) }
}

/** By time; of the same time, hits of one dataset are in the order of their offsets. Records without a time come last. */
export function compareHits(a: Hit, b: Hit, order: Order): number {
  const sign = order === 'newest' ? -1 : 1
  if (a.time === b.time) return a.dataset === b.dataset ? sign * (a.offset - b.offset) : 0
  if (a.time === undefined) return 1
  if (b.time === undefined) return -1
  return sign * (a.time - b.time)
}
