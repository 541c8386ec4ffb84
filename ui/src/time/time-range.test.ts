import { describe, expect, it, test } from 'vitest'
import { parseTime, rangeOf } from './time-range.ts'

const now = new Date('2026-11-21T15:24:53.250Z')

describe('a typed time', () => {
  it.each([
    ['now', '2026-11-21T15:24:53.250Z'],
    ['now-15m', '2026-11-21T15:09:53.250Z'],
    ['now+1h', '2026-11-21T16:24:53.250Z'],
    ['now-1M', '2026-10-21T15:24:53.250Z'],
    ['now-1y', '2025-11-21T15:24:53.250Z'],
    ['now/d', '2026-11-21T00:00:00.000Z'],
    ['now-1d/d', '2026-11-20T00:00:00.000Z'],
    ['now/w', '2026-11-16T00:00:00.000Z'],
    ['now/M-1d', '2026-10-31T00:00:00.000Z'],
    ['2026-11-21', '2026-11-21T00:00:00.000Z'],
    [' 2026-11-21 10:30 ', '2026-11-21T10:30:00.000Z'],
    ['2026-11-21T10:30:05.5Z', '2026-11-21T10:30:05.500Z'],
  ])('%s is %s', (text, iso) => {
    expect(parseTime(text, now, true)?.toISOString()).toBe(iso)
  })

  it.each(['', 'yesterday', 'now-', 'now-1x', '2026-02-30', '2026-13-01', '2026-11-21 25:00', '21/11/2026'])(
    '%j is none',
    (text) => {
      expect(parseTime(text, now, true)).toBeUndefined()
    },
  )

  it('without a zone is in that of the browser', () => {
    expect(parseTime('2026-11-21 10:30', now, false)).toEqual(new Date(2026, 10, 21, 10, 30))
  })
})

test('a range without a beginning has no bounds', () => {
  expect(rangeOf({ from: '', to: 'now' }, now, true)).toEqual({ since: undefined, until: undefined })
  expect(rangeOf({ from: 'now-1h', to: 'now' }, now, true).until).toEqual(now)
})
