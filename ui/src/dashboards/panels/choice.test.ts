import { expect, test } from 'vitest'
import { columnOf, groupsOf, timeOf } from './choice.ts'
import { answerOf } from './example-answer.fixture.ts'

test('an option names a column that exists, or is passed over', () => {
  const answer = answerOf([{ a: 1, b: 2 }])
  expect(columnOf(answer, { x: 'b' }, 'x', 'a')).toBe('b')
  expect(columnOf(answer, { x: 'none' }, 'x', 'a')).toBe('a')
  expect(columnOf(answer, { x: 7 }, 'x')).toBeUndefined()
})

test('rows are grouped by name, in their order', () => {
  const groups = groupsOf([{ a: 'x' }, { a: null }, { a: 'x' }], 'a')
  expect([...groups].map(([name, rows]) => [name, rows.length])).toEqual([
    ['x', 2],
    ['–', 1],
  ])
  expect([...groupsOf([{ a: 1 }], undefined).keys()]).toEqual([''])
})

test('what is no time is none', () => {
  expect([timeOf('2026-11-21T00:00:00Z'), timeOf('soon'), timeOf(null)]).toEqual([
    1_795_219_200_000,
    undefined,
    undefined,
  ])
})
