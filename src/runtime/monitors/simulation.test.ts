import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProjectMonitor, QueryCondition, RecordCondition } from '../../project/project.ts'
import { initialState, stepGroup } from './group-state.ts'
import { keyText } from './monitor-notice.ts'
import type { FoundValue } from './query-evaluation.ts'
import { rulesOf } from './query-watch.ts'
import { type Arrival, StateSimulation, simulateRecords } from './simulation.ts'

const minute = 60_000
const query: QueryCondition = {
  kind: 'query',
  query: { kql: 'level:error', in: 'events' },
  when: 'value > 2',
  every_ms: minute,
  over_ms: 5 * minute,
  for_ms: 0,
  no_data: 'ok',
}
const record: RecordCondition = { kind: 'record', on: 'readings', when: 'sd > 0.5', wait_ms: 1000 }

function monitorOf(condition: QueryCondition | RecordCondition, more: Partial<ProjectMonitor> = {}): ProjectMonitor {
  const empty = { by: [], notify: [], inhibited_by: [], maintenance: [], inputs: [] }
  return { name: 'm', condition, severity: 'info', at: { line: 1, column: 1 }, ...empty, ...more }
}

const found = (value: number, key: Record<string, string> = {}): [string, FoundValue] => [
  keyText(key),
  { key, value, fields: {}, finding: { kind: 'value', holds: value > 2 } },
]

function simulate(values: readonly number[], condition = query, more: Partial<ProjectMonitor> = {}) {
  const simulation = new StateSimulation(monitorOf(condition, more), condition, minute)
  for (const [i, value] of values.entries()) simulation.evaluate((i + 1) * minute, new Map([found(value)]))
  return simulation.result()
}

describe('the back-test of a query', () => {
  it('says when it would have fired, how long, and how many notices', () => {
    const { series, ...told } = simulate([0, 3, 4, 0, 0, 5])
    expect(series).toEqual([{ group: {}, points: [0, 3, 4, 0, 0, 5].map((value, i) => [(i + 1) * minute, value]) }])
    expect(told).toEqual({
      firings: [
        { group: {}, from: '1970-01-01T00:02:00.000Z', until: '1970-01-01T00:04:00.000Z', value: 3 },
        { group: {}, from: '1970-01-01T00:06:00.000Z', value: 5 },
      ],
      fired: 2,
      firing_ms: 2 * minute,
      notices: 3,
    })
  })

  it('waits as long as "for" says, and is quiet in planned work', () => {
    expect(simulate([3, 3, 0, 3], { ...query, for_ms: 2 * minute }).fired).toBe(0)
    const maintenance = [{ days: ['thu'], from: '00:00', until: '00:05', zone: 'UTC' }]
    expect(simulate([0, 3, 0, 0], query, { maintenance })).toMatchObject({ fired: 1, notices: 0 })
  })

  it('counts each group by itself', () => {
    const simulation = new StateSimulation(monitorOf(query, { by: ['place'] }), query, minute)
    simulation.evaluate(minute, new Map([found(3, { place: 'a' }), found(1, { place: 'b' })]))
    simulation.evaluate(2 * minute, new Map([found(3, { place: 'b' })]))
    expect(simulation.result()).toMatchObject({ fired: 2, notices: 3, firing_ms: minute })
  })

  it('tells as many notices as the living monitor would have', () => {
    const condition = { ...query, for_ms: minute }
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 })), (values) => {
        const rules = rulesOf({}, condition)
        let state = initialState(minute)
        let notices = 0
        for (const [i, value] of values.entries()) {
          const at = { at_ms: (i + 1) * minute, isMuted: false }
          const step = stepGroup(state, { kind: 'value', holds: value > 2 }, at, rules)
          state = step.after
          if (step.notice) notices++
        }
        expect(simulate(values, condition).notices).toBe(notices)
      }),
    )
  })
})

describe('the back-test of records', () => {
  const arrival = (place: string, at_ms: number, records = 1): Arrival => ({
    key: { place },
    at_ms,
    first_offset: at_ms,
    records,
  })
  const times = (arrivals: readonly Arrival[], more: Partial<ProjectMonitor> = {}) =>
    simulateRecords(monitorOf(record, { by: ['place'], ...more }), record, arrivals)

  it('gives one notice for what came together, group by group', () => {
    expect(times([arrival('a', 0, 2), arrival('a', 500, 3), arrival('b', 600)])).toMatchObject({
      firings: [
        { group: { place: 'a' }, from: '1970-01-01T00:00:01.500Z', records: 5 },
        { group: { place: 'b' }, from: '1970-01-01T00:00:01.600Z', records: 1 },
      ],
      fired: 2,
      firing_ms: 0,
      notices: 2,
    })
  })

  it('tells a group again after its time, and with "never" once', () => {
    const arrivals = [arrival('a', 0), arrival('a', 10_000), arrival('a', 20_000)]
    expect(times(arrivals, { again_ms: 15_000 }).firings.map(({ records }) => records)).toEqual([1, 1, 1])
    expect(times(arrivals, { again_ms: 60_000 }).firings.map(({ records }) => records)).toEqual([1, 2])
    expect(times(arrivals)).toMatchObject({ notices: 1, firings: [{ records: 1 }] })
  })

  it('loses no record, whenever they came', () => {
    const one = fc.record({
      place: fc.constantFrom('a', 'b'),
      pause: fc.nat(5000),
      records: fc.integer({ min: 1, max: 9 }),
    })
    fc.assert(
      fc.property(fc.array(one), (events) => {
        let at_ms = 0
        const arrivals = events.map(({ place, pause, records }) => {
          at_ms += pause
          return arrival(place, at_ms, records)
        })
        const told = times(arrivals, { again_ms: 3000 }).firings.reduce((sum, { records = 0 }) => sum + records, 0)
        expect(told).toBe(arrivals.reduce((sum, { records }) => sum + records, 0))
      }),
    )
  })
})
