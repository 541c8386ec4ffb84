import { expect, it, vi } from 'vitest'
import { Pause } from './pause.ts'

it('A pause is over when its time is, whatever the clock is set to', () => {
  vi.useFakeTimers({ now: Date.parse('2026-03-01T12:00:00Z') })
  try {
    const pause = new Pause()
    expect(pause.isOver).toBe(true)
    pause.begin(1000)
    vi.setSystemTime(Date.parse('2027-01-01T00:00:00Z'))
    expect(pause).toMatchObject({ isOver: false, left_ms: 1000 })
    vi.setSystemTime(Date.parse('2020-01-01T00:00:00Z'))
    vi.advanceTimersByTime(999)
    expect(pause.isOver).toBe(false)
    vi.advanceTimersByTime(1)
    expect(pause.isOver).toBe(true)
    pause.begin(1000)
    pause.end()
    expect(pause.isOver).toBe(true)
  } finally {
    vi.useRealTimers()
  }
})
