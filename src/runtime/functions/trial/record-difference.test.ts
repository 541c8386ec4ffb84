import { describe, expect, it } from 'vitest'
import { compareRecords } from './record-difference.ts'

describe('the difference of two lists of records', () => {
  it('is none where both have the same records, in whatever order', () => {
    const before = [{ a: 1, b: 2 }, { a: 1, b: 2 }, { a: 3 }]
    expect(compareRecords(before, [{ a: 3 }, { b: 2, a: 1 }, { a: 1, b: 2 }])).toEqual({
      same: 3,
      changed: [],
      fresh: [],
      gone: [],
    })
  })

  it('pairs the records that have most in common, and names their fields', () => {
    const before = [
      { id: 1, place: 'a', mean: 5 },
      { id: 2, place: 'a', mean: 6 },
    ]
    const after = [{ id: 2, place: 'a', mean: 60 }]
    expect(compareRecords(before, after)).toEqual({
      same: 0,
      changed: [{ before: before[1], after: after[0], fields: ['mean'] }],
      fresh: [],
      gone: [before[0]],
    })
  })

  it('leaves apart what has nothing in common', () => {
    expect(compareRecords([{ id: 1 }], [{ id: 2 }, { id: 1n + 2n ** 60n }])).toMatchObject({
      same: 0,
      changed: [],
      fresh: [{ id: 2 }, { id: 1n + 2n ** 60n }],
      gone: [{ id: 1 }],
    })
  })

  it('counts one record that comes more often', () => {
    expect(compareRecords([{ a: 1 }], [{ a: 1 }, { a: 1 }])).toEqual({
      same: 1,
      changed: [],
      fresh: [{ a: 1 }],
      gone: [],
    })
  })
})
