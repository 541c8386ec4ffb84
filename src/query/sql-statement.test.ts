import { expect, test } from 'vitest'
import { splitExplain } from './sql-statement.ts'

test.each([
  ['select 1', 'select 1', 'select 1'],
  ['explain select 1', '        select 1', 'EXPLAIN select 1'],
  ['Explain Analyze select 1', '                select 1', 'EXPLAIN ANALYZE select 1'],
  ['explain /* a\n */ analyze(select 1)', '            \n           (select 1)', 'EXPLAIN     \n    ANALYZE(select 1)'],
  ['-- é\nexplain/**/select 1', '     \n       /**/select 1', '     \nEXPLAIN/**/select 1'],
  ['/* explain */ select 1', '/* explain */ select 1', '/* explain */ select 1'],
  ['explained', 'explained', 'explained'],
  ['explain analyzed', '        analyzed', 'EXPLAIN analyzed'],
  ['explain', '       ', 'EXPLAIN'],
  ['', '', ''],
])('%j is split so that positions stay as they were', (sql, query, text) => {
  expect(splitExplain(sql)).toEqual({ query, text })
  expect(Buffer.byteLength(query)).toBe(Buffer.byteLength(sql))
})
