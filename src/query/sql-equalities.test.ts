import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { equalitiesOf, planOfEqualities } from './sql-equalities.ts'

let duck: DuckDBConnection

beforeAll(async () => {
  duck = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect()
})

afterAll(() => duck?.closeSync())

async function equalities(sql: string, params = {}) {
  const reader = await duck.runAndReadAll('select json_serialize_sql($1::varchar)', [sql])
  const found = equalitiesOf(JSON.parse(String(reader.value(0, 0))), params)
  return found.map(({ column, values }) => `${column} = ${values.join(' | ')}`)
}

test('equalities are those that every row of the result fulfils', async () => {
  expect(await equalities("select * from t where a = 'x' and (b > 1 and 5 = t.c) or false")).toEqual([])
  expect(await equalities("select * from t where a = 'x' and (b > 1 and 5 = t.c)")).toEqual(['a = x', 'c = 5'])
  expect(await equalities("from t as u where u.a in ('x', 'y') and t2.b = 'z'")).toEqual(['a = x | y'])
  expect(await equalities("from (from (select * from t where a = 'x') limit 5) select b")).toEqual(['a = x'])
  expect(await equalities("from (select * from t where a = 'x') where b in (select b from t)")).toEqual([])
  expect(await equalities('select 1 from t where a = $p and b = $q', { P: 'x', q: 1.5 })).toEqual(['a = x'])
})

test('values that are not what they seem, and conditions that are not on a column, say nothing', async () => {
  for (const condition of [
    "lower(a) = 'x'",
    "not a = 'x'",
    'a = null',
    'a = 1.5',
    "a in ('x', 1)",
    'a = b',
    "a <> 'x'",
  ]) {
    expect(await equalities(`select * from t where ${condition}`), condition).toEqual([])
  }
  expect(await equalities(`select * from t where a = '${'x'.repeat(201)}'`)).toEqual([])
})

test('statements that read a table twice, or a sample of it, say nothing', async () => {
  for (const sql of [
    "select * from t where a = 'x' and b in (select b from t)",
    "select * from t join u using (a) where a = 'x'",
    "with t as (select 1 as a) select * from t, t as u where t.a = 'x'",
    "select * from t tablesample 10% where a = 'x'",
    "select * from t where a = 'x' using sample 10%",
    "select * from t where a = 'x' union all select * from u",
    "select * from (select * from t) where a = 'x'",
  ]) {
    expect(await equalities(sql), sql).toEqual([])
  }
})

test('a value of another type than the column is cast by the engine, and says nothing', () => {
  const columns = [
    { name: 'Text', type: 'VARCHAR' },
    { name: 'number', type: 'BIGINT' },
    { name: 'real', type: 'DOUBLE' },
  ]
  const opOf = (column: string, type: 'text' | 'integer') =>
    planOfEqualities([{ column, type, values: ['5'] }], columns).op
  expect(opOf('text', 'text')).toBe('and')
  expect(opOf('number', 'integer')).toBe('and')
  expect(opOf('text', 'integer')).toBe('all')
  expect(opOf('number', 'text')).toBe('all')
  expect(opOf('real', 'integer')).toBe('all')
  expect(opOf('unknown', 'text')).toBe('all')
})
