import type { Weather } from './visit.ts'

/** The first bad time begins so long after the world, so that whoever looks need not wait for it. */
const first_ms = 20_000

/** Tells of a time whether it lies in one of the bad times, which come again and again. */
export function badTimes({
  begin_ms,
  every_ms,
  for_ms,
}: {
  begin_ms: number
  every_ms: number
  for_ms: number
}): Weather {
  return (at_ms) => {
    const since_ms = at_ms - begin_ms - first_ms
    return since_ms >= 0 && since_ms % every_ms < for_ms
  }
}
