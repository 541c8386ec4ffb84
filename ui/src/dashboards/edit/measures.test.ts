import { expect, test } from 'vitest'
import { fieldsFor, maybeParts, measureText } from './measures.ts'

test.each([
  'count',
  'rate',
  'count as visits',
  'avg(duration_ms)',
  'p99.9(duration_ms) as the slowest',
  'distinct(user.id)',
])('the measure %s is taken apart and put together again', (text) => {
  expect(measureText(maybeParts(text)!)).toBe(text)
})

test('what has no such parts stays a text', () => {
  expect(maybeParts('sum of it all')).toBeUndefined()
})

test('sums and percentiles are offered of numbers only', () => {
  const columns = [
    { name: 'path', type: 'VARCHAR' },
    { name: 'duration_ms', type: 'BIGINT' },
  ]
  expect(fieldsFor('p95', columns)).toEqual(['duration_ms'])
  expect(fieldsFor('distinct', columns)).toEqual(['path', 'duration_ms'])
})
