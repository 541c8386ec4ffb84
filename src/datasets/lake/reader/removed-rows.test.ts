import { expect, test } from 'vitest'
import { silent } from '../../../lib/log.ts'
import { frameOf, TestLake } from '../lake.fixture.ts'
import { openReader } from './index.ts'

test('queries, searches and views that look for changes see a row go when the next of its key comes', async () => {
  await using lake = await TestLake.open()
  const writer = await lake.engine.open({ name: 'events', key: ['id'], keep: 'last' })
  const start = Date.UTC(2026, 0, 1)
  const records = (from: number, states: readonly string[]) =>
    states.map((state, i) => ({ _time: new Date(start + (from + i) * 1000).toISOString(), id: i, state }))
  await writer.append([frameOf(0, records(0, ['open', 'open', 'shut']))], 3)
  const reader = openReader({ folder: lake.folder, log: silent, processes: 1 })
  const scope = { datasets: ['events'] }
  const find = async (kql: string) => {
    const { hits } = await reader.search({ kql, in: ['events'], limit: 10, scope })
    return hits.map((hit) => [hit.id, hit.state])
  }
  try {
    // Twice: the second search knows what the first has found.
    for (const _ of [1, 2]) {
      expect(await find('state: open')).toEqual([
        [1, 'open'],
        [0, 'open'],
      ])
    }
    const since = reader.snapshot()
    await writer.append([frameOf(3, records(10, ['shut']))], 4)
    expect(await find('state: open')).toEqual([[1, 'open']])
    expect(await find('state: shut')).toEqual([
      [0, 'shut'],
      [2, 'shut'],
    ])
    const { rows } = await reader.sql({ sql: 'select id, state from events order by id', scope })
    expect(rows).toEqual([
      { id: 0, state: 'shut' },
      { id: 1, state: 'open' },
      { id: 2, state: 'shut' },
    ])
    const changes = async () => {
      const sql = 'select _offset as o, state from events order by 1'
      return (await reader.sql({ sql, scope, parts: { events: { since } } })).rows
    }
    const changed = [
      { o: 0, state: 'open' },
      { o: 3, state: 'shut' },
    ]
    expect(await changes()).toEqual(changed)
    await lake.engine.settle()
    expect(await changes()).toEqual(changed)
    expect(await find('state: open')).toEqual([[1, 'open']])
  } finally {
    await reader.stop()
  }
})
