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

it('keeps the beginning and the end of long lists, and tells what is too much to compare as gone and come', () => {
  const rest = Array.from({ length: 3000 }, (_, i) => `same ${i}`)
  const lines = differenceOf(['first', ...rest, 'old', ...rest], ['first', ...rest, 'new', 'newer', ...rest])
  expect(lines.filter(({ sign }) => sign !== ' ').map(({ sign, line }) => sign + line)).toEqual([
    '-old',
    '+new',
    '+newer',
  ])
  expect(lines).toHaveLength(6004)
  const many = differenceOf(rest, rest.toReversed())
  expect(many.map(({ sign }) => sign).join('')).toMatch(/^-+\++$/)
  expect(many).toHaveLength(6000)
})
