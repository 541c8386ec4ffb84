import { expect, test } from 'vitest'
import type { MonitorEvent } from '../../model/monitor-report.ts'
import { timelineOf } from './timeline.ts'

const at = (minute: number) => new Date(minute * 60_000).toISOString()
const changed = (minute: number, text: string, group = {}): MonitorEvent => ({
  time: at(minute),
  kind: 'changed',
  group,
  text,
})

test('the states of a group follow each other without a gap, from what was before the time to its end', () => {
  const events = [changed(1, 'ok to pending'), changed(5, 'pending to firing'), changed(7, 'firing to ok')]
  expect(timelineOf(events, 3 * 60_000, 10 * 60_000)).toEqual([
    {
      group: {},
      spans: [
        { state: 'pending', from: at(3), until: at(5) },
        { state: 'firing', from: at(5), until: at(7) },
        { state: 'ok', from: at(7), until: at(10) },
      ],
    },
  ])
})

test('each group has its own, and that it could not be evaluated is told of the whole', () => {
  const events = [
    changed(1, 'ok to firing', { place: 'a' }),
    changed(2, 'cannot be evaluated: there is no column "sd"'),
    changed(4, 'can be evaluated again'),
    { ...changed(3, 'firing: too much'), kind: 'told' as const },
  ]
  expect(timelineOf(events, 0, 5 * 60_000).map(({ group, spans }) => [group, spans.map(({ state }) => state)])).toEqual(
    [
      [{ place: 'a' }, ['ok', 'firing']],
      [{}, ['ok', 'error', 'ok']],
    ],
  )
})
