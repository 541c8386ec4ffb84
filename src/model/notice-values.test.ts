import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exampleNotice } from '../channels/channel.contract.ts'
import { noticeNames, noticeValues, templateValue } from './notice-values.ts'

describe('the values of a notice', () => {
  it('are those that templates may name', () => {
    expect(Object.keys(noticeValues(exampleNotice())).sort()).toEqual([...noticeNames].sort())
    const { rows: _rows, links: _links, ...bare } = exampleNotice()
    expect(noticeValues(bare)).toMatchObject({ records: [], links: [], total: 0 })
  })

  it('have records by the names of their columns', () => {
    expect(noticeValues(exampleNotice())).toMatchObject({
      records: [
        { date: '2026-01-30', sd: 0.71 },
        { date: '2026-01-31', sd: 0.52 },
      ],
      total: 3,
    })
  })

  it('are numbers where they are put out as the same text', () => {
    expect(['4', '0.71', '-3', '007', '1.50', '', ' 4', 'NaN', 'P-04'].map(templateValue)).toEqual([
      4,
      0.71,
      -3,
      '007',
      '1.50',
      '',
      ' 4',
      'NaN',
      'P-04',
    ])
    const texts = fc.oneof(fc.string(), fc.double().map(String), fc.bigInt().map(String))
    fc.assert(
      fc.property(texts, (text) => {
        expect(String(templateValue(text))).toBe(text)
      }),
    )
  })
})
