import { expect, test } from 'vitest'
import { compileKql } from './compile.ts'

const columns = [
  { name: 'message', type: 'VARCHAR' },
  { name: 'size', type: 'BIGINT' },
  { name: 'ratio', type: 'DOUBLE' },
  { name: 'ok', type: 'BOOLEAN' },
  { name: '_source', type: 'VARCHAR' },
  { name: '_rest', type: 'VARCHAR' },
]
const wordsOfQuery = (kql: string) => compileKql(kql, { columns, now: new Date(0) }).words

test.each([
  ['', []],
  ['Error', [['error']]],
  ['message:"connection refused"', [['connection'], ['refused']]],
  ['error and timeout', [['error'], ['timeout']]],
  ['error or timeout', [['error', 'timeout']]],
  ['error timeout', [['error', 'timeout']]],
  [
    '(a and b) or c',
    [
      ['a', 'c'],
      ['b', 'c'],
    ],
  ],
  ['error and not timeout', [['error']]],
  ['not error', []],
  ['error or size > 5', []],
  ['error and size > 5', [['error']]],
  ['mess* and photo.*', [['photo']]],
  ['_source:web', []],
  ['ok:true', []],
  ['message:*', []],
  ['"--"', []],
])('%s needs the words %j', (kql, words) => {
  expect(wordsOfQuery(kql)).toEqual(words)
})

test('a number is looked for in all forms that it may be written in', () => {
  expect(wordsOfQuery('404')).toEqual([['404']])
  // The string has the words 1 and 50, the number the words 1 and 5.
  expect(wordsOfQuery('1.50')).toEqual([['1'], ['1', '5'], ['1', '50'], ['5', '50']])
  expect(wordsOfQuery('1e3')).toEqual([['1000', '1e3']])
  expect(wordsOfQuery('12345678901234567890')).toEqual([['12345678901234567000', '12345678901234567890']])
})

test('very many alternatives are not spelled out', () => {
  const kql = Array.from({ length: 100 }, (_, i) => `"a${i} longer${i} b"`).join(' or ')
  expect(wordsOfQuery(kql)).toEqual([])
  const fewer = Array.from({ length: 10 }, (_, i) => `"a${i} longer${i} b"`).join(' or ')
  expect(wordsOfQuery(fewer)).toEqual([Array.from({ length: 10 }, (_, i) => `longer${i}`).sort()])
})
