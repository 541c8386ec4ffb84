import { describe, expect, it } from 'vitest'
import { isInWindow } from './maintenance.ts'

const at = (text: string) => Date.parse(text)
const all = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

describe('planned work', () => {
  it('is from its first minute until before its last', () => {
    const window = { days: all, from: '10:00', until: '11:30', zone: 'UTC' }
    expect(
      ['09:59', '10:00', '11:29', '11:30'].map((time) => isInWindow(window, at(`2026-01-31T${time}:00Z`))),
    ).toEqual([false, true, true, false])
  })

  it('goes on in the morning after the day on which it begins', () => {
    const window = { days: ['sat'], from: '22:00', until: '02:00', zone: 'UTC' }
    // 2026-01-31 is a Saturday.
    expect(isInWindow(window, at('2026-01-31T23:00:00Z'))).toBe(true)
    expect(isInWindow(window, at('2026-02-01T01:59:00Z'))).toBe(true)
    expect(isInWindow(window, at('2026-02-01T23:00:00Z'))).toBe(false)
    expect(isInWindow(window, at('2026-01-31T01:00:00Z'))).toBe(false)
  })

  it('keeps to the clocks of its zone, also when they change', () => {
    const window = { days: all, from: '08:00', until: '09:00', zone: 'Europe/Madrid' }
    expect(isInWindow(window, at('2026-01-31T07:30:00Z'))).toBe(true)
    expect(isInWindow(window, at('2026-07-31T07:30:00Z'))).toBe(false)
    expect(isInWindow(window, at('2026-07-31T06:30:00Z'))).toBe(true)
  })
})
