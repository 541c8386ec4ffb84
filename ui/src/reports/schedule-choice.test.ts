import { describe, expect, it } from 'vitest'
import { choiceOf, usualChoice, writtenOf } from './schedule-choice.ts'

describe('a schedule in words', () => {
  it.each([
    ['0 8 * * 1', { rhythm: 'weekly', clock: '08:00', weekday: 1 }],
    ['30 18 * * 7', { rhythm: 'weekly', clock: '18:30', weekday: 0 }],
    ['5 0 * * *', { rhythm: 'daily', clock: '00:05' }],
    ['0 7 * * 1-5', { rhythm: 'workdays', clock: '07:00' }],
    ['15 9 1 * *', { rhythm: 'monthly', clock: '09:15' }],
    ['every 6h', { rhythm: 'own' }],
    ['0 8 1 * 1', { rhythm: 'own' }],
    ['0 25 * * *', { rhythm: 'own' }],
    ['0 8,20 * * *', { rhythm: 'own' }],
  ])('of %s says when', (written, choice) => {
    expect(choiceOf(written)).toMatchObject(choice)
  })

  it.each(['0 8 * * 1', '5 0 * * *', '0 7 * * 1-5', '15 9 1 * *', 'every 6h', '0 8 1 * 1'])(
    'is written as it was read: %s',
    (written) => {
      expect(writtenOf(choiceOf(written))).toBe(written)
    },
  )

  it('is written as it was chosen', () => {
    expect(writtenOf({ ...usualChoice, rhythm: 'monthly', clock: '06:30' })).toBe('30 6 1 * *')
    expect(writtenOf({ ...usualChoice, weekday: 5 })).toBe('0 8 * * 5')
  })
})
