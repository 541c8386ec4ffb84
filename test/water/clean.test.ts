import { describe, expect, it } from 'vitest'
import clean from '../../examples/water/functions/clean.ts'
import { readDay } from '../../examples/water/functions/fields.ts'
import { deliver } from '../../examples/water/weekly/delivery.ts'
import type { WeeklyFile } from '../../examples/water/weekly/file.ts'
import csv from '../../src/formats/csv/index.ts'
import { openFormat } from '../../src/formats/open.ts'
import { faultsIn } from './faults.ts'

const config = { place: 'P-01', mean: [-5, 45], sd: [0, 20] } as const
const formatOptions = { header: true, types: false, keep_empty: true, line_field: 'line', text_field: 'text' }

/** What the product's CSV reader and the example's function make of a file; what they knew before is in the state. */
function cleaned(
  { name, bytes }: Omit<WeeklyFile, 'truth'>,
  state: { get(key: string): unknown; set(key: string, value: unknown): void },
) {
  const reader = openFormat(csv, formatOptions, { record_bytes: 1 << 20 }).reader()
  const batches = [...reader.push(bytes), ...reader.end()]
  const invalid = new Map<number, { text: string; reasons: string[] }>()
  for (const { line = 0, bytes, reason } of batches.flatMap(({ rejected = [] }) => rejected))
    invalid.set(line, { text: Buffer.from(bytes).toString(), reasons: [reason] })
  const records = batches.flatMap(({ bytes }) =>
    Buffer.from(bytes)
      .toString()
      .split('\n')
      .filter(Boolean)
      .map((line) => ({ file: name, ...JSON.parse(line) })),
  )
  const reject = (record: object, reason: string) => {
    const { line, text } = record as { line: number; text: string }
    const before = invalid.get(line)?.reasons ?? []
    invalid.set(line, { text, reasons: [...before, reason] })
  }
  const valid = [
    ...(clean.run!(records, { config, reject, state } as never) as Iterable<{
      place: string
      mean: number
      line: number
    }>),
  ]
  return { valid, invalid: [...invalid].toSorted(([a], [b]) => a - b) }
}

const forgetful = { get: () => undefined, set: () => {} }

describe('the function that cleans rows', () => {
  it.each([1, 2, 3, 4, 5])('finds in the files of seed %i exactly what is true of each row', (seed) => {
    for (const file of deliver({ places: 4, from: '2023-01-02', weeks: 60, seed })) {
      const { valid, invalid } = cleaned(file, forgetful)
      const truth = file.truth.map((row) =>
        'reading' in row ? { ...row.reading, file: row.file, line: row.line } : row,
      )
      expect(valid).toEqual(truth.filter((row) => !('faults' in row)))
      const found = invalid.map(([line, { text, reasons }]) => ({
        file: file.name,
        line,
        text,
        faults: reasons.flatMap(faultsIn),
      }))
      expect(found).toEqual(truth.filter((row) => 'faults' in row))
    }
  })

  it('passes over what is known already, in any file, but not a correction', () => {
    const state = new Map<string, unknown>()
    const file = (name: string, ...rows: string[]) => ({
      name,
      bytes: Buffer.from(['date,place,mean,sd', ...rows].join('\n')),
    })
    const first = cleaned(file('a.csv', '2024-01-01,A,5,0.1', '2024-01-01,A,5.0,0.10', '2024-01-01,B,5,0.1'), state)
    const second = cleaned(file('b.csv', '1/1/2024,A,5,0.1', '1/1/2024,A,6,0.1', '1/1/2024,A,5,0.1'), state)
    const found = ({ valid }: typeof first) => valid.map((row) => [row.place, row.mean, row.line])
    expect(found(first)).toEqual([
      ['A', 5, 2],
      ['B', 5, 4],
    ])
    expect(found(second)).toEqual([
      ['A', 6, 3],
      ['A', 5, 4],
    ])
  })

  it('tells all that is wrong with a row, in sentences', () => {
    const rows = 'fecha;lugar;media;desviación\n30/02/2024;;99,9;x\nmañana;P-02;-;21\n1/3/2024;P-02\n'
    const { invalid } = cleaned({ name: 'a.csv', bytes: Buffer.from(rows) }, forgetful)
    expect(invalid.map(([line, { text, reasons }]) => [line, text, reasons])).toEqual([
      [
        2,
        '30/02/2024;;99,9;x',
        [
          'cannot read date "30/02/2024": there is no such day',
          'cannot find place: the field is empty',
          'cannot read mean "99,9": expecting -5 to 45',
          'cannot read sd "x": expecting a number',
        ],
      ],
      [
        3,
        'mañana;P-02;-;21',
        [
          'cannot read date "mañana": expecting a day such as 2024-03-15',
          'cannot find mean: the field is "-"',
          'cannot read sd "21": expecting 0 to 20',
        ],
      ],
      [4, '1/3/2024;P-02', ['cannot read row: expecting 4 fields; got 2']],
    ])
  })

  it.each([
    ['2024-03-05', '2024-03-05'],
    ['2024/3/5', '2024-03-05'],
    ['20240305', '2024-03-05'],
    ['5/3/24', '2024-03-05'],
    ['05.03.2024', '2024-03-05'],
    ['5-MAR-2024', '2024-03-05'],
    ['5 de marzo de 2024', '2024-03-05'],
    ['March 5, 2024', '2024-03-05'],
    ['2024-03-05T23:59:59.5-08:00', '2024-03-05'],
    ['29/02/2024', '2024-02-29'],
    ['29/02/2023', 'there is no such day'],
    ['2024-13-01', 'there is no such day'],
    ['05-03/2024', 'expecting a day such as 2024-03-15'],
    ['5 de mazo de 2024', 'expecting a day such as 2024-03-15'],
    ['1709596800', 'expecting a day such as 2024-03-15'],
  ])('reads the day %s as %s', (text, expected) => {
    const read = readDay(text)
    expect('value' in read ? read.value : read.mistake).toBe(expected)
  })
})
