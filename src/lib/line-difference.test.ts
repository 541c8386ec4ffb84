import { expect, it } from 'vitest'
import { differenceOf } from './line-difference.ts'

it('keeps what both have, in order', () => {
  const lines = differenceOf(['a', 'b', 'c', 'd'], ['b', 'x', 'd', 'e'])
  expect(lines.map(({ sign, line }) => sign + line)).toEqual(['-a', ' b', '-c', '+x', ' d', '+e'])
})

it('is all of one list where the other is empty', () => {
  expect(differenceOf([], ['a'])).toEqual([{ sign: '+', line: 'a' }])
  expect(differenceOf(['a'], [])).toEqual([{ sign: '-', line: 'a' }])
})
