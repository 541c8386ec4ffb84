import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseTime, timeExpression, timeFields } from './time-field.ts'

const noon = Date.UTC(2024, 2, 1, 12) * 1000
const midnight = Date.UTC(2024, 2, 1) * 1000
const hour = 3_600_000_000

/** Texts and how many microseconds from noon of 2024-03-01 they are; undefined is no time. */
const texts: [string, number | undefined][] = [
  ['2024-03-01T12:00:00Z', 0],
  ['2024-03-01T12:00:00', 0],
  ['2024-03-01 12:00:00', 0],
  ['2024-03-01  12:00:00', 0],
  ['2024-03-01 12:00:00Z', 0],
  ['2024-03-01 12:00:00 Z', 0],
  ['2024-03-01T12:00:00 UTC', 0],
  ['2024-03-01T12:00:00UTC', 0],
  ['2024-03-01 12:00:00 GMT', 0],
  ['2024-03-01t12:00:00z', 0],
  ['2024-03-01T12:00', 0],
  ['2024-03-01 12:00', 0],
  ['2024-03-01T12:00Z', 0],
  ['2024-03-01T12:00+00:00', 0],
  ['2024-03-01T12:00:00+00:00', 0],
  ['2024-03-01T12:00:00-00:00', 0],
  ['2024-03-01T14:00:00+02:00', 0],
  ['2024-03-01T14:00:00+0200', 0],
  ['2024-03-01T14:00:00+02', 0],
  ['2024-03-01T14:00:00 +02:00', 0],
  ['2024-03-01 14:00:00 +0200', 0],
  ['2024-03-01 14:00:00.000 +0200', 0],
  ['2024-03-01T14:00+02:00', 0],
  ['2024-03-01T14:00 +02:00', 0],
  ['2024-03-01T06:30:00-05:30', 0],
  ['2024-03-02T02:00:00+14:00', 0],
  ['2024-02-29T22:00:00-14:00', 0],
  [' 2024-03-01T12:00:00Z ', 0],
  ['2024/03/01 12:00:00', 0],
  ['2024/3/1 12:00:00', 0],
  ['2024-3-1 12:00:00', 0],
  ['2024-03-01 12:0:0', 0],
  ['2024-03-01T12:00:00.', 0],
  ['2024-03-01T12:00:00.1', 100_000],
  ['2024-03-01T12:00:00.12Z', 120_000],
  ['2024-03-01T12:00:00.123Z', 123_000],
  ['2024-03-01T12:00:00.1234Z', 123_400],
  ['2024-03-01T12:00:00.123456Z', 123_456],
  ['2024-03-01T12:00:00.1234565Z', 123_456],
  ['2024-03-01T12:00:00.123456789Z', 123_456],
  ['2024-03-01T12:00:00.9999999Z', 999_999],
  ['2024-03-01T14:00:00.123456789+02:00', 123_456],
  ['2024-03-01 12:00:00,123', 123_000],
  ['2024-03-01 14:00:00,123 +0200', 123_000],
  ['2024-03-01T12:00:00,5Z', 500_000],
  ['2024-03-01T24:00:00', 12 * hour],
  ['2024-03-01', -12 * hour],
  ['2024-3-1', -12 * hour],
  ['2024/03/01', -12 * hour],
  ['20240301T120000Z', 0],
  ['20240301T120000', 0],
  ['20240301T1200Z', 0],
  ['20240301T140000+0200', 0],
  ['20240301T120000.250Z', 250_000],
  ['1709294400', 0],
  ['1709294400000', 0],
  ['1709294400000000', 0],
  ['1709294400000000000', 0],
  ['1709294400000000999', 0],
  ['1709294400123', 123_000],
  ['1709294400123456', 123_456],
  ['1709294400123456789', 123_456],
  ['1709294400.5', 500_000],
  ['1709294400.123', 123_000],
  ['1709294400.123456', 123_456],
  ['1709294400123.456', 123_456],
  [' 1709294400 ', 0],
  ['-1709294400', -2 * noon],
  ['Fri, 01 Mar 2024 12:00:00 +0000', 0],
  ['Fri, 1 Mar 2024 12:00:00 +0000', 0],
  ['Fri, 01 Mar 2024 14:00:00 +0200', 0],
  ['Fri, 01 Mar 2024 06:30:00 -0530', 0],
  ['Fri, 01 Mar 2024 12:00:00 GMT', 0],
  ['Fri, 01 Mar 2024 12:00:00 UT', 0],
  ['Fri, 01 Mar 2024 12:00:00 UTC', 0],
  ['Fri, 01 Mar 2024 12:00:00 Z', 0],
  ['Fri,01 Mar 2024 12:00:00 GMT', 0],
  ['Mon, 01 Mar 2024 12:00:00 GMT', 0],
  ['fri, 01 mar 2024 12:00:00 gmt', 0],
  ['FRI, 01 MAR 2024 12:00:00 GMT', 0],
  ['01 Mar 2024 12:00:00 +0000', 0],
  ['1 Mar 2024 12:00 +0000', 0],
  ['Fri, 1 Mar 2024 12:00 GMT', 0],
  ['01/Mar/2024:12:00:00 +0000', 0],
  ['01/Mar/2024:14:00:00 +0200', 0],
  ['2024-02-30', undefined],
  ['2023-02-29T12:00:00Z', undefined],
  ['2024-13-01', undefined],
  ['2024-00-01', undefined],
  ['2024-03-00', undefined],
  ['2024-03-01T25:00:00', undefined],
  ['2024-03-01T24:00:01', undefined],
  ['2024-03-01T12:60:00', undefined],
  ['2024-03-01T23:59:60Z', undefined],
  ['2024-03-01T12:00:00x', undefined],
  ['2024-03-01x', undefined],
  ['2024-03-01T', undefined],
  ['2024-03-01Z', undefined],
  ['2024-03-01+02:00', undefined],
  ['2024-03-01T12', undefined],
  ['2024-03', undefined],
  ['2024', undefined],
  ['20240301', undefined],
  ['12:00:00', undefined],
  ['epoch', undefined],
  ['infinity', undefined],
  ['-infinity', undefined],
  ['now', undefined],
  ['today', undefined],
  ['', undefined],
  [' ', undefined],
  ['-', undefined],
  ['null', undefined],
  ['474', undefined],
  ['474.4', undefined],
  ['99999999', undefined],
  ['9223372036854775808', undefined],
  ['99999999999999999999', undefined],
  ['1e9', undefined],
  ['0x65e1c840', undefined],
  ['Fri, 32 Mar 2024 12:00:00 GMT', undefined],
  ['Fri, 01 Foo 2024 12:00:00 GMT', undefined],
  ['Fri, 01 Mar 2024 25:00:00 GMT', undefined],
  ['Fri, 01 Mar 2024', undefined],
  ['01/Mar/2024:12:00:00', undefined],
  ['10.9.187.139', undefined],
  ['svc-2024-03-01', undefined],
]

describe('the time of a record', () => {
  let connection: DuckDBConnection

  beforeAll(async () => {
    connection = await (await DuckDBInstance.create(':memory:')).connect()
    await connection.run("SET TimeZone = 'UTC'")
    await connection.run('CREATE TABLE texts (value VARCHAR)')
  })

  afterAll(() => connection.closeSync())

  async function inSql(values: string[], type: 'VARCHAR' | 'BIGINT' | 'DOUBLE'): Promise<(number | undefined)[]> {
    await connection.run('TRUNCATE texts')
    const appender = await connection.createAppender('texts')
    for (const value of values) {
      appender.appendVarchar(value)
      appender.endRow()
    }
    appender.closeSync()
    const time = timeExpression(`CAST(value AS ${type})`, type)
    const rows = await connection.runAndReadAll(`SELECT epoch_us(${time}) FROM texts ORDER BY rowid`)
    return rows.getRows().map(([time]) => (time === null ? undefined : Number(time)))
  }

  function differences(values: string[], found: (number | undefined)[]): unknown[] {
    return values.map((value, i) => [value, found[i], parseTime(value)]).filter(([, sql, own]) => sql !== own)
  }

  test.each(texts)('%j is understood alike in TypeScript', (text, fromNoon) => {
    expect(parseTime(text)).toBe(fromNoon === undefined ? undefined : noon + fromNoon)
  })

  test('all texts are understood alike in SQL', async () => {
    const found = await inSql(
      texts.map(([text]) => text),
      'VARCHAR',
    )
    expect(
      differences(
        texts.map(([text]) => text),
        found,
      ),
    ).toEqual([])
  })

  test('generated texts are understood alike in both', async () => {
    const two = fc.nat(62).map((n) => String(n).padStart(2, '0'))
    const part = (texts: string[]) => fc.constantFrom(...texts)
    const text = fc
      .tuple(
        fc.integer({ min: 1, max: 9999 }),
        two,
        two,
        part(['T', ' ', 't']),
        two,
        two,
        part(['', ':', ':30', ':59.5', ':07,125', ':00.123456789']),
        part(['', 'Z', 'z', ' UTC', '+01:00', '-0330', ' +05', '+1', 'x']),
      )
      .map(
        ([year, month, day, gap, hour, minute, second, zone]) =>
          `${String(year).padStart(4, '0')}-${month}-${day}${gap}${hour}:${minute}${second}${zone}`,
      )
    const months = part(['Jan', 'feb', 'MAR', 'Dec', 'Foo'])
    const mail = fc
      .tuple(
        part(['', 'Mon, ', 'tue, ', 'Xyz ']),
        two,
        months,
        fc.integer({ min: 1900, max: 2100 }),
        two,
        two,
        part(['', ':00', ':59', ':61']),
        part([' GMT', ' +0130', ' -1100', ' Z', '']),
      )
      .map(
        ([name, day, month, year, hour, minute, second, zone]) =>
          `${name}${day} ${month} ${year} ${hour}:${minute}${second}${zone}`,
      )
    const values = fc.sample(fc.oneof(text, mail, fc.float({ min: 0 }).map(String)), 3000)
    const found = await inSql(values, 'VARCHAR')
    expect(differences(values, found)).toEqual([])
  })

  test('numbers are understood alike in both', async () => {
    const size = fc.nat(18).chain((digits) => fc.bigInt({ min: -(10n ** BigInt(digits)), max: 10n ** BigInt(digits) }))
    const integers = [
      ...fc.sample(size, 500),
      2n ** 63n - 1n,
      -(2n ** 63n),
      100_000_000n,
      99_999_999n,
      100_000_000_000n,
    ]
    expect(await inSql(integers.map(String), 'BIGINT')).toEqual(integers.map((value) => parseTime(value)))
    const reals = fc
      .sample(fc.double({ min: -1e19, max: 1e19, noNaN: true }), 500)
      .concat(1709294400.25, 1.5e12 + 0.5, 1e300, 8552364924315933, -8552364924315933, -1.5e14 - 0.5)
    const found = await inSql(reals.map(String), 'DOUBLE')
    expect(found).toEqual(reals.map((value) => parseTime(value)))
  })

  test('is that of the declared field, else of the usual names in their order', () => {
    expect(timeFields(['ts', 'TimeStamp', 'level', '_time'], undefined)).toEqual(['_time', 'TimeStamp', 'ts'])
    expect(timeFields(['ts', 'When', '_time'], 'when')).toEqual(['When', '_time'])
    expect(timeFields(['level'], 'when')).toEqual([])
  })

  test('is noon or midnight as it says', () => {
    expect(parseTime('2024-03-01')).toBe(midnight)
    expect(parseTime(1709294400.5)).toBe(noon + 500_000)
    expect(parseTime(null)).toBeUndefined()
  })
})
