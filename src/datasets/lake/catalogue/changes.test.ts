import { expect, test } from 'vitest'
import { silent } from '../../../lib/log.ts'
import { frameOf, TestLake } from '../lake.fixture.ts'
import { openReader } from '../reader/index.ts'

test('what was done to a dataset is told newest first, and what comes together in a row as one', async () => {
  await using lake = await TestLake.open()
  const reader = openReader({ folder: lake.folder, log: silent, processes: 1 })
  try {
    expect(await reader.changes('readings')).toEqual([])
    const writer = await lake.engine.open({ name: 'readings' })
    const other = await lake.engine.open({ name: 'others' })
    await writer.append([frameOf(0, [{ a: 1 }])], 1)
    await writer.append([frameOf(1, [{ a: 2 }, { a: 3 }])], 3)
    await other.append([frameOf(0, [{ b: 1 }])], 1)
    await writer.append([frameOf(3, [{ a: 4 }])], 4)
    await writer.append([frameOf(4, [{ a: 5, more: 'x' }])], 5)
    const changes = await reader.changes('readings')
    expect(changes.map(({ kind, rows, snapshots }) => ({ kind, rows, snapshots }))).toEqual([
      { kind: 'altered', rows: 1, snapshots: 1 },
      { kind: 'stored', rows: 3, snapshots: 2 },
      { kind: 'altered', rows: 1, snapshots: 1 },
      { kind: 'made', rows: 0, snapshots: 1 },
    ])
    const [, stored] = changes
    expect(stored!.first).toBeLessThan(stored!.last)
    expect(Date.parse(stored!.from)).toBeLessThanOrEqual(Date.parse(stored!.until))
    expect((await reader.changes('others')).map(({ kind }) => kind)).toEqual(['altered', 'made'])
  } finally {
    await reader.stop()
  }
})
