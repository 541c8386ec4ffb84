import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/support/folder.ts'
import { frameOf, TestLake } from '../datasets/lake/lake.fixture.ts'
import { openReader } from '../datasets/lake/reader/index.ts'
import { silent } from '../lib/log.ts'
import { DatasetSizes } from './dataset-sizes.ts'
import { openState } from './state.ts'

const minute_ms = 60_000
const day_ms = 86_400_000

test('sizes of datasets are remembered, the more coarsely the longer it is ago, and over restarts', async () => {
  await using lake = await TestLake.open()
  const folder = temporaryFolder()
  const reader = openReader({ folder: lake.folder, log: silent, processes: 1 })
  const open = () => openState(folder, () => 'another one')
  let state = open()
  const start = Date.UTC(2026, 0, 1)
  try {
    const writer = await lake.engine.open({ name: 'readings' })
    await writer.append([frameOf(0, [{ a: 1 }])], 1)
    const sizes = new DatasetSizes({ state, reader, log: silent })
    await sizes.look(start)
    await writer.append([frameOf(1, [{ a: 2 }, { a: 3 }])], 3)
    for (let minute = 1; minute < 15; minute++) await sizes.look(start + minute * minute_ms)
    expect(sizes.of('readings').map(({ rows }) => rows)).toEqual([1, ...Array(14).fill(3)])
    state.close()
    state = open()
    const later = new DatasetSizes({ state, reader, log: silent })
    await later.look(start + day_ms)
    expect(later.of('readings').map(({ time, rows }) => [time, rows])).toEqual([
      ['2026-01-01T00:00:00.000Z', 1],
      ['2026-01-01T00:10:00.000Z', 3],
      ['2026-01-02T00:00:00.000Z', 3],
    ])
    await later.look(start + 500 * day_ms)
    expect(later.of('readings')).toHaveLength(1)
    expect(later.of('nothing')).toEqual([])
  } finally {
    state.close()
    await reader.stop()
  }
})
