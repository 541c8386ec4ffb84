import { expect, test } from 'vitest'
import { EndpointUsage } from './usage.ts'

test('an endpoint tells how often it was asked, and how long that took', () => {
  const usage = new EndpointUsage()
  expect(usage.report()).toMatchObject({ requests: 0, p50_ms: 1, p99_ms: 1 })
  for (let i = 0; i < 97; i++) usage.noteMemory(200)
  usage.noteMemory(404)
  usage.note(429, 0.1)
  usage.note(503, 60_000)
  expect(usage.report()).toEqual({ requests: 100, from_memory: 98, limited: 1, failed: 1, p50_ms: 1, p99_ms: 1 })
  usage.note(200, 20)
  expect(usage.report().p99_ms).toBe(25)
  expect(usage.statuses.get(200)).toBe(98)
  expect(usage.latency.buckets.reduce((sum, count) => sum + count)).toBe(101)
})
