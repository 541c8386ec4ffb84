import { expect, test } from 'vitest'
import type { Scorecard } from '../../../src/model/quality-report.ts'
import { hoursOf } from './hours.ts'

const card: Scorecard = {
  dataset: 'readings',
  rules: [],
  hours: [
    { hour: '2026-01-01T09:00:00.000Z', source: 'a', checked: 10, failed: { 'celsius type': 2 } },
    { hour: '2026-01-01T09:00:00.000Z', source: 'b', checked: 5, failed: {} },
    { hour: '2026-01-01T11:00:00.000Z', source: '', rule: 'id unique', checked: 15, failed: { 'id unique': 1 } },
  ],
}
const now = Date.UTC(2026, 0, 1, 11, 30)

test('each of the last hours says what was checked and what failed, whatever source it came from', () => {
  const hours = hoursOf(card, { rule: 'celsius type' }, 3, now)
  expect(hours.map(({ at, checked, failed }) => [new Date(at).getUTCHours(), checked, failed])).toEqual([
    [9, 15, 2],
    [10, 0, 0],
    [11, 0, 0],
  ])
})

test('a rule about all records has the hours in which it was measured', () => {
  expect(hoursOf(card, { rule: 'id unique' }, 2, now).map(({ checked, failed }) => [checked, failed])).toEqual([
    [0, 0],
    [15, 1],
  ])
})
