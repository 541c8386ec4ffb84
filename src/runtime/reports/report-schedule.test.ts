import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ReportSchedule } from './report-schedule.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-03-01T12:00:30Z') })
})
afterEach(() => {
  vi.useRealTimers()
})

const schedule = { expression: '* * * * *', timezone: 'UTC' }

it.each([
  ['as it was settled a moment ago', '2026-03-01T12:00:00Z'],
  ['though the clock was set back by a day', '2026-03-02T12:00:00Z'],
])('a report is sent at its next time, %s', async (_, last) => {
  let settled = Date.parse(last)
  const sent: string[] = []
  const running = new ReportSchedule({
    schedule,
    settled: () => settled,
    send: async (due_ms) => {
      sent.push(new Date(due_ms).toISOString())
      settled = due_ms
    },
    onFailure: () => {},
  })
  await vi.advanceTimersByTimeAsync(29_000)
  expect(sent).toEqual([])
  await vi.advanceTimersByTimeAsync(61_000)
  expect(sent).toEqual(['2026-03-01T12:01:00.000Z', '2026-03-01T12:02:00.000Z'])
  await running.stop()
})
