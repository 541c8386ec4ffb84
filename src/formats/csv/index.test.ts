import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { opened, readAll, recordsOf, testFormat } from '../format.contract.ts'
import csv from './index.ts'

const read = (text: string | Buffer, options: object = {}, limit?: number) =>
  readAll(opened(csv, options, limit), [typeof text === 'string' ? Buffer.from(text) : text])
const records = (text: string | Buffer, options: object = {}) => recordsOf(read(text, options))

describe('csv', () => {
  testFormat(csv)

  it('reads what another CSV library reads', () => {
    const field = fc.oneof(
      fc.string({ maxLength: 8 }).map((text) => text.replace(/^[ "]+|[\r\n",;\t]/g, '')),
      fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é', ';'), maxLength: 8 }).map(quote),
    )
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((width) => fc.array(fc.array(field, { minLength: width, maxLength: width }), { maxLength: 8 }))
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n'), fc.constantFrom(',', ';', '\t'), (rows, end, delimiter) => {
        const columns = ['a', 'b', 'c', 'd', 'e'].slice(0, rows[0]?.length ?? 2)
        const text = [columns, ...rows].map((row) => row.join(delimiter) + end).join('')
        const theirs: Record<string, string>[] = parse(text, { columns: true, delimiter, record_delimiter: end })
        // A field with nothing in it is no value to us.
        const expected = theirs.map((row) =>
          Object.fromEntries(Object.entries(row).filter(([, value]) => value.trim() !== '')),
        )
        expect(records(text, { delimiter, header: true, types: false })).toEqual(expected)
      }),
      { numRuns: 500 },
    )
  })

  it('writes numbers with the digits that they have', () => {
    const { text } = read('a,b,c,d\n123456789012345678,1.10,-0.5,1e-05\n')
    expect(text).toBe('{"a":123456789012345678,"b":1.10,"c":-0.5,"d":1e-05}\n')
  })

  it.each([
    '007',
    '+1',
    '1.',
    '.5',
    '1e5',
    '1.5e100',
    '--1',
    '1-2',
    '1234567890123456789',
    'nan',
    'Infinity',
    '0x10',
    'tru',
  ])('keeps %s as text', (value) => expect(records(`a,b\n${value},x\n`)).toEqual([{ a: value, b: 'x' }]))

  it('takes a decimal comma only where there is no decimal point, nor a grouping of thousands', () => {
    expect(records('a;b\n1,5;x\n')).toEqual([{ a: 1.5, b: 'x' }])
    expect(records('a;b\n1,5;2.5\n')).toEqual([{ a: '1,5', b: 2.5 }])
    expect(records('a;b\n1,500;x\n')).toEqual([{ a: '1,500', b: 'x' }])
    expect(records('a;b\n1,500;x\n', { decimal: ',' })).toEqual([{ a: 1.5, b: 'x' }])
  })

  it('finds the delimiter that divides the rows evenly', () => {
    expect(records('name|note\nA|x, y, z\nB|p, q\n')).toEqual([
      { name: 'A', note: 'x, y, z' },
      { name: 'B', note: 'p, q' },
    ])
    expect(records('one\ntwo\n')).toEqual([{ one: 'two' }])
  })

  it('knows a first row that names the fields from one that does not', () => {
    expect(records('1,2\n3,4\n')).toEqual([
      { column_1: 1, column_2: 2 },
      { column_1: 3, column_2: 4 },
    ])
    expect(records('1,2\n3,4\n', { header: true })).toEqual([{ '1': 3, '2': 4 }])
    expect(records('city,2009\nWien,x\n')).toEqual([{ city: 'Wien', '2009': 'x' }])
    expect(records('a,b\n', { header: false, columns: ['x', 'y'] })).toEqual([{ x: 'a', y: 'b' }])
  })

  it('reads any encoding', () => {
    const text = 'straße;maß\nGräfe;1,5\n'
    const expected = [{ straße: 'Gräfe', maß: 1.5 }]
    expect(records(text)).toEqual(expected)
    expect(records(Buffer.from(`\uFEFF${text}`))).toEqual(expected)
    expect(records(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toEqual(expected)
    expect(records(Buffer.from(`\uFEFF${text}`, 'utf16le').swap16())).toEqual(expected)
    expect(records(Buffer.from(text, 'latin1'))).toEqual(expected)
    expect(records(Buffer.from(text, 'latin1'), { encoding: 'windows-1252' })).toEqual(expected)
  })

  it('keeps the bytes of a row that it rejects, and says on which line it is', () => {
    const { rejected } = read('a,b\n"x\ny",1\n\n1,2,3\n1,2\n')
    expect(rejected).toEqual([{ bytes: '1,2,3', line: 5, reason: 'cannot read row: expecting 2 fields; got 3' }])
  })

  it('leaves each record on the line that it has in its input, however the input is cut', () => {
    const text = Buffer.from('a,b\n1,x\n\n2,"y\ny"\n3\n3,z\n4,w\n')
    for (let at = 0; at <= text.length; at++) {
      const reader = opened(csv).reader()
      const batches = [...reader.push(text.subarray(0, at)), ...reader.push(text.subarray(at)), ...reader.end()]
      const found = batches.flatMap(({ bytes, count, line }) => {
        const lines = Buffer.from(bytes).toString().split('\n')
        return count === 0 ? [] : lines.flatMap((text, i) => (text === '' ? [] : [[JSON.parse(text).a, line + i]]))
      })
      expect(found).toEqual([
        [1, 2],
        [2, 4],
        [3, 7],
        [4, 8],
      ])
    }
  })

  it('rejects a row that is too long, and one with too many fields, and goes on', () => {
    expect(read(`a,b\n1,${'x'.repeat(100)}\n1,2\n`, {}, 50)).toMatchObject({
      count: 1,
      rejected: [{ line: 2, reason: 'cannot read row: expecting at most 50 bytes; got 102' }],
    })
    expect(read(`a,b\n${','.repeat(20_000)}\n1,2\n`)).toMatchObject({
      count: 1,
      rejected: [{ reason: 'cannot read row: expecting at most 10000 fields; got 20001' }],
    })
  })

  it('takes another quote', () => {
    expect(records("a,b\n'x, ''y''',\"z\"\n", { quote: "'" })).toEqual([{ a: "x, 'y'", b: '"z"' }])
  })
})

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
