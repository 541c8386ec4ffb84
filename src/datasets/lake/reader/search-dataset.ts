import { compileKql } from '../../../query/kql/compile.ts'
import type { SearchQuery } from '../../dataset.ts'
import type { LakeTable } from '../catalogue/read.ts'
import type { SearchContext } from './search-context.ts'
import { filesWithin, mergeRanges, type OffsetRange, rowsWithin, stepsOf, type TimedFile } from './search-files.ts'
import { sourceOf } from './search-source.ts'
import { histogramSql, hitsSql, type Order, sortKey, timeCondition, whereOf } from './search-sql.ts'

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
  const lookedUp = Promise.withResolvers<readonly OffsetRange[] | undefined>()
  if (files.length === 0 || words.length === 0 || !context.candidates) lookedUp.resolve(undefined)
  else context.candidates(dataset, words).then(lookedUp.resolve, lookedUp.reject)
  // Whoever waits for it hears of the error.
  lookedUp.promise.catch(() => {})

  async function rangesFor(some: readonly TimedFile[]): Promise<readonly OffsetRange[] | undefined> {
    const ranges = await lookedUp.promise
    if (!ranges) return undefined
    const merged = mergeRanges(ranges)
    const rows = some.reduce((sum, { file }) => sum + file.rows, 0)
    const within = some.reduce((sum, { file }) => sum + rowsWithin(file, merged), 0)
    return within <= rows * worthwhilePart ? merged : undefined
  }

  async function run(
    some: readonly TimedFile[],
    sqlOf: (source: string) => string,
  ): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const source = sourceOf(
      dataset,
      some.map(({ file }) => file),
      await rangesFor(some),
    )
    return (await context.runTrusted(sqlOf(source.with), params, [], source.relations)).rows
  }

  return {
    dataset,
    where: whereOf([inTime, explained]),

    async findHits(order, limit) {
      const hits: Hit[] = []
      // The index leaves little to read: one statement does it.
      const steps = (await rangesFor(files)) ? [{ files, beyond: undefined }] : stepsOf(files, order)
      for (const { files: some, beyond } of steps) {
        const bound = hits.length >= limit ? edgeCondition(hits[limit - 1]!, order) : undefined
        const where = whereOf([inTime, bound, condition])
        for (const row of await run(some, (source) => hitsSql(source, where, order, limit)))
          hits.push(hitOf(dataset, row))
        hits.sort((a, b) => compareHits(a, b, order))
        const edge = hits[limit - 1]?.time
        if (edge === undefined || beyond === undefined) continue
        // A record of the very same time may still have a higher offset.
        if (order === 'newest' ? beyond < edge : beyond > edge) break
      }
      return hits.slice(0, limit)
    },

    async countByTime(interval_ms) {
      const counts = new Map<number | undefined, number>()
      if (files.length === 0) return counts
      const where = whereOf([inTime, condition])
      for (const row of await run(files, (source) => histogramSql(source, where, interval_ms))) {
        counts.set(row.bucket === null ? undefined : Number(row.bucket), Number(row.count))
      }
      return counts
    },

    async timeSpan() {
      if (files.length === 0) return undefined
      const from = Math.min(...files.map((file) => file.from))
      const until = Math.max(...files.map((file) => file.until))
      if (Number.isFinite(from) && Number.isFinite(until)) return { from: from / 1000, until: until / 1000 }
      const [row] = await run(
        files,
        (source) => `${source} select epoch_ms(min(_time)) as a, epoch_ms(max(_time)) as b from candidates`,
      )
      return row?.a === null || row === undefined ? undefined : { from: Number(row.a), until: Number(row.b) }
    },
  }
}

/** Only what may still come before the last hit. */
function edgeCondition({ time }: Hit, order: Order): string | undefined {
  return time === undefined ? undefined : `_time ${order === 'newest' ? '>=' : '<='} make_timestamp(${time})`
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
