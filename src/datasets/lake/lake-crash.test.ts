import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { UserError } from '../../lib/errors.ts'
import type { DatasetWriter } from '../dataset.ts'
import { frameOf, rowsIn, TestLake } from './lake.fixture.ts'

/** Reads on from the committed position whenever an append fails, as the runtime's feed does. */
async function feed(writer: DatasetWriter, until: number): Promise<void> {
  for (;;) {
    const underWay: Promise<unknown>[] = []
    try {
      let next = (await writer.positions()).get(0) ?? 0
      while (next < until) {
        const count = Math.min(1 + ((next * 7) % 97), until - next)
        const records = Array.from({ length: count }, (_, i) => ((next + i) % 50 === 49 ? 'bad' : { n: next + i }))
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

test('a lake whose process is killed again and again holds each record once', { timeout: 120_000 }, async () => {
  await using lake = await TestLake.open({ fan: 3, history_ms: 0, grace_ms: 0, upkeep_ms: 30 })
  const writer = await lake.engine.open({ name: 'logs' })
  const until = 20_000
  let fed = false
  const feeding = feed(writer, until).finally(() => {
    fed = true
  })
  let kills = 0
  for (let tries = 0; tries < 10 && !fed; tries++) {
    await sleep(100 + Math.random() * 700)
    const { pid } = lake.engine
    if (pid === undefined || fed) continue
    process.kill(pid, 'SIGKILL')
    kills++
  }
  await feeding
  expect(kills).toBeGreaterThan(0)
  // With no grace, a merge would take away the files that a query is about to open.
  await lake.engine.settle()
  const rejected = until / 50
  expect(await writer.totals()).toEqual({ stored: until - rejected, duplicate: 0, rejected, late_dropped: 0 })
  const [row] = await rowsIn(
    lake,
    'logs',
    'count(*) as rows, count(distinct _offset) as offsets, bool_and(n = _offset) as same',
    '1',
  )
  expect(row).toEqual({ rows: String(until - rejected), offsets: String(until - rejected), same: true })
  expect(await rowsIn(lake, 'logs_rejected')).toHaveLength(rejected)
  expect(await lake.engine.verify()).toEqual([])
})
