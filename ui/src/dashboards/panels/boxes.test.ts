import { expect, test } from 'vitest'
import { boxesOf } from './boxes.ts'
import { answerOf } from './example-answer.fixture.ts'

test('boxes of raw values: whiskers reach to the last value within one and a half spreads', () => {
  const rows = [1, 2, 3, 4, 5, 40].map((ms) => ({ service: 'api', ms }))
  expect(boxesOf(answerOf(rows), {})).toEqual([{ name: 'api', five: [1, 2.25, 3.5, 4.75, 5], outliers: [40] }])
})

test('boxes of five numbers that are there already', () => {
  const answer = answerOf([{ place: 'P-01', min: 1, p25: 2, median: 3, p75: 4, max: 9 }])
  expect(boxesOf(answer, {})).toEqual([{ name: 'P-01', five: [1, 2, 3, 4, 9], outliers: [] }])
})

test('a group without a number has no box', () => {
  const answer = answerOf([
    { place: 'a', celsius: null },
    { place: 'b', celsius: 4 },
  ])
  expect(boxesOf(answer, {}).map(({ name }) => name)).toEqual(['b'])
})
