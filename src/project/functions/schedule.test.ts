import { describe, expect, it } from 'vitest'
import { checkSchedule, nextTime, timesBetween } from './schedule.ts'

const madrid = (expression: string) => ({ expression, timezone: 'Europe/Madrid' })

/** The next times after one, as ISO 8601. */
function next(expression: string, after: string, count: number): string[] {
  const times: string[] = []
  for (let time = Date.parse(after); times.length < count; ) {
    time = nextTime(madrid(expression), time)!
    times.push(new Date(time).toISOString().slice(5, 16))
  }
  return times
}

describe('the times of a schedule', () => {
  it('keep the hour of their time zone through the year', () => {
    expect(next('0 6 * * *', '2026-03-27T12:00:00Z', 3)).toEqual(['03-28T05:00', '03-29T04:00', '03-30T04:00'])
    expect(next('0 6 * * *', '2026-10-23T12:00:00Z', 3)).toEqual(['10-24T04:00', '10-25T05:00', '10-26T05:00'])
  })

  it('come at the end of an hour that the clock leaves out', () => {
    // At 2:00 on 29 March it is 3:00 at once, which is 1:00 UTC.
    expect(next('30 2 * * *', '2026-03-28T00:00:00Z', 3)).toEqual(['03-28T01:30', '03-29T01:00', '03-30T00:30'])
    expect(next('*/30 * * * *', '2026-03-29T00:15:00Z', 3)).toEqual(['03-29T00:30', '03-29T01:00', '03-29T01:30'])
  })

  it('come once in an hour that comes twice, unless they repeat within the hour', () => {
    // At 3:00 on 25 October it is 2:00 again.
    expect(next('30 2 * * *', '2026-10-24T12:00:00Z', 2)).toEqual(['10-25T00:30', '10-26T01:30'])
    expect(next('0 * * * *', '2026-10-24T23:30:00Z', 3)).toEqual(['10-25T00:00', '10-25T01:00', '10-25T02:00'])
  })

  it('have a steady pace, at round times', () => {
    const schedule = { expression: 'every 15m', timezone: 'UTC' }
    expect(nextTime(schedule, Date.parse('2026-01-01T10:07:00Z'))).toBe(Date.parse('2026-01-01T10:15:00Z'))
    expect(nextTime(schedule, Date.parse('2026-01-01T10:15:00Z'))).toBe(Date.parse('2026-01-01T10:30:00Z'))
  })

  it('are told between two instants, the last ones where they are many', () => {
    const [from, until] = [Date.parse('2026-03-28T12:00:00Z'), Date.parse('2026-03-30T04:00:00Z')]
    const iso = (times: readonly number[]) => times.map((time) => new Date(time).toISOString().slice(5, 16))
    expect(iso(timesBetween(madrid('0 6 * * *'), from, until, 10))).toEqual(['03-29T04:00', '03-30T04:00'])
    expect(iso(timesBetween(madrid('0 6 * * *'), 0, until, 2))).toEqual(['03-29T04:00', '03-30T04:00'])
    expect(iso(timesBetween(madrid('0 6 * * *'), 0, until - 1, 2))).toEqual(['03-28T05:00', '03-29T04:00'])
    expect(iso(timesBetween(madrid('every 12h'), 0, until, 2))).toEqual(['03-29T12:00', '03-30T00:00'])
    expect(timesBetween(madrid('0 6 * * *'), until, until, 10)).toEqual([])
  })

  it.each([
    ['0 6 * *', 'UTC', 'cannot read schedule "0 6 * *": expecting a cron expression, or every <duration>'],
    ['every day', 'UTC', 'cannot read duration "day": expecting a number and a unit'],
    ['every 10ms', 'UTC', 'cannot read schedule "every 10ms": expecting at least a second'],
    ['0 0 30 2 *', 'UTC', 'cannot use schedule "0 0 30 2 *": that time never comes'],
    ['0 6 * * *', 'Mars/Olympus', 'cannot read timezone "Mars/Olympus": there is none of this name'],
  ])('are refused as %s in %s', (expression, timezone, message) => {
    expect(() => checkSchedule({ expression, timezone })).toThrow(message)
  })
})
