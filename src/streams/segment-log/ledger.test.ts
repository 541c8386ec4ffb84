import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Ledger, type OriginNote } from './ledger.ts'

const day = 24 * 60 * 60 * 1000

/** Frames one after the other, as a partition has them. */
const anyNotes = fc
  .array(fc.record({ key: fc.constantFrom('k', 'l', undefined), count: fc.integer({ min: 1, max: 5 }) }))
  .map((frames) => {
    let offset = 0
    return frames.map(({ key, count }, i): OriginNote => {
      const note = {
        origin: { source: 's', cursor: i, ...(key && { key }) },
        kind: i % 3 === 0 ? ('rejected' as const) : ('records' as const),
        sequence: i + 1,
        received: i,
        offset,
        count,
      }
      offset += count
      return note
    })
  })

function ledgerOf(notes: readonly OriginNote[]): Ledger {
  const ledger = new Ledger()
  for (const note of notes) ledger.note(note)
  return ledger
}

describe('a ledger', () => {
  test('says the same however its parts are merged, in any order and more than once', () => {
    fc.assert(
      fc.property(anyNotes, fc.array(fc.tuple(fc.nat(30), fc.nat(30))), (notes, ranges) => {
        const whole = ledgerOf(notes)
        const merged = new Ledger()
        for (const [from, to] of ranges) merged.merge(ledgerOf(notes.slice(from, to)).toJson())
        for (const note of notes.toReversed()) merged.note(note)
        for (const key of ['k', 'l']) expect(merged.storedOf(key, 0)).toEqual(whole.storedOf(key, 0))
        expect(merged.cursor('s')).toEqual(whole.cursor('s'))
      }),
    )
  })

  test('forgets a key after a day, and takes it anew', () => {
    const ledger = ledgerOf([
      { origin: { source: 's', key: 'k' }, kind: 'records', sequence: 1, received: 0, offset: 0, count: 2 },
    ])
    expect(ledger.storedOf('k', day - 1)).toMatchObject({ offset: 0, count: 2, complete: false })
    expect(ledger.storedOf('k', day)).toBeUndefined()
    ledger.note({ origin: { source: 's', key: 'k' }, kind: 'records', sequence: 2, received: day, offset: 9, count: 1 })
    expect(ledger.storedOf('k', day)).toMatchObject({ offset: 9, count: 1, complete: false })
  })

  test('keeps no more keys than it may, and tells how many went early', () => {
    const ledger = new Ledger(2)
    for (const [i, key] of ['a', 'b', 'c'].entries()) {
      ledger.note({ origin: { source: 's', key }, kind: 'records', sequence: i, received: 0, offset: i, count: 1 })
    }
    expect(ledger.expire(1)).toBe(1)
    expect(ledger.storedOf('a', 1)).toBeUndefined()
    expect(ledger.storedOf('c', 1)).toMatchObject({ offset: 2, count: 1, complete: false })
  })

  test('keeps the value of a cursor when its source changes its own', () => {
    const cursor = { at: 1 }
    const ledger = ledgerOf([
      { origin: { source: 's', cursor }, kind: 'records', sequence: 1, received: 0, offset: 0, count: 1 },
    ])
    cursor.at = 2
    expect(ledger.cursor('s')).toEqual({ at: 1 })
  })
})
