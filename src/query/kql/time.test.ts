import fc from 'fast-check'
import { expect, test } from 'vitest'
import { timeSpanOf } from './time.ts'

const now = new Date('2026-03-31T12:34:56.789Z')

function spanOf(text: string): string[] | undefined {
  const span = timeSpanOf(text, now)
  return span && [span.from, span.until].map((micros) => new Date(Math.floor(micros / 1000)).toISOString())
}

test.each([
  ['2026', '2026-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
  ['2024-02', '2024-02-01T00:00:00.000Z', '2024-03-01T00:00:00.000Z'],
  ['2026-12-31', '2026-12-31T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
  ['2026-01-01T10', '2026-01-01T10:00:00.000Z', '2026-01-01T11:00:00.000Z'],
  ['2026-01-01 10:20', '2026-01-01T10:20:00.000Z', '2026-01-01T10:21:00.000Z'],
  ['2026-01-01T10:20:30+02:00', '2026-01-01T08:20:30.000Z', '2026-01-01T08:20:31.000Z'],
  ['2026-01-01T10:20:30.5-0130', '2026-01-01T11:50:30.500Z', '2026-01-01T11:50:30.600Z'],
  ['1767225600', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:01.000Z'],
  ['1767225600123', '2026-01-01T00:00:00.123Z', '2026-01-01T00:00:00.124Z'],
  ['now/d', '2026-03-31T00:00:00.000Z', '2026-04-01T00:00:00.000Z'],
  ['now/w', '2026-03-30T00:00:00.000Z', '2026-04-06T00:00:00.000Z'],
  ['now-1M/M', '2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
  ['2026-01-31||+1M/d', '2026-02-28T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
])('%s is from %s until %s', (text, from, until) => {
  expect(spanOf(text)).toEqual([from, until])
})

test('date arithmetic goes step by step', () => {
  const at = (text: string) => spanOf(text)![0]
  expect(at('now')).toBe('2026-03-31T12:34:56.789Z')
  expect(at('now-15m')).toBe('2026-03-31T12:19:56.789Z')
  expect(at('now-1M')).toBe('2026-02-28T12:34:56.789Z')
  expect(at('now/d+8h-30s')).toBe('2026-03-31T07:59:30.000Z')
  expect(at('now+1y')).toBe('2027-03-31T12:34:56.789Z')
})

test.each([
  '',
  'soon',
  '2026-02-30',
  '2026-13',
  '2026-01-01T25',
  '2026-01-01T10:60',
  'now-',
  'now-1q',
  '20260101',
  '12345',
])('%j is no time', (text) => {
  expect(timeSpanOf(text, now)).toBeUndefined()
})

test('instants are read to the microsecond, and any text is a time or none', () => {
  expect(timeSpanOf('2026-01-01T00:00:00.123456789Z', now)?.from).toBe(Date.UTC(2026, 0, 1) * 1000 + 123_456)
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true, min: new Date('0100-01-01'), max: new Date('9999-12-30') }), (date) => {
      expect(timeSpanOf(date.toISOString(), now)?.from).toBe(date.getTime() * 1000)
    }),
  )
  fc.assert(
    fc.property(fc.stringMatching(/^(now|2026-01-31\|\|)([+-]\d{1,9}[yMwdhms]|\/[yMwdhms]){0,4}$/), (text) => {
      const span = timeSpanOf(text, now)
      if (span) expect(span.until).toBeGreaterThan(span.from)
    }),
  )
})
