import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../test/support/folder.ts'
import { quoteName, quoteText } from '../sql-text.ts'
import { isParquet, parquetPieces } from './reading.ts'

async function written(
  select: string,
  path = join(temporaryFolder(), "a 'file'.parquet"),
  options = '',
): Promise<string> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(`set timezone = 'UTC'; copy (${select}) to ${quoteText(path)} (format parquet${options})`)
  connection.closeSync()
  instance.closeSync()
  return path
}

const linesOf = async (path: string, most?: number) => (await text(parquetPieces(path, most))).trim().split('\n')

describe('the rows of a Parquet file', () => {
  const at = "timestamp '2026-01-02 03:04:05.5'"
  const cases: readonly [type: string, sql: string, json: string][] = [
    ['a number', '1.5::double', '1.5'],
    ['NaN', "'nan'::double", 'null'],
    ['infinity', "'-infinity'::float", 'null'],
    ['a number of 64 bits', '18446744073709551615::ubigint', '18446744073709551615'],
    ['a decimal', '12345678901234.1234::decimal(20, 4)', '12345678901234.1234'],
    ['a number of 128 bits, which Parquet keeps as a double', '1::hugeint', '1.0'],
    ['a boolean', 'true', 'true'],
    ['a text', `'a "text"'`, '"a \\"text\\""'],
    ['bytes', String.raw`'\xAA\x00a\x5C'::blob`, String.raw`"\\xAA\\x00a\\x5C"`],
    ['a UUID', "'bc9db57a-f5b8-4571-a2a1-790167282402'::uuid", '"bc9db57a-f5b8-4571-a2a1-790167282402"'],
    ['a date', "date '2026-01-02'", '"2026-01-02"'],
    ['a time', "time '03:04:05.5'", '"03:04:05.5"'],
    ['a time with its zone', "timetz '03:04:05+02'", '"01:04:05+00"'],
    ['an interval', "interval '1 month 2 days 3 hours'", '"1 month 2 days 03:00:00"'],
    ['JSON', `'{"a":[1]}'::json`, '{"a":[1]}'],
    ['a timestamp', at, '"2026-01-02T03:04:05.500000Z"'],
    ['one in seconds', "timestamp_s '2026-01-02 03:04:05'", '"2026-01-02T03:04:05.000000Z"'],
    ['one in milliseconds', `(${at})::timestamp_ms`, '"2026-01-02T03:04:05.500000Z"'],
    ['one in nanoseconds', "timestamp_ns '2026-01-02 03:04:05.123456789'", '"2026-01-02T03:04:05.123456789Z"'],
    ['one with its zone', "timestamptz '2026-01-02 03:04:05+02'", '"2026-01-02T01:04:05.000000Z"'],
    ['a timestamp that is none', "'infinity'::timestamp", 'null'],
    ['a date that is none', "'infinity'::date", 'null'],
    ['a list', "[1.5, 'nan'::double, null]", '[1.5,null,null]'],
    ['a fixed array', "array_value(1.5::double, 'nan'::double)", '[1.5,null]'],
    ['no list', 'null::double[]', 'null'],
    ['an empty list', '[]::timestamp[]', '[]'],
    ['a list of lists', `[[${at}], []]`, '[["2026-01-02T03:04:05.500000Z"],[]]'],
    [
      'a structure',
      `{'x': 'inf'::double, 'a "b''s"': 'a', 'in': {'at': ${at}}}`,
      `{"x":null,"a \\"b's\\"":"a","in":{"at":"2026-01-02T03:04:05.500000Z"}}`,
    ],
    ['no structure', 'null::struct(x double)', 'null'],
    ['a list of structures', "[{'x': 'nan'::double}, null]", '[{"x":null},null]'],
    ['a map', "map {'a \"b\"': 'nan'::double, 'c': 1}", '{"a \\"b\\"":null,"c":1.0}'],
    ['a map by timestamps', `map {${at}: [1]}`, '{"2026-01-02T03:04:05.500000Z":[1]}'],
    ['a map by dates', "map {date '2026-01-02': 1}", '{"2026-01-02":1}'],
    ['a map of maps', `map {'a': map {'b': [${at}]}}`, '{"a":{"b":["2026-01-02T03:04:05.500000Z"]}}'],
    ['an empty map', 'map {}::map(varchar, double)', '{}'],
    ['no map', 'null::map(varchar, double)', 'null'],
  ]
  it('are JSON, whatever the types of their values', async () => {
    const columns = cases.map(([type, sql], i) => `${sql} as ${quoteName(`${i}: ${type}`)}`)
    const lines = await linesOf(await written(`select ${columns.join(', ')}`))
    const wanted = cases.map(([type, , json], i) => `"${i}: ${type}":${json}`)
    expect(lines.map((line) => line.replaceAll(/,"(?=\d+: )/g, ',\n"'))).toEqual([`{${wanted.join(',\n')}}`])
    expect(() => JSON.parse(lines[0]!)).not.toThrow()
  })

  it('are those of the file alone, whatever it, its folders and its columns are called', async () => {
    const folder = join(temporaryFolder(), 'company=globex', 'year=[2020]')
    mkdirSync(folder, { recursive: true })
    await written('select 1 as n', join(folder, 'a1.parquet'))
    const path = await written(
      "select 2 as n, 'acme' as company, 'a' as line, 'b' as row_0",
      join(folder, 'a[1]*?.parquet'),
    )
    expect(await linesOf(path)).toEqual(['{"n":2,"company":"acme","line":"a","row_0":"b"}'])
  })

  it('are told as broken where they cannot be read to the end', async () => {
    const rows = 'select n, hash(n)::varchar as h from range(100000) t(n)'
    const path = await written(rows, undefined, ', row_group_size 20000')
    const bytes = readFileSync(path)
    for (let i = 0; i < 3000; i++) bytes[Math.floor(bytes.length * 0.6) + i]! ^= 0x5a
    writeFileSync(path, bytes)
    await expect(linesOf(path)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(/^cannot read Parquet: ./),
    })
  })

  it('have all columns in their order, whatever they are called, and are as few as are asked for', async () => {
    const path = await written(`select n as x0, [n / 0.0] as "a ""b""", 'b' as c from range(5000) t(n)`)
    expect(await linesOf(path, 2)).toEqual([
      '{"x0":0,"a \\"b\\"":[null],"c":"b"}',
      '{"x0":1,"a \\"b\\"":[null],"c":"b"}',
    ])
    expect(await linesOf(path)).toHaveLength(5000)
  })

  it('are refused, with a way out, where the file is damaged', async () => {
    const path = await written('select 1 as a')
    expect(isParquet('x', readFileSync(path))).toBe(true)
    truncateSync(path, 20)
    const hint = expect.stringContaining('copied whole')
    await expect(linesOf(path)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(/^cannot read Parquet: ./),
      hint,
    })
    writeFileSync(path, 'not at all')
    await expect(linesOf(path)).rejects.toMatchObject({ code: 'invalid', hint })
  })
})
