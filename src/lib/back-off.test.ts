import { describe, expect, it } from 'vitest'
import { BackOff, pauseAfter, untilItPasses, warnOf } from './back-off.ts'
import { UserError } from './errors.ts'
import { type LogFields, silent } from './log.ts'

const never = new AbortController().signal
const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })

describe('the pause before another attempt', () => {
  const pauses = { first_ms: 100, longest_ms: 1000 }

  it('doubles with each failure in a row, up to the longest', () => {
    expect([1, 2, 3, 4, 5, 2000].map((failures) => pauseAfter(failures, pauses))).toEqual([
      100, 200, 400, 800, 1000, 1000,
    ])
  })

  it('is the first one again once it went well', () => {
    const backOff = new BackOff(pauses)
    expect([backOff.pause(), backOff.pause()]).toEqual([100, 200])
    backOff.reset()
    expect(backOff.pause()).toBe(100)
  })
})

describe('work that the machine refuses', () => {
  it('is tried again until it passes, and each failure is told with the pause', async () => {
    const failures = [full, new UserError('unavailable', 'cannot open stream "a"', { hint: 'Make room.' })]
    const told: [string, LogFields | undefined][] = []
    const log = { ...silent, warn: (message: string, fields?: LogFields) => void told.push([message, fields]) }
    const run = () => {
      const failure = failures.shift()
      if (failure) throw failure
      return 'done'
    }
    expect(await untilItPasses(run, { onFailure: warnOf(log, 'open stream "a"'), signal: never })).toBe('done')
    expect(told).toEqual([
      ['cannot open stream "a" yet, it is tried again: ENOSPC: no space left on device', { retry_ms: 100 }],
      ['cannot open stream "a" yet, it is tried again: cannot open stream "a"', { hint: 'Make room.', retry_ms: 200 }],
    ])
  })

  it('is given up when nobody waits any more, and mistakes are told at once', async () => {
    const fail = (error: Error) => () => Promise.reject(error)
    const onFailure = () => {}
    await expect(untilItPasses(fail(full), { onFailure, signal: AbortSignal.abort() })).rejects.toBe(full)
    const mistake = new UserError('invalid', 'cannot open stream "A"')
    await expect(untilItPasses(fail(mistake), { onFailure, signal: never })).rejects.toBe(mistake)
  })
})
