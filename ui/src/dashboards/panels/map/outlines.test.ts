import { expect, test } from 'vitest'
import { unwrapped } from './outlines.ts'

test('an outline across the 180th meridian goes on behind it', () => {
  expect(
    unwrapped([
      [170, 65],
      [-170, 66],
      [170, 65],
    ]),
  ).toEqual([
    [170, 65],
    [190, 66],
    [170, 65],
  ])
  expect(
    unwrapped([
      [-10, 40],
      [10, 40],
    ]),
  ).toEqual([
    [-10, 40],
    [10, 40],
  ])
})
