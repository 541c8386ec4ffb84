import { expect, test } from 'vitest'
import type { Panel } from '../../../../src/model/dashboard.ts'
import { answerOf } from './example-answer.fixture.ts'
import { maybeCells } from './trellis.ts'

const panel: Panel = { type: 'line', at: { x: 0, y: 0, w: 6, h: 6 }, options: { trellis: 'service', fill: true } }
const answer = answerOf([
  { time: '2026-11-21T10:00:00Z', service: 'api', count: 4 },
  { time: '2026-11-21T10:00:00Z', service: 'web', count: 9 },
  { time: '2026-11-21T10:01:00Z', service: 'api', count: 5 },
])

test('a panel is split by the values of a column, on one scale', () => {
  const cells = maybeCells(panel, answer)!
  expect(cells.map(({ name, answer }) => [name, answer.rows?.length])).toEqual([
    ['api', 2],
    ['web', 1],
  ])
  expect(cells[0]!.answer.columns?.map(({ name }) => name)).toEqual(['time', 'count'])
  expect(cells[0]!.panel).toMatchObject({ max: 10, legend: 'none', options: { fill: true } })
})

test('a panel without such a column is one chart', () => {
  expect(maybeCells({ ...panel, options: {} }, answer)).toBeUndefined()
  expect(maybeCells({ ...panel, options: { trellis: 'none' } }, answer)).toBeUndefined()
})
