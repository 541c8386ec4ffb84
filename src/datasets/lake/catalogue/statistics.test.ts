import { expect, test } from 'vitest'
import { widest } from './statistics.ts'

const range = (min: string, max: string) => ({ min, max })

test('ranges widen in the order of their type', () => {
  expect(widest('BIGINT', range('9', '10'), range('-1', '9223372036854775807'))).toEqual(
    range('-1', '9223372036854775807'),
  )
  expect(widest('VARCHAR', range('10', '9'), range('a', '\u{1f600}'))).toEqual(range('10', '\u{1f600}'))
  // UTF-16 has these two the other way round.
  expect(widest('VARCHAR', range('\uffee', '\uffee'), range('\u{1f600}', '\u{1f600}'))).toEqual(
    range('\uffee', '\u{1f600}'),
  )
  expect(widest('DOUBLE', range('1e-7', '5'), range('2', '1e300'))).toEqual(range('1e-7', '1e300'))
  expect(
    widest(
      'TIMESTAMP',
      range('2025-01-01 00:00:00', '2025-01-01 00:00:00.5'),
      range('0044-03-15 (BC) 00:00:00', '10000-01-01 00:00:00'),
    ),
  ).toEqual(range('0044-03-15 (BC) 00:00:00', '10000-01-01 00:00:00'))
})

test('types whose order is not known have no range', () => {
  expect(widest('BLOB', range('a', 'b'), range('c', 'd'))).toBeUndefined()
})
