import { expect, test } from 'vitest'
import { periodOf } from './refreshes.ts'

test('whatever duration a file says is a period, none is less than a second', () => {
  expect(['live', '5s', '15s', '2h', '0s', '', 'soon'].map(periodOf)).toEqual([
    1000,
    5000,
    15_000,
    7_200_000,
    1000,
    undefined,
    undefined,
  ])
})
