import { type CompiledKql, compileKql } from '../../../query/kql/compile.ts'
import type { SearchQuery } from '../../dataset.ts'
import type { LakeFile, LakeTable } from '../catalogue/read.ts'
import type { SearchContext } from './search-context.ts'
import {
  filesWithin,
  mergeRanges,
  type OffsetRange,
  overlaps,
  rowsOfAll,
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
  positionsSql,
  recordsSql,
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

/**
 * Each range is a branch of a UNION ALL, which costs as much as reading a few row groups: ranges that lie near each other become one,
 * and beyond so many, those that lie nearest.
 */
const branchesCap = 16
const branchGap = 30_720

/** The first step of a search reads about so many records; of what every record meets, less than a row group. */
const firstStepRows = 50_000
const leastStepRows = 10_000

export function openDatasetSearch(
  dataset: string,
  table: LakeTable | undefined,
  columns: readonly { readonly name: string; readonly type: string }[],
  { kql, since, until }: Pick<SearchQuery, 'kql' | 'since' | 'until'>,
  context: SearchContext,
  now: Date,
): DatasetSearch {
  const withRest = compileKql(kql, { columns, now })
  const { where, explained, words } = withRest
  let withoutRest: CompiledKql | undefined
  const inTime = timeCondition(since, until)
  const files = filesWithin(table?.files ?? [], since?.getTime() ?? -Infinity, until?.getTime() ?? Infinity)
  // Looked up once, when first wanted.
  let candidates: readonly OffsetRange[] | undefined

  /** Where no record has fields without a column, none is asked about them. */
  function compiled(hasRest: boolean): CompiledKql {
    if (hasRest) return withRest
    withoutRest ??= compileKql(kql, { columns: columns.filter(({ name }) => name !== '_rest'), now })
    return withoutRest
  }

  /** Where to look in these files, if that is much less than all of them. */
  function rangesFor(some: readonly TimedFile[]): readonly OffsetRange[] | undefined {
    if (words.length === 0 || some.length === 0) return undefined
    candidates ??= mergeRanges(candidateRanges(context.folder, dataset, words), Number.POSITIVE_INFINITY)
    const within = candidates.filter((range) => some.some(({ file }) => overlaps(file, range)))
    const ranges = mergeRanges(within, branchesCap, branchGap)
    const all = rowsOfAll(some)
    const left = some.reduce((sum, { file }) => sum + rowsWithin(file, ranges), 0)
    return left <= all * worthwhilePart ? ranges : undefined
  }

  /** Runs over the files, as far as the index lets it. */
  async function run(some: readonly TimedFile[], sqlOf: (source: Source, condition: string) => string) {
    const { where, params, reads } = compiled(some.some(({ file }) => file.hasRest))
    const columns = [...new Set(['_time', '_offset', ...reads])]
    const source = sourceOf(dataset, plain(some), rangesFor(some), columns)
    return rowsOf(source, sqlOf(source, where), params)
  }

  async function rowsOf({ relations, ctes }: Source, sql: string, params: Readonly<Record<string, unknown>>) {
    return (await context.runTrusted({ sql, params, relations, ctes })).rows
  }

  /** Where the hits lie, by the columns of the condition alone. */
  async function* positions(order: Order, limit: number): AsyncGenerator<number> {
    // The index leaves little to read: one statement does it.
    const steps = rangesFor(files) ? [everything(files)].values() : stepsOf(files, order, firstStepRows)
    let found = 0
    let examined = 0
    for (let step = steps.next(); !step.done; step = steps.next(rowsWanted(limit, found, examined))) {
      const { files: some } = step.value
      if (some.length === 0) continue
      const rows = await run(some, (source, condition) =>
        positionsSql(source, whereOf([inTime, stepCondition(step.value!), condition]), order, limit - found),
      )
      for (const row of rows) yield Number(row._offset)
      found += rows.length
      examined = step.value.rows
      if (found >= limit) return
    }
  }

  /** Hits of a query that every record meets. */
  async function newest(order: Order, limit: number): Promise<Hit[]> {
    const hits: Hit[] = []
    for (const step of stepsOf(files, order, Math.max(limit * 2, leastStepRows))) {
      if (step.files.length === 0) continue
      const source = sourceOf(dataset, plain(step.files), undefined, [])
      const sql = hitsSql(source, whereOf([inTime, stepCondition(step)]), order, limit - hits.length)
      for (const row of await rowsOf(source, sql, {})) hits.push(hitOf(dataset, row))
      if (hits.length >= limit) break
    }
    return hits
  }

  return {
    dataset,
    where: whereOf([inTime, explained]),

    async findHits(order, limit) {
      if (where === 'true') return newest(order, limit)
      const offsets: number[] = []
      for await (const offset of positions(order, limit)) offsets.push(offset)
      if (offsets.length === 0) return []
      const holding = files.filter(({ file }) =>
        offsets.some((offset) => overlaps(file, { first: offset, last: offset })),
      )
      const source = sourceOf(dataset, plain(holding), undefined, [])
      const rows = await rowsOf(source, recordsSql(source, offsets), {})
      return rows.map((row) => hitOf(dataset, row)).sort((a, b) => compareHits(a, b, order))
    },

    async countByTime(interval_ms) {
      const counts = new Map<number | undefined, number>()
      if (files.length === 0) return counts
      const rows = await run(files, (source, condition) =>
        histogramSql(source, whereOf([inTime, condition]), interval_ms),
      )
      for (const row of rows) {
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
      const source = sourceOf(dataset, table?.files ?? [], undefined, [])
      const [row] = await rowsOf(source, timeSpanSql(source), {})
      return row && row.first !== null ? { from: Number(row.first), until: Number(row.last) } : undefined
    },
  }
}

function everything(files: readonly TimedFile[]): Step {
  return { files, from: undefined, before: undefined, rows: rowsOfAll(files), isLast: true }
}

function plain(files: readonly TimedFile[]): LakeFile[] {
  return files.map(({ file }) => file)
}

/** Of so many records examined, so many were hits: the number after which there are probably as many as wanted. */
function rowsWanted(limit: number, found: number, examined: number): number | undefined {
  return found > 0 ? ((limit * 1.3) / found) * examined : undefined
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
