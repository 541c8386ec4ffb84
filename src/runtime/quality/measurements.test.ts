import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../../test/support/folder.ts'
import { frameOf, TestLake } from '../../datasets/lake/lake.fixture.ts'
import { openReader } from '../../datasets/lake/reader/index.ts'
import { silent } from '../../lib/log.ts'
import type { Rule } from '../../model/rule.ts'
import { openState } from '../state.ts'
import { Measurements } from './measurements.ts'
import { scorecardOf } from './scorecard.ts'

const hour_ms = 3_600_000
const rules: Rule[] = [
  { name: 'id unique', severity: 'warn', condition: { kind: 'unique', field: 'id' } },
  {
    name: 'place references',
    severity: 'warn',
    condition: { kind: 'references', field: 'place', dataset: 'places', other: 'name' },
  },
  { name: 'absent unique', severity: 'warn', condition: { kind: 'unique', field: 'absent' } },
]

describe('rules about all records', () => {
  test('are measured once in each hour, kept for 90 days, and told by the scorecard to who may read what they are about', async () => {
    await using lake = await TestLake.open()
    const state = openState(temporaryFolder(), () => 'another one')
    const reader = openReader({ folder: lake.folder, log: silent, processes: 1 })
    const stopping = new AbortController()
    const parts = {
      state,
      reader,
      datasets: () => [{ name: 'readings', rules }],
      log: silent,
      stopping: stopping.signal,
    }
    const measurements = new Measurements(parts)
    const start = Date.UTC(2026, 0, 1, 10, 30)
    try {
      // There is nothing to measure yet.
      await measurements.measure(start)
      expect(measurements.of('readings')).toEqual([])
      const places = await lake.engine.open({ name: 'places' })
      await places.append([frameOf(0, [{ name: 'a' }])], 1)
      const writer = await lake.engine.open({ name: 'readings' })
      await writer.append(
        [
          frameOf(0, [
            { id: 1, place: 'a' },
            { id: 1, place: 'b' },
          ]),
        ],
        2,
      )
      await measurements.measure(start + hour_ms)
      await writer.append([frameOf(2, [{ id: 1, place: 'a' }])], 3)
      await measurements.measure(start + hour_ms + 60_000)
      // Another start in the same hour measures nothing again.
      await new Measurements(parts).measure(start + hour_ms + 120_000)
      await measurements.measure(start + 2 * hour_ms)
      const [eleven, twelve] = ['2026-01-01T11:00:00.000Z', '2026-01-01T12:00:00.000Z']
      expect(measurements.of('readings')).toEqual([
        { hour: eleven, rule: 'id unique', checked: 2, failed: 1 },
        { hour: eleven, rule: 'place references', checked: 2, failed: 1 },
        { hour: twelve, rule: 'id unique', checked: 3, failed: 2 },
        { hour: twelve, rule: 'place references', checked: 3, failed: 1 },
      ])
      const card = await scorecardOf({
        ...{ dataset: 'readings', rules, counts: [], reader, scope: { datasets: ['readings'] } },
        measurements: measurements.of('readings'),
      })
      expect(card.hours).toEqual([
        { hour: eleven, source: '', rule: 'id unique', checked: 2, failed: { 'id unique': 1 } },
        { hour: twelve, source: '', rule: 'id unique', checked: 3, failed: { 'id unique': 2 } },
      ])
      await measurements.measure(start + (90 * 24 + 1) * hour_ms)
      expect(measurements.of('readings').map(({ hour }) => hour)).not.toContain(eleven)
    } finally {
      await reader.stop()
      state.close()
    }
  })
})
