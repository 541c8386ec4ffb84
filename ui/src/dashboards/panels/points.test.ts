import { expect, test } from 'vitest'
import { answerOf } from './example-answer.fixture.ts'
import { diameterOf, pointsOf } from './points.ts'

test('two numbers are a point, a third is its size, and a text tells groups apart', () => {
  const answer = answerOf([
    { service: 'api', requests: 10, ms: 80, errors: 2 },
    { service: 'web', requests: 20, ms: null, errors: 1 },
  ])
  expect(pointsOf(answer, {}, false)).toMatchObject({
    x: 'requests',
    y: 'ms',
    groups: [
      { name: 'api', points: [{ x: 10, y: 80, label: 'api' }] },
      { name: 'web', points: [] },
    ],
  })
  expect(pointsOf(answer, { x: 'errors', y: 'requests', size: 'ms' }, true)?.groups[0]?.points).toEqual([
    { x: 2, y: 10, size: 80, label: 'api' },
  ])
  expect(pointsOf(answerOf([{ service: 'api', n: 1 }]), {}, false)).toBeUndefined()
})

test('the area of a bubble is its number', () => {
  expect(diameterOf(25, 100, 40)).toBe(20)
  expect([diameterOf(0, 100, 40), diameterOf(-3, 100, 40), diameterOf(1, 0, 40)]).toEqual([4, 4, 4])
})
