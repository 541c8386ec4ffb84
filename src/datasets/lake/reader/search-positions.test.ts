import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LakeFile } from '../catalogue/read.ts'
import type { TimedFile } from './search-files.ts'
import type { KnownFiles, Position } from './search-memory.ts'
import { comparePositions, findPositions } from './search-positions.ts'

/** A file with its hits. Those of unknown times may have hits without one. */
interface Model {
  readonly file: LakeFile
  readonly from: number
  readonly until: number
  readonly hits: readonly Position[]
}

const models = fc
  .array(
    fc.record({
      start: fc.nat(1000),
      rows: fc.integer({ min: 1, max: 300_000 }),
      isTimed: fc.boolean(),
      overlapsNext: fc.boolean(),
      times: fc.array(fc.option(fc.nat(300), { nil: undefined, freq: 10 }), { maxLength: 40 }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((files) =>
    files.map(({ start, rows, isTimed, overlapsNext, times }, id): Model => {
      const first = id * 1000
      const hits = times
        .map((time, i) => ({ offset: first + i, time: time === undefined ? undefined : start + time }))
        .filter(({ time }) => time !== undefined || !isTimed)
      const known = hits.flatMap(({ time }) => time ?? [])
      const [from, until] = [Math.min(start, ...known), Math.max(start, ...known)]
      return {
        file: {
          id,
          path: `${id}.parquet`,
          rows,
          bytes: rows,
          offsets: 'written',
          rowIdStart: undefined,
          first,
          last: first + (overlapsNext ? 1500 : 999),
          from: undefined,
          until: undefined,
          hasTimeless: false,
          hasRest: false,
          deletes: undefined,
          level: 0,
          crc32c: 0,
        },
        from: isTimed ? from : Number.NEGATIVE_INFINITY,
        until: isTimed ? until : Number.POSITIVE_INFINITY,
        hits,
      }
    }),
  )

const queries = fc.array(
  fc.record({
    order: fc.constantFrom('newest' as const, 'newest' as const, 'oldest' as const),
    limit: fc.integer({ min: 1, max: 60 }),
    from: fc.option(fc.nat(1300), { nil: undefined }),
    before: fc.option(fc.nat(1300), { nil: undefined }),
    isNarrow: fc.boolean(),
    files: fc.integer({ min: 1, max: 5 }),
  }),
  { minLength: 1, maxLength: 6 },
)

test('searches find the same hits, whatever earlier ones have left in memory', async () => {
  await fc.assert(
    fc.asyncProperty(models, queries, async (all, asked) => {
      const known: KnownFiles = new Map()
      for (const { order, limit, from = -Infinity, before = Infinity, isNarrow, files: count } of asked) {
        const inTime = ({ time }: Position) =>
          time === undefined ? from === -Infinity && before === Infinity : time >= from && time < before
        const there = all.slice(0, count).filter((model) => model.from < before && model.until >= from)
        const hitsOf = new Map(there.map(({ file, hits }) => [file, hits]))
        const files = there.map((model): TimedFile => {
          const [first, last] = [Math.max(model.from, from), Math.min(model.until, before - 1)]
          return { file: model.file, from: first, until: last, rows: model.file.rows }
        })
        const found = await findPositions(
          {
            files,
            order,
            from,
            before,
            known,
            isNarrow: () => isNarrow,
            async look(some, step, most) {
              const inStep = ({ time }: Position) =>
                time === undefined ? step.isLast : time >= (step.from ?? -Infinity) && time < (step.before ?? Infinity)
              const hits = some.flatMap(({ file }) => hitsOf.get(file)!).filter((hit) => inTime(hit) && inStep(hit))
              return hits.sort((a, b) => comparePositions(a, b, order)).slice(0, most)
            },
          },
          limit,
        )
        const expected = there.flatMap(({ hits }) => hits).filter(inTime)
        expect(found).toEqual(expected.sort((a, b) => comparePositions(a, b, order)).slice(0, limit))
      }
    }),
    { numRuns: 2000 },
  )
})
