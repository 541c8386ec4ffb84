import { expect, it } from 'vitest'
import type { PanelType } from '../../../../src/model/dashboard.ts'
import { answerOf } from './example-answer.fixture.ts'
import { maybeNeed } from './needs.ts'

const time = '2026-11-22T08:00:00Z'

it.each<[PanelType, string, Record<string, unknown>]>([
  ['treemap', 'split', { service: 'web', count: 3 }],
  ['sunburst', 'split', { service: 'web', count: 3 }],
  ['column', 'split', { service: 'web', count: 3 }],
  ['horizontal_bar', 'split', { service: 'web', count: 3 }],
  ['radar', 'split', { service: 'web', count: 3 }],
  ['sankey', 'two_splits', { service: 'web', level: 'error', count: 3 }],
  ['scatter', 'two_numbers', { bytes: 1, ms: 2 }],
  ['bubble', 'two_numbers', { service: 'web', bytes: 1, ms: 2 }],
  ['histogram', 'number', { _time: time, ms: 2 }],
  ['boxplot', 'number', { service: 'web', ms: 2 }],
  ['state_timeline', 'state', { _time: time, state: 'on' }],
  ['map', 'place', { lat: 40, lon: -3 }],
])('%s needs %s, and a number of all is not that', (type, need, enough) => {
  expect(maybeNeed({ type }, answerOf([{ count: 5 }]))).toBe(need)
  expect(maybeNeed({ type }, answerOf([enough]))).toBe(undefined)
  expect(maybeNeed({ type }, answerOf([]))).toBe(undefined)
})
