import { expect, test } from 'vitest'
import { categoriesOf } from './categories.ts'
import { answerOf } from './example-answer.fixture.ts'

test('each number is a series', () => {
  const answer = answerOf([
    { service: 'api', requests: 10, errors: 1 },
    { service: 'web', requests: 20, errors: null },
  ])
  expect(categoriesOf(answer, {})).toEqual({
    categories: ['api', 'web'],
    series: [
      { name: 'requests', values: [10, 20] },
      { name: 'errors', values: [1, null] },
    ],
  })
})

test('a second text splits one number, and rows of one name are added', () => {
  const answer = answerOf([
    { service: 'api', level: 'info', count: 3 },
    { service: 'api', level: 'error', count: 1 },
    { service: 'web', level: 'info', count: 4 },
    { service: 'web', level: 'info', count: 5 },
  ])
  expect(categoriesOf(answer, {}).series).toEqual([
    { name: 'info', values: [3, 9] },
    { name: 'error', values: [1, null] },
  ])
  expect(categoriesOf(answer, { category: 'level', series: 'service' }).categories).toEqual(['info', 'error'])
})

test('an answer without rows is empty', () => {
  expect(categoriesOf(answerOf([]), {})).toEqual({ categories: [], series: [] })
})
