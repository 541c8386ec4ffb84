import { expect, it } from 'vitest'
import { csvOf } from './export.ts'

it('writes what a panel shows as CSV, with what a spreadsheet would run as text', () => {
  const columns = [
    { name: 'a,b', type: 'VARCHAR' },
    { name: 'n', type: 'DOUBLE' },
  ]
  const rows = [
    { 'a,b': '=HYPERLINK("x")', n: -1.5 },
    { 'a,b': 'two\nlines "here"', n: null },
    { 'a,b': '-3', n: 1 },
  ]
  expect(csvOf({ columns, rows })).toBe('"a,b",n\r\n"\'=HYPERLINK(""x"")",-1.5\r\n"two\nlines ""here""",\r\n-3,1\r\n')
})
