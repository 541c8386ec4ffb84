import { expect, it } from 'vitest'
import { maybeMeasure } from './measure.ts'

it.each([
  ['count', { name: 'count', title: 'count' }],
  ['rate as requests', { name: 'rate', title: 'requests' }],
  ['avg(cpu.used_percent)', { name: 'avg', field: 'cpu.used_percent', title: 'avg(cpu.used_percent)' }],
  ['p95(a b) as slowest', { name: 'percentile', field: 'a b', share: 0.95, title: 'slowest' }],
  ['counts', undefined],
  ['avg', undefined],
  ['avg()', undefined],
  ['evil(x)', undefined],
  ['p100(x)', undefined],
])('the measure %s', (text, measure) => {
  expect(maybeMeasure(text)).toEqual(measure)
})
