import { setTimeout as sleep } from 'node:timers/promises'
import { UserError } from '../../lib/errors.ts'
import type { DatasetWriter } from '../dataset.ts'
import { frameOf, type TestLake } from './lake.fixture.ts'

export interface Feeding {
  /** The offset to end at. */
  readonly until: number
  readonly recordAt: (offset: number) => unknown
  /** How many records are given at once, from this offset on. */
  readonly countAt: (offset: number) => number
  readonly mostKills: number
}

/** Fills a dataset while the process of its lake is killed again and again, the first time as soon as it has begun. */
export async function feedUnderKills(lake: TestLake, writer: DatasetWriter, feeding: Feeding): Promise<void> {
  let isFed = false
  const fed = feed(writer, feeding).finally(() => {
    isFed = true
  })
  for (let kills = 0; kills < feeding.mostKills && !isFed; kills++) {
    const { pid } = lake.engine
    if (pid !== undefined) process.kill(pid, 'SIGKILL')
    await sleep(100 + Math.random() * 700)
  }
  await fed
}

/** Reads on from the committed position whenever an append fails, as the runtime's feed does. */
async function feed(writer: DatasetWriter, { until, recordAt, countAt }: Feeding): Promise<void> {
  for (;;) {
    const underWay: Promise<unknown>[] = []
    try {
      let next = (await writer.positions()).get(0) ?? 0
      while (next < until) {
        const count = Math.min(countAt(next), until - next)
        const records = Array.from({ length: count }, (_, i) => recordAt(next + i))
        underWay.push(writer.append([frameOf(next, records)], next + count))
        next += count
        if (underWay.length === 3) {
          await underWay[0]
          underWay.shift()
        }
      }
      await Promise.all(underWay)
      return
    } catch (error) {
      if (!(error instanceof UserError && error.code === 'unavailable')) throw error
      await Promise.allSettled(underWay)
    }
  }
}
