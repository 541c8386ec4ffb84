import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Unreadable } from './unreadable.ts'
import { Zone } from './zone.ts'

const local = (text: string) => Date.parse(`${text}Z`)

it('knows summer and winter, and the hours that are missing and that come twice', () => {
  const madrid = new Zone('Europe/Madrid')
  expect(madrid.instantOf(local('2026-01-05T10:00'))).toBe(local('2026-01-05T09:00'))
  expect(madrid.instantOf(local('2026-07-05T10:00'))).toBe(local('2026-07-05T08:00'))
  expect(madrid.instantOf(local('2026-03-29T01:59'))).toBe(local('2026-03-29T00:59'))
  expect(madrid.instantOf(local('2026-03-29T03:00'))).toBe(local('2026-03-29T01:00'))
  expect(madrid.instantOf(local('2026-03-29T02:30'))).toMatchObject({ why: expect.stringMatching(/^there is no such/) })
  expect(madrid.instantOf(local('2026-10-25T02:30'))).toMatchObject({
    why: expect.stringMatching(/^there is more than/),
  })
  expect(madrid.instantOf(local('2026-10-25T03:00'))).toBe(local('2026-10-25T02:00'))
})

it('finds any instant again by what the clock showed, or says that it shows it twice', () => {
  const zones = ['Europe/Madrid', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC']
  const instant = fc.date({ min: new Date('1972-01-01'), max: new Date('2037-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(instant, fc.constantFrom(...zones), (date, name) => {
      const shown = date.toLocaleString('sv', { timeZone: name }).replace(' ', 'T')
      const found = new Zone(name).instantOf(local(shown))
      if (!(found instanceof Unreadable)) expect(found).toBe(Math.floor(date.getTime() / 1000) * 1000)
      else expect(found.why).toMatch(/^there is more than one/)
    }),
    { numRuns: 300 },
  )
})
