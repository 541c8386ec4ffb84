import { describe, expect, it } from 'vitest'
import { filled, isAlone, joined } from './joined.ts'

/** A value each second, or none. */
const each = (...values: (number | null)[]) => values.map((value, i) => [i * 1000, value] as const)
const sampled = (every: number, count: number) =>
  each(...Array.from({ length: every * count }, (_, i) => (i % every === 0 ? i : null)))
const breaksOf = (points: ReturnType<typeof joined>) => points.filter(([, value]) => value === null).length

describe('points of a series', () => {
  it('are joined where values are asked for more often than there are any', () => {
    const points = joined(sampled(5, 18))
    expect(points.filter(([, value]) => value !== null)).toHaveLength(18)
    // Behind the last one nothing is known.
    expect(points.findIndex(([, value]) => value === null)).toBe(18)
  })

  it('are joined where a sample comes a little late', () => {
    expect(breaksOf(joined(each(1, 2, null, 3, 4, 5, null, 6, 7)))).toBe(0)
  })

  it('stay apart where nothing comes for much longer than usual', () => {
    expect(breaksOf(joined(each(1, 2, 3, null, null, null, 4, 5)))).toBe(3)
    const outage = sampled(5, 18).map(([time, value]) => [time, time > 20_000 && time < 50_000 ? null : value] as const)
    expect(breaksOf(joined(outage.slice(0, 86)))).toBe(29)
  })

  it('are filled on the straight line where one stands upon the other', () => {
    expect(filled(each(null, 2, null, null, 8, null)).map(([, value]) => value)).toEqual([null, 2, 4, 6, 8, null])
  })

  it('are alone where no line leads to them', () => {
    const points = joined(each(1, 2, 3, 4, 5, null, null, null, 9, null, null, null, 13, 14, 15))
    expect(points.flatMap(([, value], i) => (isAlone(points, i) ? [value] : []))).toEqual([9])
    expect(isAlone(each(1), 0)).toBe(true)
  })

  it('may be none', () => {
    expect(joined([])).toEqual([])
    expect(filled(each(null, null))).toEqual(each(null, null))
  })
})
