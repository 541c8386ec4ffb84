import { createReadStream, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../../../test/support/folder.ts'
import type { Refresh } from '../../../model/view-report.ts'
import type { ViewRows } from '../../dataset.ts'
import { cataloguePath } from '../catalogue/open.ts'
import { frameOf, rowsIn, TestLake } from '../lake.fixture.ts'

const monthly: ViewRows = {
  view: 'monthly',
  version: 'v1',
  cause: ['readings'],
  started_ms: Date.UTC(2026, 0, 1),
  history_ms: 1e12,
}

/** Exchanges the rows of a view for those that a SELECT gives. */
async function replace(lake: TestLake, select: string, more: Partial<ViewRows> = {}): Promise<Refresh> {
  const path = join(temporaryFolder(), 'rows.parquet')
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(`copy (${select}) to '${path}' (format parquet)`)
  connection.closeSync()
  instance.closeSync()
  return lake.engine.views.replace({ ...monthly, ...more }, createReadStream(path))
}

const rows = (...values: string[]) =>
  `select * from (values ${values.join(', ')}) as t(place, month, mean) order by place, month`

describe('the rows of a view', () => {
  test('are exchanged as a whole, and it is told which were added, changed and removed', async () => {
    await using lake = await TestLake.open()
    const first = await replace(lake, rows(`('a', 1, 1.5::double)`, `('a', 2, 2.5)`, `('b', 1, 3.5)`))
    expect(first).toMatchObject({ outcome: 'changed', rows: 3, added: 3, changed: 0, removed: 0, cause: ['readings'] })
    const second = await replace(lake, rows(`('a', 1, 1.5::double)`, `('a', 2, 2.75)`, `('b', 2, 4.5)`))
    expect(second).toMatchObject({ outcome: 'changed', rows: 3, added: 1, changed: 1, removed: 1 })
    expect(second.key).toEqual(['place', 'month'])
    expect(second.keys).toEqual({ added: [['b', '2']], changed: [['a', '2']], removed: [['b', '1']] })
    expect(await rowsIn(lake, 'monthly', 'place, month, mean')).toEqual([
      { place: 'a', month: '1', mean: 1.5 },
      { place: 'a', month: '2', mean: 2.75 },
      { place: 'b', month: '2', mean: 4.5 },
    ])
    expect(await lake.engine.views.history('monthly', 10)).toEqual([second, first])
    expect(await lake.engine.verify()).toEqual([])
  })

  test('are not written when they are the same in another order, and but for the noise of their last digits', async () => {
    await using lake = await TestLake.open()
    await replace(lake, `select 'a' as place, 0.3::double as mean union all select 'b', 1.0`)
    const again = await replace(
      lake,
      `select 'b' as place, 1.0::double as mean union all select 'a', 0.1::double + 0.2::double`,
    )
    expect(again).toMatchObject({ outcome: 'unchanged', rows: 2, added: 0, changed: 0, removed: 0 })
    expect(readdirSync(join(lake.folder, 'data/main/monthly'))).toHaveLength(1)
    expect(await lake.engine.views.history('monthly', 10)).toHaveLength(1)
  })

  test('may have other columns than before, or none at all', async () => {
    await using lake = await TestLake.open()
    await replace(lake, 'select 1 as a')
    await replace(
      lake,
      `select 'x' as a, [1, 2] as list, sum(i) as total, {'b': 1} as nested from range(3) t(i) group by 1, 2, 4`,
    )
    expect(await rowsIn(lake, 'monthly', 'a, list, total, nested')).toEqual([
      { a: 'x', list: ['1', '2'], total: 3, nested: '{"b":1}' },
    ])
    const emptied = await replace(lake, `select 'x' as a, [1] as list, 1.5::double as total, '' as nested where false`)
    expect(emptied).toMatchObject({ rows: 0, removed: 1 })
    expect(await rowsIn(lake, 'monthly')).toEqual([])
    expect(await lake.engine.verify()).toEqual([])
  })

  test('have the time of a column of times, else that of the refresh', async () => {
    await using lake = await TestLake.open()
    await replace(lake, `select 1 as n, date '2024-02-03' as date`)
    expect(await rowsIn(lake, 'monthly', '_time')).toEqual([{ _time: '2024-02-03 00:00:00' }])
    await replace(lake, 'select 2 as n')
    expect(await rowsIn(lake, 'monthly', '_time')).toEqual([{ _time: '2026-01-01 00:00:00' }])
  })

  test('are told apart by the columns of the key', async () => {
    await using lake = await TestLake.open()
    await replace(lake, 'select 1 as n, 5 as id, 7 as v', { key: ['id'] })
    const refresh = await replace(lake, 'select 2 as n, 5 as id, 8 as v', { key: ['id'] })
    expect(refresh).toMatchObject({ key: ['id'], changed: 1, keys: { changed: [['5']] } })
    await expect(replace(lake, 'select 2 as n', { key: ['place'] })).rejects.toThrow(
      'cannot tell the rows of view "monthly" apart by "place": it has no such column',
    )
  })

  test('stay as they are when the file of the new ones is damaged', async () => {
    await using lake = await TestLake.open()
    await replace(lake, 'select 1 as n')
    const path = join(temporaryFolder(), 'rows.parquet')
    writeFileSync(path, 'PAR1')
    await expect(lake.engine.views.replace(monthly, createReadStream(path))).rejects.toThrow()
    expect(await rowsIn(lake, 'monthly', 'n')).toEqual([{ n: '1' }])
    expect(readdirSync(join(lake.folder, 'tmp')).filter((name) => name.startsWith('view-'))).toEqual([])
  })

  test('are not exchanged while the disk does not take the new ones, and are when it does again', async () => {
    await using lake = await TestLake.open()
    const folder = join(lake.folder, 'data/main/monthly')
    writeFileSync(folder, 'in the way')
    await expect(replace(lake, 'select 1 as n')).rejects.toMatchObject({ code: 'unavailable' })
    expect(await lake.engine.views.list()).toEqual([])
    rmSync(folder)
    const scratch = join(lake.folder, 'tmp')
    rmSync(scratch, { recursive: true })
    writeFileSync(scratch, 'in the way')
    await expect(replace(lake, 'select 1 as n')).rejects.toThrow()
    rmSync(scratch)
    expect(await replace(lake, 'select 1 as n')).toMatchObject({ outcome: 'changed', rows: 1 })
    expect(await lake.engine.verify()).toEqual([])
  })

  test('outlive a restart, and go with the view', async () => {
    await using lake = await TestLake.open()
    await replace(lake, 'select 1 as n')
    await lake.restart()
    expect(await lake.engine.views.list()).toEqual([{ name: 'monthly', version: 'v1', rows: 1 }])
    await lake.engine.views.remove('monthly')
    expect(await lake.engine.views.list()).toEqual([])
    expect(await rowsIn(lake, 'monthly')).toEqual([])
  })

  test('are gone after the recovery of the catalogue, for they are computed again', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open({ name: 'events' })
    await writer.append([frameOf(0, [{ a: 1 }])], 1)
    await replace(lake, 'select 1 as n')
    await replace(lake, 'select 2 as n')
    await lake.restart(() => {
      for (const suffix of ['', '-wal', '-shm']) rmSync(cataloguePath(lake.folder) + suffix, { force: true })
    })
    expect(await rowsIn(lake, 'events', 'a')).toEqual([{ a: '1' }])
    expect(await lake.engine.views.list()).toEqual([])
    expect(await replace(lake, 'select 3 as n')).toMatchObject({ added: 1 })
    expect(await lake.engine.verify()).toEqual([])
  })

  test('are written again after their file was damaged, without asking a stream for them', async () => {
    await using lake = await TestLake.open()
    await replace(lake, 'select 1 as n')
    const [file] = readdirSync(join(lake.folder, 'data/main/monthly'))
    truncateSync(join(lake.folder, 'data/main/monthly', file!), 10)
    expect(await lake.engine.repair('quick')).toEqual([])
    expect(await rowsIn(lake, 'monthly')).toEqual([])
    expect(await replace(lake, 'select 1 as n')).toMatchObject({ outcome: 'changed', rows: 1 })
    expect(await lake.engine.verify()).toEqual([])
  })
})

describe('the names of views and datasets', () => {
  test('are not the same', async () => {
    await using lake = await TestLake.open()
    await lake.engine.open({ name: 'events' })
    await expect(replace(lake, 'select 1 as n', { view: 'events' })).rejects.toThrow(
      'cannot keep view "events": the lake has a dataset of this name',
    )
    await replace(lake, 'select 1 as n')
    await expect(lake.engine.open({ name: 'monthly' })).rejects.toThrow(
      'cannot open dataset "monthly": a view of this name is kept in the lake',
    )
  })
})

describe('the history of a view', () => {
  test('has a failure that repeats itself once, with its number', async () => {
    await using lake = await TestLake.open()
    await replace(lake, 'select 1 as n')
    for (const message of ['cannot run query: x', 'cannot run query: x', 'cannot run query: y'])
      await lake.engine.views.fail(monthly, { code: 'invalid', message })
    const history = await lake.engine.views.history('monthly', 10)
    expect(history.map(({ outcome, times, error }) => [outcome, times, error?.message])).toEqual([
      ['failed', 1, 'cannot run query: y'],
      ['failed', 2, 'cannot run query: x'],
      ['changed', 1, undefined],
    ])
  })

  test('forgets what is older than it is to be', async () => {
    await using lake = await TestLake.open()
    await replace(lake, 'select 1 as n')
    await replace(lake, 'select 2 as n', { started_ms: monthly.started_ms + 5000, history_ms: 1000 })
    expect(await lake.engine.views.history('monthly', 10)).toHaveLength(1)
  })
})
