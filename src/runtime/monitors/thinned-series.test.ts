import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Point, thinned } from './thinned-series.ts'

test('a thinned series keeps its order, its greatest and its least value, and has no more points than asked', () => {
  const values = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 1, maxLength: 2000 })
  fc.assert(
    fc.property(values, fc.integer({ min: 2, max: 300 }), (all, most) => {
      const points = all.map((value, i): Point => [i, value])
      const kept = thinned(points, most)
      expect(kept.length).toBeLessThanOrEqual(most)
      expect(kept.map(([at]) => at)).toEqual(kept.map(([at]) => at).toSorted((a, b) => a - b))
      expect(Math.max(...kept.map(([, value]) => value))).toBe(Math.max(...all))
      expect(Math.min(...kept.map(([, value]) => value))).toBe(Math.min(...all))
    }),
  )
})
