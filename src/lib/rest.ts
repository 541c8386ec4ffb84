import { performance } from 'node:perf_hooks'
import { garbageCollector } from './garbage.ts'

/** A thread that worked for less than this share of the time rests. */
const restful = 0.05
/** Less than this is not worth a pause. */
const worthwhile_bytes = 16 << 20

/**
 * Gives memory back once this thread rests. V8 collects as it allocates: after a busy time it holds on to garbage, and to the room
 * that it took for more of it. Returns how to end this.
 */
export function collectAtRest({ look_ms = 5000 } = {}): () => void {
  const collect = garbageCollector()
  let looked = performance.eventLoopUtilization()
  let needed = 0
  const timer = setInterval(() => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, looked)
    looked = now
    if (utilization > restful || taken() < needed + worthwhile_bytes) return
    collect()
    needed = taken()
  }, look_ms).unref()
  return () => clearInterval(timer)
}

function taken(): number {
  const { heapTotal, external } = process.memoryUsage()
  return heapTotal + external
}
