import { expect, test } from 'vitest'
import { daysOf } from './days.ts'
import { answerOf } from './example-answer.fixture.ts'

const answer = answerOf([
  { time: '2026-11-20T23:30:00.000Z', n: 2 },
  { time: '2026-11-21T10:00:00.000Z', n: 4 },
])

test('what falls on one day of the zone is added', () => {
  expect(daysOf(answer, {}, 'UTC').days.map(({ day, value }) => [day, value])).toEqual([
    ['2026-11-20', 2],
    ['2026-11-21', 4],
  ])
  expect(daysOf(answer, {}, 'Europe/Madrid').days).toEqual([{ day: '2026-11-21', value: 6 }])
})

test('or its mean is taken; the least and the greatest are told', () => {
  expect(daysOf(answer, { per_day: 'mean' }, 'Europe/Madrid').days).toEqual([{ day: '2026-11-21', value: 3 }])
  expect(daysOf(answer, {}, 'UTC')).toMatchObject({ least: 2, most: 4 })
})

test('a date is that day everywhere', () => {
  expect(daysOf(answerOf([{ day: '2026-11-21', n: 1 }]), {}, 'America/Lima').days[0]!.day).toBe('2026-11-21')
})
