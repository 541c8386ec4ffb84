import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addRecords,
  emptyGroup,
  isForgettable,
  type RecordGroup,
  type RecordRules,
  settleGroup,
} from './record-group.ts'

const rules: RecordRules = { wait_ms: 10, again_ms: 100 }
const records = (total: number, first_offset = 0) => ({
  first_offset,
  rows: { columns: ['sd'], cells: Array.from({ length: total }, (_, i) => [String(first_offset + i)]), total },
})
const at = (at_ms: number, isMuted = false) => ({ at_ms, isMuted })

describe('a group of records', () => {
  it('is told in one notice once no more of them came for a while', () => {
    const group = addRecords(addRecords(emptyGroup, records(2), 0, 20), records(1, 7), 5, 20)
    expect(settleGroup(group, at(14), rules)).toEqual({ after: group, due_ms: 15 })
    const { notice, after } = settleGroup(group, at(15), rules)
    expect(notice?.rows).toEqual({ columns: ['sd'], cells: [['0'], ['1'], ['7']], total: 3 })
    expect(after).toEqual({ told_ms: 15, told_records: 3, counted_records: 0 })
  })

  it('is told also when its records never pause', () => {
    let group: RecordGroup = emptyGroup
    for (let ms = 0; ms < 100; ms += 5) group = addRecords(group, records(1, ms), ms, 5)
    expect(settleGroup(group, at(100), rules).notice?.rows).toMatchObject({ cells: { length: 5 }, total: 20 })
  })

  it('collects what comes soon after it was told', () => {
    const told = settleGroup(addRecords(emptyGroup, records(1), 0, 20), at(10), rules).after
    const more = addRecords(told, records(1, 1), 20, 20)
    expect(settleGroup(more, at(50), rules)).toEqual({ after: more, due_ms: 110 })
    expect(settleGroup(more, at(110), rules).notice?.rows.total).toBe(1)
  })

  it('is told once and then only counted, where that was asked for', () => {
    const once = { wait_ms: 10 }
    const told = settleGroup(addRecords(emptyGroup, records(2), 0, 20), at(10), once).after
    const { after, notice } = settleGroup(addRecords(told, records(3, 2), 20, 20), at(999), once)
    expect(notice).toBeUndefined()
    expect(after).toEqual({ told_ms: 10, told_records: 2, counted_records: 3 })
    expect(isForgettable(after, 1e12, once)).toBe(false)
  })

  it('waits for the end of a silence', () => {
    const group = addRecords(emptyGroup, records(1), 0, 20)
    expect(settleGroup(group, at(1000, true), rules).notice).toBeUndefined()
    expect(settleGroup(group, at(1000), rules).notice?.rows.total).toBe(1)
  })

  it('shows the columns of all of its rows', () => {
    const other = { first_offset: 1, rows: { columns: ['place', 'sd'], cells: [['x', '2']], total: 1 } }
    const group = addRecords(addRecords(emptyGroup, records(1), 0, 20), other, 1, 20)
    expect(group.waiting?.rows).toMatchObject({
      columns: ['sd', 'place'],
      cells: [
        ['0', ''],
        ['2', 'x'],
      ],
    })
  })

  it('loses no record, whenever records and looks come', () => {
    const event = fc.record({ pause: fc.nat(60), count: fc.nat(3), isMuted: fc.boolean() })
    fc.assert(
      fc.property(fc.array(event), fc.option(fc.nat(200), { nil: undefined }), (events, again_ms) => {
        const given = { wait_ms: 10, ...(again_ms !== undefined && { again_ms }) }
        let group: RecordGroup = emptyGroup
        let [now, found, told] = [0, 0, 0]
        for (const { pause, count, isMuted } of events) {
          now += pause
          if (count > 0) group = addRecords(group, records(count, found), now, 20)
          found += count
          const { after, notice } = settleGroup(JSON.parse(JSON.stringify(group)), at(now, isMuted), given)
          group = after
          told += notice?.rows.total ?? 0
          expect(told).toBe(group.told_records)
          expect(told + group.counted_records + (group.waiting?.rows.total ?? 0)).toBe(found)
        }
      }),
    )
  })
})
