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
  hasTimeless: false,
  hasRest: false,
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

  const timedFiles = fc
    .array(fc.tuple(fc.nat(100_000), fc.nat(50_000), fc.nat(400_000), fc.boolean()), { minLength: 1, maxLength: 8 })
    .map((files) =>
      files.map(([from, length, rows, isKnown], id) => ({
        file: file(id, undefined, undefined, rows),
        from: isKnown ? from : Number.NEGATIVE_INFINITY,
        until: isKnown ? from + length : Number.POSITIVE_INFINITY,
        rows,
      })),
    )

  test('are gone through in steps that leave out no time and no file', () => {
    fc.assert(
      fc.property(timedFiles, fc.constantFrom('newest' as const, 'oldest' as const), (files, order) => {
        const steps = [...stepsOf(files, order, 50_000)]
        const inOrder = order === 'newest' ? steps.toReversed() : steps
        expect([inOrder[0]!.from, inOrder.at(-1)!.before]).toEqual([undefined, undefined])
        for (const [i, step] of inOrder.entries()) {
          if (i > 0) expect(step.from).toBe(inOrder[i - 1]!.before)
          for (const each of files) {
            const mayHold = each.until >= (step.from ?? -Infinity) && each.from < (step.before ?? Infinity)
            expect(step.files.includes(each)).toBe(mayHold)
          }
        }
      }),
    )
  })

  test('are read in growing parts, the newest first', () => {
    const [big] = filesWithin([file(1, day(1), day(9), 8_000_000)], -Infinity, Infinity)
    const steps = [...stepsOf([big!], 'newest', 50_000)]
    const days = steps.map(({ from = big!.from, before = big!.until }) => (before - from) / 86_400_000_000)
    const expected = [0.05, 0.2, 1, 5, 1.75]
    expect(days).toHaveLength(expected.length)
    for (const [i, length] of expected.entries()) expect(days[i]).toBeCloseTo(length, 3)
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
