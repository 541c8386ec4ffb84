/**
 * Bounds what buffers outside of V8's heap may pile up to. V8 counts them towards the heap's limit, and under a flood of bodies lets them
 * grow to a gigabyte before it collects; one collection in time costs a few hundredths of a second and nothing while all is quiet.
 */
import { garbageCollector } from '../lib/garbage.ts'

const most_bytes = 256 << 20
/** Should more than that be in use, it is not garbage, and looking for some each time would cost more than it finds. */
const growth = 1.5
const look_ms = 100

/** Looks until the returned function is called. */
export function boundMemory(): () => void {
  const collect = garbageCollector()
  let limit_bytes = most_bytes
  const looking = setInterval(() => {
    if (process.memoryUsage().external <= limit_bytes) return
    collect()
    limit_bytes = Math.max(most_bytes, process.memoryUsage().external * growth)
  }, look_ms).unref()
  return () => clearInterval(looking)
}
