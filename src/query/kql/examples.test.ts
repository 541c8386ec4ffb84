import { readFileSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { matcherOf } from '../match.ts'
import { compileKql } from './compile.ts'
import { exampleColumns, exampleNow, exampleRecords, examples } from './examples.fixture.ts'
import { parseKql } from './parse.ts'
import { planKql } from './plan.ts'

const all = Object.values(examples).flat()

test.each(all)('$kql finds $finds: $says', ({ kql, finds }) => {
  const matches = matcherOf(planKql(parseKql(kql), exampleNow), exampleColumns)
  expect(exampleRecords.flatMap((record, i) => (matches(record) ? [i + 1] : []))).toEqual(finds)
})

test('every example finds the same as SQL', async () => {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  const rows = exampleRecords.map(({ http, color, ...fields }) => ({
    ...fields,
    ...Object.fromEntries(Object.entries(http ?? {}).map(([name, value]) => [`http.${name}`, value])),
    ...(color ? { _rest: JSON.stringify({ color }) } : {}),
  }))
  const columns = exampleColumns.map(({ name, type }) => `"${name}": "${type}"`).join(', ')
  await connection.run(
    `create table records as select unnest(from_json(value, $types)), row_number() over () as n
     from (select unnest(from_json($rows, '["JSON"]')) as value)`,
    { rows: JSON.stringify(rows), types: `{${columns.replaceAll('"VARCHAR[]"', '["VARCHAR"]')}}` },
  )
  for (const { kql, finds } of all) {
    const { where, params } = compileKql(kql, { columns: exampleColumns, now: exampleNow })
    const reader = await connection.runAndReadAll(`select n from records where ${where} order by n`, params)
    expect({ kql, finds: reader.getRows().map((row) => Number(row[0])) }).toEqual({ kql, finds })
  }
  connection.closeSync()
  instance.closeSync()
})

test('the guide shows these records and these examples', () => {
  const guide = readFileSync(new URL('../../../docs/guides/kql.md', import.meta.url), 'utf8')
  for (const record of exampleRecords) expect(guide).toContain(JSON.stringify(record))
  const shown = [...guide.matchAll(/^\| `(.+?)` +\| ([\d, ]*)\| (.*?) *\|$/gm)].map(([, kql, finds, says]) => ({
    kql: kql!.replaceAll('\\|', '|'),
    finds: (finds!.match(/\d+/g) ?? []).map(Number),
    says,
  }))
  expect(shown).toEqual(all)
})
