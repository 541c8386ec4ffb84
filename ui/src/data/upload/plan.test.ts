import { describe, expect, it } from 'vitest'
import type { FilePreview } from '../../../../src/model/file-preview.ts'
import { dateChoiceOf, dateFieldsOf, declarationOf, isFitting, nameOf, optionsOf } from './plan.ts'

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

const none = { day_first: [], month_first: [] }

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
    const plan = { dataset: 'x', choices: { zip: 'text', note: 'ignore' }, dates: none, time: 'date' } as const
    expect(declarationOf(preview, plan)).toEqual({ fields: { delivered: 'timestamp', zip: 'string' } })
    expect(declarationOf(preview, { ...plan, choices: {}, time: 'delivered' })).toEqual({
      time: 'delivered',
      fields: { date: 'timestamp' },
    })
  })

  it('sends how it is to be read, and what is left out', () => {
    const plan = {
      dataset: 'x',
      choices: { note: 'ignore', zip: 'text' },
      dates: { day_first: ['on'], month_first: [] },
      time: '',
    } as const
    expect(optionsOf({ format: 'csv', delimiter: ';' }, plan)).toEqual([
      ['delimiter', ';'],
      ['day_first', 'on'],
      ['omit', 'note'],
    ])
  })

  it('reads dates as their values tell, or as somebody has said', () => {
    const dates = (order: 'day_first' | 'month_first' | 'undecided') => ({ order, example: '01/03/2024' })
    const fields: FilePreview['fields'] = [
      { name: 'a', type: 'text', present: 1, dates: dates('day_first') },
      { name: 'b', type: 'text', present: 1, dates: dates('month_first') },
      { name: 'c', type: 'text', present: 1, dates: dates('undecided') },
      { name: 'd', type: 'text', present: 1 },
    ]
    expect(dateFieldsOf(fields, {})).toEqual({ day_first: ['a'], month_first: ['b'] })
    expect(dateFieldsOf(fields, { a: 'as_text', c: 'month_first', d: 'day_first' })).toEqual({
      day_first: [],
      month_first: ['b', 'c'],
    })
    expect(dateChoiceOf(fields[2]!, {})).toBeUndefined()
  })

  it('tells which values do not fit', () => {
    expect(['1', '1.5', '1,5', ''].map((text) => isFitting('number', text))).toEqual([true, true, false, false])
    expect(['true', 'no'].map((text) => isFitting('boolean', text))).toEqual([true, false])
    expect(['2026-03-01', '1767225600', 'soon'].map((text) => isFitting('time', text))).toEqual([true, true, false])
  })
})
