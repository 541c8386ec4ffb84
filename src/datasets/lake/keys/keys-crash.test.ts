import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { UserError } from '../../../lib/errors.ts'
import type { DatasetWriter } from '../../dataset.ts'
import { frameOf, rowsIn, TestLake } from '../lake.fixture.ts'

const until = 60_000
const distinct = 20_000

/** Each id comes three times, far apart. */
const idAt = (offset: number) => (offset * 7919) % distinct

/** Reads on from the committed position whenever an append fails, as the runtime's feed does. */
async function feed(writer: DatasetWriter): Promise<void> {
  for (;;) {
    const underWay: Promise<unknown>[] = []
    try {
      let next = (await writer.positions()).get(0) ?? 0
      while (next < until) {
        const count = Math.min(1 + ((next * 13) % 400), until - next)
        const records = Array.from({ length: count }, (_, i) => ({ id: idAt(next + i), n: next + i }))
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

test.each(['first', 'last'] as const)(
  'a lake whose process is killed again and again holds the %s record of each key',
  { timeout: 120_000 },
  async (keep) => {
    await using lake = await TestLake.open({ fan: 3, history_ms: 0, grace_ms: 0, upkeep_ms: 30 })
    const writer = await lake.engine.open({ name: 'events', key: ['id'], keep })
    let fed = false
    const feeding = feed(writer).finally(() => {
      fed = true
    })
    let kills = 0
    for (let tries = 0; tries < 12 && !fed; tries++) {
      await sleep(100 + Math.random() * 700)
      const { pid } = lake.engine
      if (pid === undefined || fed) continue
      process.kill(pid, 'SIGKILL')
      kills++
    }
    await feeding
    expect(kills).toBeGreaterThan(0)
    expect(await writer.totals()).toEqual({
      stored: distinct,
      duplicate: until - distinct,
      rejected: 0,
      late_dropped: 0,
    })
    const [row] = await rowsIn(
      lake,
      'events',
      'count(*)::int as rows, count(distinct id)::int as ids, bool_and(n = _offset) as same, min(_offset)::int as first, max(_offset)::int as last',
      '1',
    )
    // All that are stored came within the first round, or within the last.
    const first = keep === 'first' ? 0 : until - distinct
    expect(row).toEqual({ rows: distinct, ids: distinct, same: true, first, last: first + distinct - 1 })
    expect(await lake.engine.verify()).toEqual([])
  },
)
