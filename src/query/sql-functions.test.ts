import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import {
  allowedFunctions,
  allowedTableFunctions,
  deniedFunctions,
  deniedTableFunctions,
  isFamily,
} from './sql-functions.ts'

async function functionsOf(types: readonly string[]): Promise<string[]> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const wanted = types.map((type) => `'${type}'`).join(', ')
  const reader = await connection.runAndReadAll(
    `select distinct lower(function_name) from duckdb_functions() where function_type in (${wanted}) order by all`,
  )
  const names = reader.getRows().map((row) => String(row[0]))
  connection.closeSync()
  instance.closeSync()
  return names
}

/** What the parser puts into the tree although no function of that name stands in the catalogue. */
const parserOnly = ['unnest']

test('every function of the engine is either allowed or denied, and every verdict is about a function of the engine', async () => {
  const names = (await functionsOf(['scalar', 'aggregate', 'macro'])).filter((name) => isFamily(name) === undefined)
  const judged = [...allowedFunctions, ...deniedFunctions].filter((name) => !parserOnly.includes(name))
  expect(judged.toSorted()).toEqual(names.toSorted())
})

test('every table function of the engine is either allowed or denied', async () => {
  const names = await functionsOf(['table', 'table_macro'])
  expect([...allowedTableFunctions, ...deniedTableFunctions].toSorted()).toEqual(names.toSorted())
})

test('no function is both allowed and denied', () => {
  expect([...allowedFunctions].filter((name) => deniedFunctions.has(name))).toEqual([])
  expect([...allowedTableFunctions].filter((name) => deniedTableFunctions.has(name))).toEqual([])
})
