import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateText, nanosText, timestampText } from './time-text.ts'

test('a time is what JavaScript makes of it, wherever both know it', () => {
  const epoch = fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 })
  fc.assert(
    fc.property(epoch, (ms) => {
      expect(timestampText(BigInt(ms) * 1000n)).toBe(new Date(ms).toISOString())
      const day = Math.floor(ms / 86_400_000)
      expect(dateText(day)).toBe(new Date(day * 86_400_000).toISOString().slice(0, -14))
    }),
  )
})

test('digits beyond milliseconds are kept when they are not zero', () => {
  expect(timestampText(1n)).toBe('1970-01-01T00:00:00.000001Z')
  expect(timestampText(-1n)).toBe('1969-12-31T23:59:59.999999Z')
  expect(nanosText(1n)).toBe('1970-01-01T00:00:00.000000001Z')
  expect(nanosText(-1n)).toBe('1969-12-31T23:59:59.999999999Z')
  expect(nanosText(1_500_000_000n)).toBe('1970-01-01T00:00:01.500Z')
  expect(nanosText(1_500_000_001n)).toBe('1970-01-01T00:00:01.500000001Z')
})
