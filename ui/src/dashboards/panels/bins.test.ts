import { expect, test } from 'vitest'
import { binsOf, quantile } from './bins.ts'

test('bins have round edges', () => {
  expect(binsOf([0.1, 0.15, 0.32, 0.34, 0.59], 5)).toEqual([
    { from: 0.1, until: 0.2, count: 2 },
    { from: 0.2, until: 0.3, count: 0 },
    { from: 0.3, until: 0.4, count: 2 },
    { from: 0.4, until: 0.5, count: 0 },
    { from: 0.5, until: 0.6, count: 1 },
  ])
})

test('nothing has no bins, and one value one', () => {
  expect(binsOf([])).toEqual([])
  expect(binsOf([7, 7, 7])).toEqual([{ from: 7, until: 7, count: 3 }])
})

test('each value is counted once, whatever the values', () => {
  for (const size of [1, 2, 3, 10, 100, 1000]) {
    for (const power of [-6, -1, 0, 3, 9]) {
      const numbers = Array.from({ length: size }, (_, i) => Math.sin(i * 12.9898) ** 3 * 10 ** power)
      const bins = binsOf(numbers)
      expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(size)
      expect(bins.length).toBeLessThan(130)
    }
  }
})

test('quantiles lie between values', () => {
  expect([quantile([1, 2, 3, 4], 0.5), quantile([1, 2, 3, 4], 0.25), quantile([5], 0.9)]).toEqual([2.5, 1.75, 5])
})
