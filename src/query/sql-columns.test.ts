import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reservedBesideStar, withoutReserved } from './sql-columns.ts'

let duck: DuckDBConnection

beforeAll(async () => {
  duck = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect()
  await duck.run("create table t as select 1 as a, 2 as _own, 'x' as _id, now() as _time, 0 as _offset")
})

afterAll(() => duck?.closeSync())

async function columnsOf(sql: string): Promise<string[]> {
  const reader = await duck.runAndReadAll('select json_serialize_sql($1::varchar)', [sql])
  const named = reservedBesideStar(JSON.parse(String(reader.value(0, 0))))
  return (await duck.runAndReadAll(named ? withoutReserved(sql, named) : sql)).columnNames()
}

test('a star brings what the records have, and what is called as Caudal calls nothing', async () => {
  expect(await columnsOf('select * from t')).toEqual(['a', '_own'])
  expect(await columnsOf('from t order by _time -- newest last')).toEqual(['a', '_own'])
  expect(await columnsOf('select x.* from t x join t y on true')).toEqual(['a', '_own'])
  expect(await columnsOf('select * from t x join t y using (a)')).toEqual(['a', '_own', '_own_1'])
})

test('a reserved column that is named is there, once', async () => {
  expect(await columnsOf('select _time, * from t')).toEqual(['_time', 'a', '_own'])
  expect(await columnsOf('with x as (select a, _Offset from t) select * from x')).toEqual(['a', '_offset'])
  expect(await columnsOf('select *, a as _id from t')).toEqual(['a', '_own', '_id'])
})

test('without a star the text says what there is', async () => {
  expect(await columnsOf('select _time, a from t')).toEqual(['_time', 'a'])
  expect(await columnsOf("select columns('_.*') from t")).toEqual(['_own', '_id', '_time', '_offset'])
  expect(await columnsOf('select count(*) as n from t')).toEqual(['n'])
})
