import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesOf, createHost, openAlone, recordsOf, testFunction } from '../function.contract.ts'
import window from './index.ts'

const start_ms = Date.UTC(2025, 2, 3)
const minute_ms = 60_000
const aggregates = { n: 'count', total: 'sum(v)', low: 'min(v)', high: 'max(v)', mean: 'mean(v)' }

interface Event {
  readonly place: string
  readonly minute: number
  readonly v: number | null
}

const anyEvent = fc.record({
  place: fc.constantFrom('A', 'B'),
  minute: fc.integer({ min: -100, max: 300 }),
  v: fc.option(fc.integer({ min: -4000, max: 4000 }).map((n) => n / 4)),
  delay: fc.integer({ min: 0, max: 20 }),
})

/** Events in an order in which none comes more than 20 minutes behind a later one. */
const anyStream = fc
  .array(anyEvent, { maxLength: 40 })
  .map((events) => events.toSorted((a, b) => a.minute + a.delay - b.minute - b.delay))

/** Closes all windows before it. */
const last = { place: 'C', minute: 10_000, v: 0 }

function recordOf({ place, minute, v }: Event) {
  return { place, v, at: isoOf(minute) }
}

function isoOf(minute: number): string {
  return new Date(start_ms + minute * minute_ms).toISOString()
}

function run(options: object, batches: readonly (readonly Event[])[]) {
  const host = createHost()
  const all = { time: 'at', by: ['place'], aggregates, lateness: '20m', ...options }
  const results = batches.map((batch) => openAlone(window, all, host).process(bytesOf(batch.map(recordOf))))
  return {
    given: results.flatMap(recordsOf),
    late: results.reduce((sum, { late_dropped }) => sum + late_dropped, 0),
    kept: [...host.state.entries('')].length,
  }
}

describe('window', () => {
  testFunction(window)

  it.each([{ size: '60m' }, { size: '60m', every: '15m' }, { size: '45m', every: '30m' }])(
    'of %o gives what is computed naively, in any order within the lateness',
    (options) => {
      const size = Number.parseInt(options.size, 10)
      const every = Number.parseInt(options.every ?? options.size, 10)
      fc.assert(
        fc.property(anyStream, (events) => {
          const { given, late } = run(options, [[...events, last]])
          expect(late).toBe(0)
          const expected = []
          for (let from = -180; from < 360; from += every) {
            for (const place of ['A', 'B']) {
              const within = events.filter((e) => e.place === place && e.minute >= from && e.minute < from + size)
              if (within.length > 0) expected.push(summed(place, from, from + size, within))
            }
          }
          expect(given).toEqual(expected.toSorted(byEnd))
        }),
      )
    },
  )

  it('by session gives what is computed naively, in any order within the lateness', () => {
    fc.assert(
      fc.property(anyStream, (events) => {
        const { given, late } = run({ session: '30m' }, [[...events, last]])
        expect(late).toBe(0)
        const expected = ['A', 'B'].flatMap((place) => {
          const sorted = events.filter((event) => event.place === place).toSorted((a, b) => a.minute - b.minute)
          const sessions: Event[][] = []
          for (const event of sorted) {
            const open = sessions.at(-1)
            if (open && event.minute - open.at(-1)!.minute < 30) open.push(event)
            else sessions.push([event])
          }
          return sessions.map((events) => summed(place, events[0]!.minute, events.at(-1)!.minute + 30, events))
        })
        expect(given).toEqual(expected.toSorted(byEnd))
      }),
    )
  })

  it.each([{ size: '60m' }, { size: '60m', every: '15m' }, { session: '30m' }])(
    'of %o gives the same however batches are cut, late records included',
    (options) => {
      const hasty = { ...options, lateness: '5m' }
      fc.assert(
        fc.property(anyStream, fc.integer({ min: 1, max: 10 }), (events, size) => {
          const all = [...events, last]
          const batches = Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
            all.slice(i * size, (i + 1) * size),
          )
          expect(run(hasty, batches)).toEqual(run(hasty, [all]))
        }),
      )
    },
  )

  it('counts every record once or as late, where windows do not overlap', () => {
    fc.assert(
      fc.property(
        fc.array(anyEvent, { maxLength: 40 }),
        fc.constantFrom({ size: '1h' }, { session: '7m' }),
        (events, options) => {
          const { given, late } = run({ ...options, lateness: '1m' }, [[...events, last]])
          const counted = (given as { n: number }[]).reduce((sum, { n }) => sum + n, 0)
          expect(counted + late).toBe(events.length)
        },
      ),
    )
  })

  it('keeps nothing of windows that are over', () => {
    const events = Array.from({ length: 50 }, (_, i) => ({ place: 'A', minute: i * 100, v: 1 }))
    // The clock and the window of the last; a session has its span, too.
    expect(run({ size: '60m' }, [[...events, last]]).kept).toBe(2)
    expect(run({ session: '30m' }, [[...events, last]]).kept).toBe(3)
  })

  it('begins weeks on Mondays', () => {
    const { given } = run({ size: '1w' }, [
      [
        { place: 'A', minute: 0, v: 1 },
        { ...last, minute: 100_000 },
      ],
    ])
    expect(given).toMatchObject([{ window_start: '2025-03-03T00:00:00.000Z', window_end: '2025-03-10T00:00:00.000Z' }])
  })

  it('closes its windows when nothing has come for long, and takes what comes then as late', () => {
    let now = start_ms
    const options = { time: 'at', size: '1h', lateness: '1h', close_after: '1m', aggregates: { n: 'count' } }
    const chain = openAlone(window, options, { now: () => now })
    const record = recordOf({ place: 'A', minute: 5, v: 1 })
    expect(chain.process(bytesOf([record])).count).toBe(0)
    now += 59_000
    expect(chain.process().count).toBe(0)
    now += 1000
    expect(recordsOf(chain.process())).toMatchObject([{ n: 1 }])
    expect(chain.process().count).toBe(0)
    expect(chain.process(bytesOf([record]))).toMatchObject({ count: 0, late_dropped: 1 })
  })

  it('lets a clock that is days ahead make nobody late', () => {
    const now = () => start_ms
    const options = { time: 'at', size: '1h', aggregates: { n: 'count' } }
    const ahead = recordOf({ place: 'A', minute: 3 * 24 * 60, v: 1 })
    const { rejected } = openAlone(window, options, { now }).process(bytesOf([ahead]))
    expect(rejected.map(({ reason }) => reason)).toEqual([
      'cannot read time at "2025-03-06T00:00:00.000Z": it is more than a day ahead',
    ])
  })

  it.each([
    [{}, 'expecting either "size" or "session"'],
    [{ size: '1h', session: '1h' }, 'expecting either "size" or "session"'],
    [{ session: '1h', every: '1h' }, '"every" says nothing'],
    [{ size: '0s' }, '"size" is not a whole number'],
    [{ size: '1h', every: '2h' }, 'records would be in no window'],
    [{ size: '1h', every: '1s' }, 'more than 1000 windows'],
    [{ size: '1h', by: ['n'] }, 'the field "n" twice'],
  ])('refuses the options %o', (options, why) => {
    const all = { time: 'at', by: [], aggregates, lateness: '0s', ...options }
    expect(() => window.needs?.(all)).toThrow(why)
  })
})

function summed(place: string, from: number, until: number, events: readonly Event[]) {
  const values = events.flatMap(({ v }) => (v === null ? [] : [v]))
  const total = values.reduce((sum, value) => sum + value, 0)
  const isEmpty = values.length === 0
  return {
    place,
    window_start: isoOf(from),
    window_end: isoOf(until),
    n: events.length,
    total: isEmpty ? null : total,
    low: isEmpty ? null : Math.min(...values),
    high: isEmpty ? null : Math.max(...values),
    mean: isEmpty ? null : total / values.length,
  }
}

function byEnd(a: ReturnType<typeof summed>, b: ReturnType<typeof summed>): number {
  const text = ({ window_end, window_start, place }: typeof a) => `${window_end} ${window_start} ${place}`
  return text(a) < text(b) ? -1 : 1
}
