import { expect, it } from 'vitest'
import { parseDuration } from './duration.ts'

it('reads a number and a unit', () => {
  expect(['500ms', '1.5h', '2w', '1y'].map(parseDuration)).toEqual([500, 5_400_000, 1_209_600_000, 31_536_000_000])
})

it('says what is none, and what has no date any more', () => {
  for (const text of ['', '5', 'd', '-1d', '1 d', '1M']) expect(() => parseDuration(text)).toThrow('expecting a number')
  expect(new Date(Date.now() + parseDuration('10000y')).getUTCFullYear()).toBeGreaterThan(11_000)
  for (const text of ['10001y', '99999999y', `${'9'.repeat(400)}y`]) {
    expect(() => parseDuration(text)).toThrow('expecting at most 10000 years')
  }
})
