import { describe, expect, test } from 'vitest'
import { nextRefresh, parseRefresh } from './refresh.ts'

const noon = Date.UTC(2026, 0, 31, 12)

describe('the refresh of a view', () => {
  test.each([
    ['on_change', undefined],
    ['manual', undefined],
    ['every 90s', noon + 90_000],
    ['0 3 * * *', Date.UTC(2026, 1, 1, 3)],
    ['*/5 * * * *', noon + 300_000],
    ['0 0 29 2 *', Date.UTC(2028, 1, 29)],
  ])('%s has its next time', (text, next) => {
    expect(nextRefresh(parseRefresh(text), noon)).toBe(next)
  })

  test.each(['', 'sometimes', 'every', 'every day', 'every 10ms', '61 * * * *', 'on change'])('is not "%s"', (text) => {
    expect(() => parseRefresh(text)).toThrow(/cannot re(fresh|ad)/)
  })
})
