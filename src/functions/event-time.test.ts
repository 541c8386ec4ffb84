import { describe, expect, it } from 'vitest'
import { eventTime, isoOf, parseInstant } from './event-time.ts'

describe('an instant', () => {
  it.each([
    ['2026-03-05T10:30:00.250Z', '2026-03-05T10:30:00.250Z'],
    ['2026-03-05T10:30:00.123456Z', '2026-03-05T10:30:00.123456Z'],
    ['1969-12-31T23:59:59.999999Z', '1969-12-31T23:59:59.999999Z'],
    ['2026-03-05 12:30:00+02:00', '2026-03-05T10:30:00.000Z'],
    ['0001-01-01T00:00:00.000Z', '0001-01-01T00:00:00.000Z'],
    [1_767_225_600, '2026-01-01T00:00:00.000Z'],
    [1_767_225_600_000_001n, '2026-01-01T00:00:00.000001Z'],
  ])('%s is written %s', (value, text) => {
    expect(isoOf(parseInstant(value)!)).toBe(text)
  })

  it.each([
    '2026-02-30T00:00:00.000Z',
    '2026-03-05T24:00:00.001Z',
    '2026-03-05T10:60:00.000Z',
    '0000-01-01T00:00:00.000Z',
    '+12026-01-01T00:00:00.00Z',
    'noon',
    '',
    {},
    true,
    null,
    undefined,
  ])('is not %o', (value) => {
    expect(parseInstant(value)).toBe(undefined)
  })
})

describe("a record's time", () => {
  const now_ms = Date.UTC(2026, 0, 1)

  it('counts when it lies at most a day ahead', () => {
    expect(eventTime('2026-01-02T00:00:00Z', now_ms)).toBe(now_ms + 86_400_000)
    expect(eventTime('2026-01-02T00:00:00.001Z', now_ms)).toBe('it is more than a day ahead')
  })

  it('says why there is none', () => {
    expect(eventTime(undefined, now_ms)).toBe('it is missing')
    expect(eventTime(null, now_ms)).toBe('it is missing')
    expect(eventTime('noon', now_ms)).toBe('it is no time')
  })
})
