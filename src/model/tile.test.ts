import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isTile, nearestZoom, placeOfTile } from './tile.ts'

test('the world has as many tiles as its zoom says, and no others', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: nearestZoom }), fc.integer(), fc.integer(), (z, x, y) => {
      const side = 2 ** z
      expect(isTile({ z, x, y })).toBe(x >= 0 && x < side && y >= 0 && y < side)
    }),
  )
  for (const x of [0.5, Number.NaN, Number.POSITIVE_INFINITY]) expect(isTile({ z: 4, x, y: 1 })).toBe(false)
})

test('a template is filled in whatever order it has', () => {
  const tile = { z: 3, x: 4, y: 2 }
  expect(placeOfTile('https://a.example/{z}/{x}/{y}.png?k=1', tile)).toBe('https://a.example/3/4/2.png?k=1')
  expect(placeOfTile('tiles/{y}-{x}@{z}.webp', tile)).toBe('tiles/2-4@3.webp')
})
