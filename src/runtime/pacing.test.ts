import { expect, test } from 'vitest'
import { type Backlog, Pacing } from './pacing.ts'

const now = 1_000_000

function pacingOf(...since: (number | undefined)[]): Pacing {
  const pacing = new Pacing(() => now)
  for (const time of since) pacing.add({ since: time, bytes: 16 << 20 })
  return pacing
}

test('nobody waits while all is stored, or will be soon', () => {
  expect(pacingOf().pause_ms).toBe(0)
  expect(pacingOf(undefined, now - 100, now).pause_ms).toBe(0)
})

test('the slowest dataset decides how long', () => {
  expect(pacingOf(now - 350, now - 300, undefined).pause_ms).toBe(100)
})

test('no acknowledgement waits for longer than a moment', () => {
  expect(pacingOf(now - 5000).pause_ms).toBe(1000)
})

test('a dataset that stands still, or reads history, slows nobody', () => {
  expect(pacingOf(now - 10_000, now - 3_600_000, now - 280).pause_ms).toBe(30)
})

test('a dataset that left slows nobody any more', () => {
  const backlog: Backlog = { since: now - 1000, bytes: 16 << 20 }
  const pacing = new Pacing(() => now)
  pacing.add(backlog)
  pacing.remove(backlog)
  expect(pacing.pause_ms).toBe(0)
})

test('a few records slow nobody, however long they take', () => {
  const pacing = new Pacing(() => now)
  pacing.add({ since: now - 5000, bytes: 1 << 20 })
  expect(pacing.pause_ms).toBe(0)
})
