import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nameMistake, sqlWords } from './name.ts'

describe('the name of a dataset', () => {
  test('is refused when the engine does not take it for a table, and only then', async () => {
    const connection = await (await DuckDBInstance.create()).connect()
    const reader = await connection.runAndReadAll('select distinct keyword_name as word from duckdb_keywords()')
    const words = reader.getRowObjectsJS().map(({ word }) => String(word))
    expect(words.length).toBeGreaterThan(400)
    const refused: string[] = []
    for (const word of words) {
      await connection.run(`create or replace view "${word}" as select 1 as x`)
      await connection.run(`select ${word}.x from ${word}`).catch(() => refused.push(word))
    }
    connection.closeSync()
    expect([...sqlWords].sort()).toEqual(refused.sort())
  })

  test('is refused in all forms that a table would have to be quoted for', () => {
    for (const name of ['Events', '1st', 'a-b', 'a b', 'é', '', 'a.b', 'select', '_x', 'x_rejected', 'sqlite_master']) {
      expect(nameMistake(name, 'dataset'), name).toBeDefined()
    }
  })

  test('is free otherwise', () => {
    for (const name of ['events', 'e', 'a1_b2', 'rejected', 'orders', 'x'.repeat(64)]) {
      expect(nameMistake(name, 'dataset'), name).toBeUndefined()
    }
  })
})

test('a stream may be called by a word of SQL', () => {
  expect(nameMistake('order', 'stream')).toBeUndefined()
})

test('the better name that a hint gives is a good one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (name) => {
      const better = /^Name it (.*)\.$/.exec(nameMistake(name, 'source')?.[1] ?? '')?.[1]
      if (better !== undefined) expect(nameMistake(better, 'source')).toBeUndefined()
    }),
  )
})
