import { expect, test } from 'vitest'
import { maybeLineTime } from './line-time.ts'

const timeOf = (line: string, utc = false) => maybeLineTime(Buffer.from(line), 0, Buffer.byteLength(line), utc)

test.each([
  ['2026-03-02T08:00:01Z INFO order placed', '2026-03-02T08:00:01Z'],
  ['2026-03-02 08:00:01.123456 +0200 started', '2026-03-02T08:00:01.123456+02:00'],
  ['[2023-05-15T18:19:32+00:00] local.ERROR: x', '2023-05-15T18:19:32+00:00'],
  ['2024-03-01T12:00:00,5 UTC x', '2024-03-01T12:00:00.5Z'],
  ['<34>1 2003-10-11T22:14:15.003Z mymachine su - ID47', '2003-10-11T22:14:15.003Z'],
  ['83.149.9.216 - - [17/May/2015:10:05:03 +0000] "GET /x HTTP/1.1" 200 1', '2015-05-17T10:05:03+00:00'],
  ['2019-10-14T12:00:20.694172Z filebeat-aws-elb-test 175.16.199.1', '2019-10-14T12:00:20.694172Z'],
])('%s begins with the time %s', (line, time) => {
  expect(timeOf(line)).toBe(time)
})

test.each([
  // No offset, no year, no time, no such day, more digits, and a time in the middle of a sentence.
  '[2023-05-15 18:19:32] local.ERROR: x',
  '2024/03/01 12:00:00 [error] 1#1: x',
  'Jun 14 15:16:01 combo sshd: x',
  '[Sun Dec 04 04:47:44 2005] [notice] x',
  '2024-02-30T12:00:00Z x',
  '2024-13-01T12:00:00Z x',
  '2024-01-01T24:61:00Z x',
  '20240-01-01T12:00:00Z x',
  '2024-01-01T12:00:00Zebra',
  'at [17/May/2015:10:05:03 +0000]',
  'a b c d [17/May/2015:10:05:03 +0000]',
  '081109 203615 148 INFO dfs',
  '1234',
  '',
])('%j has no time that is beyond doubt', (line) => {
  expect(timeOf(line)).toBeUndefined()
})

test('times without an offset are UTC when that is said', () => {
  expect(timeOf('[2023-05-15 18:19:32] local.ERROR: x', true)).toBe('2023-05-15T18:19:32Z')
  expect(timeOf('2024/03/01 12:00:00 [error] 1#1: x', true)).toBe('2024-03-01T12:00:00Z')
  expect(timeOf('Jun 14 15:16:01 combo sshd: x', true)).toBeUndefined()
})
