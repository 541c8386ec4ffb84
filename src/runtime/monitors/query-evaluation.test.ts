import { describe, expect, it } from 'vitest'
import { evaluate } from './query-evaluation.ts'
import { holdsColumn } from './question.ts'

const columns = [
  { name: 'place', type: 'VARCHAR' },
  { name: 'rank', type: 'BIGINT' },
  { name: 'value', type: 'DOUBLE' },
  { name: holdsColumn, type: 'BOOLEAN' },
]
const row = (place: string, value: number | null, holds: boolean | null) => ({
  place,
  rank: 1,
  value,
  [holdsColumn]: holds,
})

describe('the rows that a query gives', () => {
  it('are one finding for each group, with its value and its columns', () => {
    const found = evaluate({ columns, rows: [row('a', 1.5, true), row('b', 0, false)] }, ['place'])
    expect([...found.values()]).toEqual([
      {
        key: { place: 'a' },
        finding: { kind: 'value', holds: true },
        value: 1.5,
        fields: { place: 'a', rank: '1', value: '1.5' },
      },
      {
        key: { place: 'b' },
        finding: { kind: 'value', holds: false },
        value: 0,
        fields: { place: 'b', rank: '1', value: '0' },
      },
    ])
  })

  it('say nothing where the condition is null', () => {
    const [found] = evaluate({ columns, rows: [row('a', null, null)] }, ['place']).values()
    expect(found?.finding).toEqual({ kind: 'nothing' })
    expect(found).not.toHaveProperty('value')
  })

  it('are refused where a group has several, or where the column of a group is missing', () => {
    expect(() => evaluate({ columns, rows: [row('a', 1, true), row('b', 1, true)] }, [])).toThrow(/several rows/)
    expect(() => evaluate({ columns, rows: [] }, ['plaice'])).toThrow(/no such column/)
  })
})
