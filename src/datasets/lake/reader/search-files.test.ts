import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LakeFile } from '../catalogue/read.ts'
import { filesWithin, mergeRanges, rowsWithin, stepsOf } from './search-files.ts'

const file = (id: number, from: string | undefined, until: string | undefined, rows: number): LakeFile => ({
  id,
  path: `${id}.parquet`,
  rows,
  bytes: rows * 40,
  offsets: 'written',
  rowIdStart: undefined,
  first: id * 1000,
  last: id * 1000 + rows - 1,
  from,
  until,
  deletes: undefined,
  level: 0,
  crc32c: 0,
})
const day = (number: number) => `2026-01-0${number} 00:00:00`

describe('the files of a search', () => {
  test('are those whose times overlap its range, and those whose times are unknown', () => {
    const files = [file(1, day(1), day(2), 10), file(2, day(3), day(4), 10), file(3, undefined, undefined, 10)]
    const ids = (since: string, until: string) =>
      filesWithin(files, Date.parse(since), Date.parse(until)).map((timed) => timed.file.id)
    expect(ids('2026-01-02', '2026-01-03')).toEqual([1, 3])
    expect(ids('2026-01-02T00:00:00.001Z', '2026-01-03T00:00:00.001Z')).toEqual([2, 3])
  })

  test('are read from the newest on, in growing steps that know what lies beyond', () => {
    const files = [1, 2, 3, 4, 5, 6, 7].map((n) => file(n, day(n), day(n), 200_000))
    const all = filesWithin(files, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
    const steps = [...stepsOf(all, 'newest')]
    expect(steps.map((step) => step.files.map((timed) => timed.file.id))).toEqual([
      [7, 6],
      [5, 4, 3, 2, 1],
    ])
    expect(steps.map(({ beyond }) => beyond)).toEqual([Date.parse('2026-01-05') * 1000, undefined])
    expect([...stepsOf(all, 'oldest')][0]!.files.map((timed) => timed.file.id)).toEqual([1, 2])
  })

  test('have no more rows within ranges than they have', () => {
    expect(rowsWithin(file(1, undefined, undefined, 100), [{ first: 0, last: 1009 }])).toBe(10)
    expect(rowsWithin({ ...file(1, undefined, undefined, 100), first: undefined }, [])).toBe(100)
  })
})

describe('ranges of offsets', () => {
  const ranges = fc.array(
    fc.tuple(fc.nat(500), fc.nat(9)).map(([first, length]) => ({ first, last: first + length })),
    { maxLength: 40 },
  )

  test('are merged to as few as wanted, and lose no offset', () => {
    fc.assert(
      fc.property(ranges, fc.integer({ min: 1, max: 10 }), (given, cap) => {
        const merged = mergeRanges(given, cap)
        expect(merged.length).toBeLessThanOrEqual(cap)
        for (const [i, range] of merged.entries()) if (i > 0) expect(range.first).toBeGreaterThan(merged[i - 1]!.last)
        for (const { first, last } of given) {
          expect(merged.some((range) => range.first <= first && range.last >= last)).toBe(true)
        }
      }),
    )
  })

  test('are joined over the narrowest gaps', () => {
    const given = [0, 10, 100, 110].map((first) => ({ first, last: first + 5 }))
    expect(mergeRanges(given, 2)).toEqual([
      { first: 0, last: 15 },
      { first: 100, last: 115 },
    ])
  })
})
