import { expect, test } from 'vitest'
import { answerOf } from './example-answer.fixture.ts'
import { treeOf } from './tree.ts'

const answer = answerOf([
  { service: 'web', path: '/a', bytes: 1 },
  { service: 'api', path: '/x', bytes: 5 },
  { service: 'api', path: '/y', bytes: 7 },
  { service: 'api', path: '/z', bytes: 0 },
])

test('each text is a level, the greatest first, and what has no size is left out', () => {
  expect(treeOf(answer, {})).toEqual([
    {
      name: 'api',
      value: 12,
      children: [
        { name: '/y', value: 7 },
        { name: '/x', value: 5 },
      ],
    },
    { name: 'web', value: 1, children: [{ name: '/a', value: 1 }] },
  ])
})

test('levels may be chosen, and rows are counted where no number is', () => {
  expect(treeOf(answer, { levels: ['service'] }).map(({ name, value }) => [name, value])).toEqual([
    ['api', 12],
    ['web', 1],
  ])
  expect(treeOf(answerOf([{ a: 'x' }, { a: 'x' }]), {})).toEqual([{ name: 'x', value: 2 }])
  expect(treeOf(answerOf([]), {})).toEqual([])
})
