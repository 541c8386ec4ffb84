import { expect, test } from 'vitest'
import { feedUnderKills } from '../kills.fixture.ts'
import { rowsIn, TestLake } from '../lake.fixture.ts'

const until = 60_000
const distinct = 20_000

/** Each id comes three times, far apart. */
const idAt = (offset: number) => (offset * 7919) % distinct

test.each(['first', 'last'] as const)(
  'a lake whose process is killed again and again holds the %s record of each key',
  { timeout: 300_000 },
  async (keep) => {
    await using lake = await TestLake.open({ fan: 3, history_ms: 0, grace_ms: 0, upkeep_ms: 30 })
    const writer = await lake.engine.open({ name: 'events', key: ['id'], keep })
    await feedUnderKills(lake, writer, {
      until,
      recordAt: (offset) => ({ id: idAt(offset), n: offset }),
      countAt: (offset) => 1 + ((offset * 13) % 400),
      mostKills: 12,
    })
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
