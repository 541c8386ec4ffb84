import { describe, expect, it } from 'vitest'
import type { FilePreview } from '../../../../src/model/file-preview.ts'
import { declarationOf, isFitting, nameOf, optionsOf } from './plan.ts'

const preview: FilePreview = {
  format: 'csv',
  media_type: 'text/csv',
  encoding: 'utf-8',
  fields: [
    { name: 'date', type: 'time', present: 2 },
    { name: 'delivered', type: 'time', present: 2 },
    { name: 'zip', type: 'whole', present: 2 },
    { name: 'note', type: 'text', present: 1 },
  ],
  time: 'date',
  records: [],
  read: 2,
  rejected: [],
}

describe('the plan of an upload', () => {
  it.each([
    ['Ríos 2026-03.CSV.gz', 'rios_2026_03'],
    ['2026.csv', 'data'],
    ['readings.ndjson', 'readings'],
    ['__x__.json', 'x'],
    ['no ending', 'no_ending'],
    ['a_rejected.csv', 'data'],
  ])('makes of the file %s the dataset %s', (file, name) => {
    expect(nameOf(file)).toBe(name)
  })

  it('declares the types that were corrected, and times', () => {
    const plan = { dataset: 'x', choices: { zip: 'text', note: 'ignore' }, time: 'date' } as const
    expect(declarationOf(preview, plan)).toEqual({ fields: { delivered: 'timestamp', zip: 'string' } })
    expect(declarationOf(preview, { ...plan, choices: {}, time: 'delivered' })).toEqual({
      time: 'delivered',
      fields: { date: 'timestamp' },
    })
  })

  it('sends how it is to be read, and what is left out', () => {
    const plan = { dataset: 'x', choices: { note: 'ignore', zip: 'text' }, time: '' } as const
    expect(optionsOf({ format: 'csv', delimiter: ';' }, plan)).toEqual([
      ['delimiter', ';'],
      ['omit', 'note'],
    ])
  })

  it('tells which values do not fit', () => {
    expect(['1', '1.5', '1,5', ''].map((text) => isFitting('number', text))).toEqual([true, true, false, false])
    expect(['true', 'no'].map((text) => isFitting('boolean', text))).toEqual([true, false])
    expect(['2026-03-01', '1767225600', 'soon'].map((text) => isFitting('time', text))).toEqual([true, true, false])
  })
})
