import { restColumn } from '../../../query/kql/columns.ts'
import { type CompiledKql, compilePlan } from '../../../query/kql/compile.ts'
import type { Plan } from '../../../query/plan.ts'
import type { SearchQuery } from '../../dataset.ts'
import type { LakeTable } from '../catalogue/read.ts'
import type { SearchContext } from './search-context.ts'
import { filesWithin, mergeRanges, type OffsetRange, overlaps, stepsOf, type TimedFile } from './search-files.ts'
import { candidateRanges, worthwhileRanges } from './search-index.ts'
import { bucketOrigin } from './search-interval.ts'
import type { Position } from './search-memory.ts'
import { comparePositions, filesOf, findPositions, offsetOnly } from './search-positions.ts'
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
import { tenantCondition } from './tenant-rows.ts'

export interface Hit extends Position {
  readonly dataset: string
  readonly row: Readonly<Record<string, unknown>>
}

/** A search within one dataset. */
export interface DatasetSearch {
  readonly dataset: string
  /** The condition with its values written in, for people. */
  readonly where: string
  findHits(order: Order, limit: number): Promise<Hit[]>
  /** The offsets of all hits, if the token index leaves little to read for them, and there are fewer than so many. */
  maybeOffsets(limit: number): Promise<number[] | undefined>
  /** The count by the beginning of each bar, in milliseconds since 1970; undefined is that of records without a time. */
  countByTime(interval_ms: number): Promise<Map<number | undefined, number>>
  /** The least and the greatest time of the records that may be searched, in milliseconds. */
  timeSpan(): Promise<{ readonly from: number; readonly until: number } | undefined>
}

/** The first step of a search that every record meets reads about so many: less than a row group costs no less. */
const leastStepRows = 10_000

export function openDatasetSearch(
  dataset: string,
  table: LakeTable | undefined,
  columns: readonly { readonly name: string; readonly type: string }[],
  { plan, since, until }: Pick<SearchQuery, 'since' | 'until'> & { readonly plan: Plan },
  context: SearchContext,
): DatasetSearch {
  const withRest = compilePlan(plan, columns)
  const { where, explained, words } = withRest
  let withoutRest: CompiledKql | undefined
  const inTime = timeCondition(since, until)
  const files = filesWithin(table?.files ?? [], since?.getTime() ?? -Infinity, until?.getTime() ?? Infinity)
  // Looked up once, when first wanted.
  let candidates: readonly OffsetRange[] | undefined

  /** Where no record has fields without a column, none is asked about them. */
  function compiled(hasRest: boolean): CompiledKql {
    if (hasRest) return withRest
    withoutRest ??= compilePlan(
      plan,
      columns.filter(({ name }) => name !== restColumn),
    )
    return withoutRest
  }

  /** Where to look in these files, if that is much less than all of them. */
  function rangesFor(some: readonly TimedFile[]): readonly OffsetRange[] | undefined {
    if (words.length === 0 || some.length === 0) return undefined
    candidates ??= mergeRanges(candidateRanges(context.folder, dataset, words), Number.POSITIVE_INFINITY)
    return worthwhileRanges(candidates, some)
  }

  /** Runs over the files, as far as the index lets it. */
  async function run(some: readonly TimedFile[], sqlOf: (source: Source, condition: string) => string) {
    const { where, params, reads } = compiled(some.some(({ file }) => file.hasRest))
    const columns = [...new Set(['_time', '_offset', ...reads])]
    const source = sourceOf(dataset, filesOf(some), rangesFor(some), columns)
    return rowsOf(source, sqlOf(source, where), params)
  }

  async function rowsOf({ relations, ctes }: Source, sql: string, params: Readonly<Record<string, unknown>>) {
    return (await context.runTrusted({ sql, params, relations, ctes })).rows
  }

  /** Where the hits lie, by the columns of the condition alone. */
  function positions(order: Order, limit: number): Promise<Position[]> {
    return findPositions(
      {
        files,
        order,
        from: since === undefined ? Number.NEGATIVE_INFINITY : since.getTime() * 1000,
        before: until === undefined ? Number.POSITIVE_INFINITY : until.getTime() * 1000,
        known: context.memory.of(memoryKey()),
        isNarrow: () => rangesFor(files) !== undefined,
        async look(some, step, most) {
          const rows = await run(some, (source, condition) =>
            positionsSql(source, whereOf([inTime, stepCondition(step), condition]), order, most),
          )
          return rows.map(positionOf)
        },
      },
      limit,
    )
  }

  /** The condition, and all that its meaning hangs on. */
  function memoryKey(): string {
    const { where, params, reads } = withRest
    const meant = table?.columns.filter(({ name }) => reads.includes(name)).map(({ id, type }) => `${id} ${type}`)
    return JSON.stringify([
      table?.id,
      where,
      params,
      meant,
      table && context.tenant && tenantCondition(table, context.tenant),
    ])
  }

  /** Hits of a query that every record meets. */
  async function newest(order: Order, limit: number): Promise<Hit[]> {
    const hits: Hit[] = []
    for (const step of stepsOf(files, order, Math.max(limit * 2, leastStepRows))) {
      if (step.files.length === 0) continue
      const source = sourceOf(dataset, filesOf(step.files), undefined, [])
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
      if (where === 'true' && !context.tenant) return newest(order, limit)
      const found = await positions(order, limit)
      if (found.length === 0) return []
      const holding = files.filter(({ file }) => found.some(({ offset }) => overlaps(file, offsetOnly(offset))))
      const source = sourceOf(dataset, filesOf(holding), undefined, [])
      const offsets = found.map(({ offset }) => offset)
      const rows = await rowsOf(source, recordsSql(source, offsets), {})
      return rows.map((row) => hitOf(dataset, row)).sort((a, b) => comparePositions(a, b, order))
    },

    async maybeOffsets(limit) {
      if (!rangesFor(files)) return undefined
      const found = await positions('newest', limit)
      return found.length < limit ? found.map(({ offset }) => offset) : undefined
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
      // What belongs to others tells nothing, not even when.
      if (Number.isFinite(from) && Number.isFinite(until) && !context.tenant)
        return { from: from / 1000, until: until / 1000 }
      const source = sourceOf(dataset, table?.files ?? [], undefined, [])
      const [row] = await rowsOf(source, timeSpanSql(source), {})
      return row && row.first !== null ? { from: Number(row.first), until: Number(row.last) } : undefined
    },
  }
}

function positionOf(row: Readonly<Record<string, unknown>>): Position {
  const time = row[sortKey]
  return { offset: Number(row._offset), time: time === null ? undefined : Number(time) }
}

function hitOf(dataset: string, row: Readonly<Record<string, unknown>>): Hit {
  return { dataset, row, ...positionOf(row) }
}

/** By time; of the same time, hits of one dataset are in the order of their offsets. Records without a time come last. */
export function compareHits(a: Hit, b: Hit, order: Order): number {
  return a.time === b.time && a.dataset !== b.dataset ? 0 : comparePositions(a, b, order)
}
