import { expect, it } from 'vitest'
import { pastOf } from './past.ts'

const now = Date.parse('2026-03-01T12:00:00Z')
const shop = { name: 'shop', from: '2026-03-01T11:50:00Z', until: '2026-03-01T11:59:59Z' }
const readings = { name: 'readings', from: '2024-01-01T00:00:00Z', until: '2024-12-31T00:00:00Z' }
const search = { way: 'kql', dataset: 'shop', sql: '', every: '', over: '5m' } as const

it('a monitor is tried over the time in which there are data', () => {
  expect(pastOf(search, [shop, readings], now)).toEqual({ last: '600s' })
  const old = { ...search, dataset: 'readings', every: '1h', over: '1d' }
  expect(pastOf(old, [shop, readings], now)).toEqual({ last: `${720 * 3600}s`, until: '2025-01-01T00:00:00.000Z' })
  const sql = { ...search, way: 'sql', sql: 'select max(sd) as value from readings where _time > $from' } as const
  expect(pastOf(sql, [shop, readings], now)).toEqual({ last: '7200s', until: '2024-12-31T00:05:00.000Z' })
})

it('what has just come is in the time over which a monitor is tried', () => {
  const fresh = { name: 'shop', from: '2026-03-01T12:00:20Z', until: '2026-03-01T12:00:25Z' }
  const past = pastOf(search, [fresh], now + 30_000)
  expect(past).toEqual({ last: '300s', until: '2026-03-01T12:01:00.000Z' })
})

it('a monitor is tried over no more than can be drawn, and over some time where nothing is known', () => {
  expect(pastOf({ ...search, every: '1s' }, [{ ...shop, from: '2026-01-01T00:00:00Z' }], now)).toEqual({ last: '720s' })
  expect(pastOf({ ...search, dataset: '', every: 'often' }, [], now)).toEqual({ last: '43200s' })
  expect(pastOf({ ...search, way: 'on', dataset: 'readings' }, [readings], now)).toEqual({ last: '86400s' })
})
