import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { tableFromIPC } from 'apache-arrow'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LakeReader, openReader } from '../../src/datasets/lake/reader/index.ts'
import { LakeFixture } from '../../src/datasets/lake/reader/reader.fixture.ts'
import { silent } from '../../src/lib/log.ts'
import type { ResultFormat } from '../../src/model/result-format.ts'

/** A value and a null of every type, and the values at the edges. */
const values: Readonly<Record<string, string>> = {
  integers: `select unnest([0, 9007199254740991, 9007199254740993, -9223372036854775808])::bigint as big, 18446744073709551615::ubigint as ubig,
    170141183460469231731687303715884105727::hugeint as huge, sum(7) over () as total, 7::tinyint as tiny, 123.4500::decimal(10, 4) as dec, null::integer as nothing`,
  floats: `select unnest([0.1, 1e21, 1e-7, -0.0, 'nan', 'infinity', null])::double as d, 0.1::float as f, 16777217::float as g`,
  times: `select unnest([timestamp '2026-11-21 07:00:00', '2026-11-21 07:00:00.123', '2026-11-21 07:00:00.123456',
      '1969-12-31 23:59:59.999999', '0044-03-15 (BC) 12:00:00', '12026-01-01', null]) as t,
    timestamptz '2026-11-21 07:00:00+02' as tz, timestamp_ns '2026-11-21 07:00:00.123456789' as ns, timestamp_ms '2026-11-21 07:00:00.5' as ms,
    timestamp_s '2026-11-21 07:00:00' as s, date '2026-11-21' as d, time '07:00:00.5' as clock, interval '1 month 2 days 3 hours' as i`,
  texts: `select unnest(['plain', '', 'a,b', 'say "hi"', e'two\\nlines', 'é🌊', ' x ', null]) as v, true as b, 'ab'::blob as bytes, '1010'::bit as bits,
    '00000000-0000-4000-8000-000000000001'::uuid as id, 'b'::enum ('a', 'b') as e, '{"a": 1}'::json as j`,
  nested: `select [1, null, 3] as l, ['a', 'b,c'] as names, {'a': 1, 'b': {'c': date '2026-01-01'}} as s, map {'k': 1.5, 'l': null} as m,
    [{'t': timestamp '2026-01-01'}] as ls, [1, 2]::integer[2] as arr, union_value(n := 5) as u, [[1], []] as ll`,
  names: `select 1 as a, 2 as a, 3 as "a_1", 4 as a, 5 as "with ""quotes""", 6 as "é, comma"`,
  empty: `select 1 as a, 'x' as b where false`,
}

let lake: LakeFixture
let reader: LakeReader
const scope = { datasets: [] }

beforeAll(async () => {
  lake = await LakeFixture.make()
  reader = openReader({ folder: lake.folder, log: silent, processes: 1 })
})

afterAll(async () => {
  await reader?.stop()
  lake?.remove()
})

async function bytesOf(sql: string, format: ResultFormat): Promise<Buffer> {
  return Buffer.concat(await (await reader.sqlStream({ sql, scope }, format)).toArray())
}

test('the infinities of times are words', async () => {
  const sql = `select 'infinity'::timestamp as t, '-infinity'::timestamptz as z, 'infinity'::date as d, '-infinity'::timestamp_s as s,
    'infinity'::timestamp_ns as n`
  const words = { t: 'infinity', z: '-infinity', d: 'infinity', s: '-infinity', n: 'infinity' }
  expect((await reader.sql({ sql, scope })).rows).toEqual([words])
})

describe('every format writes every type as it always did', () => {
  for (const [name, sql] of Object.entries(values)) {
    for (const format of ['json', 'ndjson', 'csv'] as const) {
      test(`${name} as ${format}`, async () => {
        const text = (await bytesOf(sql, format)).toString()
        await expect(text).toMatchFileSnapshot(join(import.meta.dirname, '../expected/results', `${name}.${format}`))
        if (format === 'json') expect(await reader.sql({ sql, scope })).toEqual(JSON.parse(text))
      })
    }

    test(`${name} as arrow`, async () => {
      const table = tableFromIPC(await bytesOf(sql, 'arrow'))
      const head = table.schema.fields.map((field) => `${field.name}: ${field.type}`)
      const rows = table
        .toArray()
        .map((row) => JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? `${value}` : value)))
      const text = `${[...head, ...rows].join('\n')}\n`
      await expect(text).toMatchFileSnapshot(join(import.meta.dirname, '../expected/results', `${name}.arrow.txt`))
    })

    test(`${name} as parquet holds the same values`, async () => {
      const path = join(lake.folder, `${name}.parquet`)
      writeFileSync(path, await bytesOf(sql, 'parquet'))
      const instance = await DuckDBInstance.create(':memory:')
      const connection = await instance.connect()
      await connection.run("set timezone = 'UTC'")
      const rowsOf = async (text: string) => (await connection.runAndReadAll(text)).getRowsJson()
      // Parquet has no unions of its own, no bits and no fixed lists: these come back as their nearest kin.
      if (!['nested', 'texts', 'times', 'integers'].includes(name))
        expect(await rowsOf(`from '${path}'`)).toEqual(await rowsOf(sql))
      expect(await rowsOf(`select count(*) from '${path}'`)).toEqual(await rowsOf(`select count(*) from (${sql})`))
      connection.closeSync()
      instance.closeSync()
    })
  }
})

test('a large result is the same in every format', async () => {
  const sql = `select i, 'value ' || i as v, timestamp '2026-01-01' + interval (i) second as t from range(50000) r(i)`
  const expected = 50_000
  expect((await bytesOf(sql, 'ndjson')).toString().split('\n').length - 1).toBe(expected)
  expect((await bytesOf(sql, 'csv')).toString().split('\r\n').length - 2).toBe(expected)
  const table = tableFromIPC(await bytesOf(sql, 'arrow'))
  expect(table.numRows).toBe(expected)
  expect(String(table.get(expected - 1)?.v)).toBe('value 49999')
})
