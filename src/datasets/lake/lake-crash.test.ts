import { expect, test } from 'vitest'
import { feedUnderKills } from './kills.fixture.ts'
import { rowsIn, TestLake } from './lake.fixture.ts'

test('a lake whose process is killed again and again holds each record once', { timeout: 300_000 }, async () => {
  await using lake = await TestLake.open({ fan: 3, history_ms: 0, grace_ms: 0, upkeep_ms: 30 })
  const writer = await lake.engine.open({ name: 'logs' })
  const until = 20_000
  await feedUnderKills(lake, writer, {
    until,
    recordAt: (offset) => (offset % 50 === 49 ? 'bad' : { n: offset }),
    countAt: (offset) => 1 + ((offset * 7) % 97),
    mostKills: 10,
  })
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
