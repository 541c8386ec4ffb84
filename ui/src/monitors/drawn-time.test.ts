import { expect, it } from 'vitest'
import { drawnTime } from './drawn-time.ts'

const [from, until] = ['2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z']
const noon = Date.parse('2026-03-01T12:00:00Z')

it('of a long time that part is drawn in which there was something', () => {
  const series = [{ group: {}, points: [[noon, 1] as const, [noon + 600_000, 3] as const] }]
  const firings = [{ group: {}, from: '2026-03-01T13:00:00Z', records: 3 }]
  expect(drawnTime({ from, until, series, firings: [] })).toEqual({ from: noon - 60_000, until: noon + 660_000 })
  expect(drawnTime({ from, until, series, firings })).toEqual({ from: noon - 144_000, until: noon + 3_744_000 })
})

it('all of the time is drawn where there was nothing, and no more of it than was tried', () => {
  const all = { from: Date.parse(from), until: Date.parse(until) }
  expect(drawnTime({ from, until, series: [], firings: [] })).toEqual(all)
  const series = [{ group: {}, points: [[all.from, 1] as const, [all.until, 3] as const] }]
  expect(drawnTime({ from, until, series, firings: [] })).toEqual(all)
})
