import { expect, test } from 'vitest'
import { isHolder, rejectedShare } from './figures.ts'

test('the share of what was rejected is of all that came', () => {
  const totals = { stored: 60, duplicate: 20, rejected: 20, late_dropped: 0 }
  expect(rejectedShare({ totals })).toBe(0.2)
  expect(rejectedShare({ totals: { stored: 0, duplicate: 0, rejected: 0, late_dropped: 0 } })).toBeUndefined()
  expect(rejectedShare({})).toBeUndefined()
})

test('the rejected records of a dataset are no dataset of their own', () => {
  const names = new Set(['readings', 'readings_rejected', 'only_rejected'])
  expect([...names].filter((name) => isHolder(name, names))).toEqual(['readings_rejected'])
})
