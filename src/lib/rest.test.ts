import { constants, PerformanceObserver } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { collectAtRest } from './rest.ts'

test('collects once a thread rests that holds more than before, and then leaves it alone', async () => {
  let collections = 0
  const observer = new PerformanceObserver((list) => {
    for (const { detail } of list.getEntries() as unknown as { detail: { kind: number; flags: number } }[]) {
      const isForced = (detail.flags & constants.NODE_PERFORMANCE_GC_FLAGS_FORCED) !== 0
      if (isForced && detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR) collections++
    }
  })
  observer.observe({ entryTypes: ['gc'] })
  const end = collectAtRest({ look_ms: 50 })
  try {
    await expect.poll(() => collections, { interval: 500 }).toBe(1)
    const held = new Uint8Array(64 << 20)
    await expect.poll(() => collections, { interval: 500 }).toBe(2)
    expect(held.length).toBe(64 << 20)
  } finally {
    end()
    observer.disconnect()
  }
})
