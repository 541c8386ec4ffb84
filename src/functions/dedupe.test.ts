import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import dedupe from './dedupe.ts'
import { bytesOf, createHost, openAlone, recordsOf, testFunction } from './function.contract.ts'

describe('dedupe', () => {
  testFunction(dedupe)

  const start_ms = Date.UTC(2025, 0, 1)
  const anyRecords = fc.array(
    fc.record({ id: fc.integer({ min: 1, max: 4 }), minute: fc.integer({ min: 0, max: 200 }) }),
    { maxLength: 40 },
  )
  const record = ({ id, minute }: { id: number; minute: number }, n: number) => ({
    id,
    n,
    at: new Date(start_ms + minute * 60_000).toISOString(),
  })

  it('gives what a naive one gives, in any order of times and however the batches are cut', () => {
    fc.assert(
      fc.property(anyRecords, fc.constantFrom('first', 'last'), fc.nat(10), (drawn, keep, size) => {
        const records = drawn.map(record)
        const options = { key: ['id'], keep, within: '60m', time: 'at' }
        const host = createHost()
        const given: unknown[] = []
        for (let i = 0; i < records.length; i += size + 1)
          given.push(...recordsOf(openAlone(dedupe, options, host).process(bytesOf(records.slice(i, i + size + 1)))))
        expect(given).toEqual(naive(records, keep === 'last'))
      }),
    )
  })

  it('remembers for ever what it is not told to forget', () => {
    fc.assert(
      fc.property(anyRecords, (drawn) => {
        const records = drawn.map(record)
        const { bytes, duplicate } = openAlone(dedupe, { key: ['id'] }).process(bytesOf(records))
        const firsts = records.filter(({ id }, i) => records.findIndex((other) => other.id === id) === i)
        expect(recordsOf({ bytes })).toEqual(firsts)
        expect(duplicate).toBe(records.length - firsts.length)
      }),
    )
  })

  it('gives the last record once its time is over, though nothing more comes', () => {
    let now = start_ms
    const options = { key: ['id'], keep: 'last', within: '10s' }
    const chain = openAlone(dedupe, options, { now: () => now })
    expect(
      recordsOf(
        chain.process(
          bytesOf([
            { id: 1, n: 1 },
            { id: 1, n: 2 },
          ]),
        ),
      ),
    ).toEqual([])
    now += 9999
    expect(recordsOf(chain.process())).toEqual([])
    now += 1
    expect(recordsOf(chain.process())).toEqual([{ id: 1, n: 2 }])
    expect(recordsOf(chain.process())).toEqual([])
  })

  it('forgets what it needs no more', () => {
    const host = createHost()
    const options = { key: ['id'], within: '1h', time: 'at' }
    const chain = openAlone(dedupe, options, host)
    for (let minute = 0; minute < 600; minute += 10) chain.process(bytesOf([record({ id: minute, minute }, 0)]))
    // Six of the last hour by key and by age, and the clock.
    expect([...host.state.entries('')]).toHaveLength(13)
  })

  it('tells long keys apart that begin alike', () => {
    const long = 'x'.repeat(200)
    const records = [{ id: `${long}1` }, { id: `${long}2` }, { id: `${long}1` }]
    expect(openAlone(dedupe, { key: ['id'] }).process(bytesOf(records))).toMatchObject({ count: 2, duplicate: 1 })
  })

  it('refuses options that never give anything', () => {
    const needs = (options: object) => () => dedupe.needs?.({ key: ['id'], keep: 'first', ...options } as never)
    expect(needs({ keep: 'last' })).toThrow('cannot use "dedupe"')
    expect(needs({ time: 'at' })).toThrow('cannot use "dedupe"')
  })
})

interface Drawn {
  readonly id: number
  readonly n: number
  readonly at: string
}

/** Every record asks all that were remembered. */
function naive(records: readonly Drawn[], keepsLast: boolean): Drawn[] {
  const given: Drawn[] = []
  let memory: { since: number; last: Drawn }[] = []
  let clock = Number.NEGATIVE_INFINITY
  for (const record of records) {
    clock = Math.max(clock, Date.parse(record.at))
    const isOver = ({ since }: { since: number }) => clock - since >= 3_600_000
    const over = memory.filter(isOver).sort((a, b) => a.since - b.since || a.last.id - b.last.id)
    if (keepsLast) given.push(...over.map(({ last }) => last))
    memory = memory.filter((entry) => !isOver(entry))
    const known = memory.find(({ last }) => last.id === record.id)
    if (known) known.last = record
    else memory.push({ since: clock, last: record })
    if (!known && !keepsLast) given.push(record)
  }
  return given
}
