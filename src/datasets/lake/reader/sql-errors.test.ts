import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { UserError } from '../../../lib/errors.ts'
import { silent } from '../../../lib/log.ts'
import { type LakeReader, openReader } from './index.ts'
import { LakeFixture } from './reader.fixture.ts'

let lake: LakeFixture
let reader: LakeReader

beforeAll(async () => {
  lake = await LakeFixture.make()
  lake.dataset('logs', { _time: 'TIMESTAMP', level: 'VARCHAR', status: 'BIGINT' })
  await lake.file('logs', 0, `select timestamp '2026-01-01' as _time, 'info' as level, 200::bigint as status`)
  lake.dataset('secret', { word: 'VARCHAR' })
  reader = openReader({ folder: lake.folder, log: silent, processes: 1 })
})

afterAll(async () => {
  await reader?.stop()
  lake?.remove()
})

async function errorOf(sql: string, params: Record<string, unknown> = {}): Promise<Partial<UserError>> {
  const scope = { datasets: ['logs'] }
  const error: UserError = await reader.sql({ sql, params, scope }).then(
    () => expect.unreachable('it worked'),
    (error) => error,
  )
  return { code: error.code, message: error.message, at: error.at, hint: error.hint }
}

describe('an error says what, where and how to mend it', () => {
  test.each([
    ['select * fro logs', 'invalid', 'syntax error at or near "logs"', [1, 14], undefined],
    ['selct 1', 'invalid', 'syntax error at or near "selct"', [1, 1], 'Did you mean "select"?'],
    ['\n sumarize logs', 'invalid', 'syntax error at or near', [2, 2], 'Did you mean "summarize"?'],
    ['explain slect 1', 'invalid', 'syntax error at or near "slect"', [1, 9], 'Did you mean "select"?'],
    [
      "select 'é🌊', nope from logs",
      'invalid',
      'referenced column "nope" not found in FROM clause',
      [1, 14],
      'See which columns there are: describe <dataset>',
    ],
    [
      'select level\nfrom logs\nwhere statsu = 1',
      'invalid',
      'referenced column "statsu" not found',
      [3, 7],
      'Did you mean "status"?',
    ],
    ['explain select nope from logs', 'invalid', 'referenced column "nope"', [1, 16], /describe <dataset>/],
    ['select * from lgos', 'invalid', 'cannot find dataset "lgos"', [1, 15], 'Did you mean "logs"?'],
    ['select * from nothing', 'invalid', 'cannot find dataset "nothing"', [1, 15], 'You may read logs.'],
    ['select * from logs, secret', 'forbidden', 'cannot read dataset "secret"', [1, 21], 'You may read logs.'],
    ['select levle(1)', 'invalid', 'cannot find function "levle"', [1, 8], undefined],
    ['select uper(level) from logs', 'invalid', 'cannot find function "uper"', [1, 8], 'Did you mean "upper"?'],
    ["select read_text('x')", 'forbidden', 'cannot use function "read_text"', [1, 8], /\$parameters/],
    ["from 'a.parquet'", 'invalid', 'queries read datasets, not files', [1, 6], 'You may read logs.'],
    ['from main.logs', 'invalid', 'cannot use "main.logs"', [1, 6], 'Write "logs".'],
    [
      'select sum(level) from logs',
      'invalid',
      "No function matches the given name and argument types 'sum(VARCHAR)'",
      [1, 8],
      /It takes sum/,
    ],
    ['select cast(level as int) from logs', 'invalid', "could not convert string 'info' to INT32", [1, 8], undefined],
    ['select 1; select 2', 'invalid', 'expecting one statement; got 2', undefined, 'Send each statement by itself.'],
    ['delete from logs', 'forbidden', 'only queries that read are allowed', undefined, /Write a SELECT/],
    ['  -- nothing', 'invalid', 'it is empty', undefined, 'Write a SELECT.'],
  ])('%s', async (sql, code, message, at, hint) => {
    const error = await errorOf(sql)
    expect(error.code).toBe(code)
    expect(error.message?.toLowerCase()).toContain(message.toLowerCase())
    expect(error.at && [error.at.line, error.at.column]).toEqual(at)
    if (hint instanceof RegExp) expect(error.hint).toMatch(hint)
    else if (hint !== undefined) expect(error.hint).toBe(hint)
  })
})

describe('a parameter is bound, never spliced', () => {
  const scope = { datasets: ['logs'] }

  test.each([
    [{ x: "'; drop table logs; --" }, 'VARCHAR', "'; drop table logs; --"],
    [{ x: 7 }, 'BIGINT', 7],
    [{ x: 2 ** 40 }, 'BIGINT', 2 ** 40],
    [{ x: 1.5 }, 'DOUBLE', 1.5],
    [{ x: true }, 'BOOLEAN', true],
    [{ x: [1, 2, null] }, 'BIGINT[]', [1, 2, null]],
    [{ x: [1, 2.5] }, 'DOUBLE[]', [1, 2.5]],
    [{ x: ['a'] }, 'VARCHAR[]', ['a']],
    [{ x: [] }, 'VARCHAR[]', []],
  ])('%j', async (params, type, value) => {
    expect(await reader.sql({ sql: 'select $x as x', params, scope })).toEqual({
      columns: [{ name: 'x', type }],
      rows: [{ x: value }],
    })
  })

  test('null, times and long integers as text are compared as what they are', async () => {
    const sql = 'select count(*) as n from logs where _time >= $t and status = $s and level is distinct from $l'
    const { rows } = await reader.sql({ sql, params: { t: '2026-01-01T00:00:00Z', s: '200', l: null }, scope })
    expect(rows).toEqual([{ n: 1 }])
  })

  test('a missing, an unused and an unusable one are named', async () => {
    expect(await errorOf('select $a, $b', { b: 1 })).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('"$a" has no value'),
    })
    expect(await errorOf('select $a', { a: 1, c: 2 })).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('"$c" does not occur'),
    })
    expect(await errorOf('select $a', { a: { b: 1 } })).toMatchObject({
      message: expect.stringContaining('cannot bind parameter "$a"'),
    })
    expect(await errorOf('select $a', { a: [1, 'x'] })).toMatchObject({
      message: expect.stringContaining('mixes number and string'),
    })
  })
})
