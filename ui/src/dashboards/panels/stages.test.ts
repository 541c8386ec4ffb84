import { expect, test } from 'vitest'
import { answerOf } from './example-answer.fixture.ts'
import { stagesOf } from './stages.ts'

test('stages keep their order and tell what is left of the first and of the one before', () => {
  const answer = answerOf([
    { step: 'seen', people: 200 },
    { step: 'cart', people: 50 },
    { step: 'paid', people: 40 },
  ])
  expect(stagesOf(answer, {})).toEqual([
    { name: 'seen', value: 200, ofFirst: 1, ofPrevious: 1 },
    { name: 'cart', value: 50, ofFirst: 0.25, ofPrevious: 0.25 },
    { name: 'paid', value: 40, ofFirst: 0.2, ofPrevious: 0.8 },
  ])
})

test('one row of numbers is a funnel, too, and none of nothing is no share', () => {
  const stages = stagesOf(answerOf([{ seen: 0, paid: 0 }]), {})
  expect(stages.map(({ name, ofFirst }) => [name, ofFirst])).toEqual([
    ['seen', 0],
    ['paid', 0],
  ])
})
