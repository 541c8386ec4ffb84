import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CheckedQuery, checkTree } from './sql-policy.ts'

let instance: DuckDBInstance
let connection: DuckDBConnection

beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:')
  connection = await instance.connect()
})

afterAll(() => {
  connection?.closeSync()
  instance?.closeSync()
})

async function check(sql: string): Promise<CheckedQuery> {
  const reader = await connection.runAndReadAll('select json_serialize_sql($1::varchar)', [sql])
  const scope = { readable: ['logs', 'Orders'], existing: ['logs', 'Orders', 'secret'] }
  return checkTree(JSON.parse(String(reader.value(0, 0))), sql, scope)
}

describe('the datasets that a query reads are known, wherever they stand', () => {
  test.each([
    ['select 1', []],
    ['from LOGS', ['logs']],
    ['from orders', ['Orders']],
    ['select (select count(*) from orders) from logs', ['logs', 'Orders']],
    ['with x as (from logs) from x', ['logs']],
    ['with logs as (from orders) from logs', ['Orders']],
    ['with logs as (from logs) from logs', ['logs']],
    ['with X as (select 1) from x', []],
    ['with a as (select 1), b as (from a) from b', []],
    ['with recursive r as (select 1 as i union all select i from r where false) from r, orders', ['Orders']],
    ['select * from logs pivot (count(*) for level in (1))', ['logs']],
    ['describe logs', ['logs']],
    ['select exists (from logs where a in (select b from orders))', ['logs', 'Orders']],
  ])('%s', async (sql, datasets) => {
    expect((await check(sql)).datasets.toSorted()).toEqual([...datasets].toSorted())
  })
})

test('the names of the parameters are known', async () => {
  expect((await check('select $a, $b from logs where x = $a limit $n')).parameters.toSorted()).toEqual(['a', 'b', 'n'])
})

test('SHOW TABLES is told apart when it is the whole statement', async () => {
  expect((await check('show tables')).isShowTables).toBe(true)
  expect((await check('describe logs')).isShowTables).toBe(false)
  await expect(check('select * from (show tables)')).rejects.toMatchObject({ code: 'forbidden' })
})

test('a table of the engine is told with what lists datasets, and a dataset with its name', async () => {
  const hint = expect.stringContaining('SHOW TABLES')
  await expect(check('select * from information_schema.tables')).rejects.toMatchObject({ code: 'invalid', hint })
  await expect(check('select * from pg_catalog.pg_class')).rejects.toMatchObject({ hint })
  await expect(check('select * from main.logs')).rejects.toMatchObject({ hint: 'Write "logs".' })
})

test('a name that WITH defines is not visible outside of its query', async () => {
  await expect(check('select (with secret as (select 1) from secret), (from secret)')).rejects.toMatchObject({
    code: 'forbidden',
  })
  await expect(check('with a as (with b as (select 1) from b) from b')).rejects.toMatchObject({ code: 'invalid' })
})

test('a name is not visible within its own definition, unless it is recursive', async () => {
  await expect(check('with secret as (from secret) from secret')).rejects.toMatchObject({ code: 'forbidden' })
  await expect(check('with recursive secret as (from secret union all from secret) from secret')).rejects.toMatchObject(
    { code: 'forbidden' },
  )
})

test('a kind of node that is not known is refused', () => {
  const tree = { statements: [{ node: { type: 'SELECT_NODE', from_table: { type: 'WARP_REF' } } }] }
  expect(() => checkTree(tree, '', { readable: [], existing: [] })).toThrow(/a part "warp_ref" that is not allowed/)
})

test('a constant may look like a node', async () => {
  expect((await check(`select '{"type": "BASE_TABLE", "table_name": "secret"}'`)).datasets).toEqual([])
})
