import { afterAll, beforeAll, expect, test } from 'vitest'
import { silent } from '../../../lib/log.ts'
import { type LakeReader, openReader } from './index.ts'
import { LakeFixture } from './reader.fixture.ts'

let lake: LakeFixture
let reader: LakeReader
const scope = { datasets: ['logs', 'empty', 'grown', 'foreign'] }
const _rowsOf = async (sql: string, params: Record<string, unknown> = {}) =>
  (await reader.sql({ sql, params, scope })).rows

beforeAll(async () => {
  lake = await LakeFixture.make()
  lake.dataset('logs', {
    _time: 'TIMESTAMP',
    level: 'VARCHAR',
    status: 'BIGINT',
    tags: 'VARCHAR[]',
    _source: 'VARCHAR',
    _received: 'TIMESTAMP',
  })
  await lake.file(
    'logs',
    0,
    `select timestamp '2026-01-01 00:00:00' + interval (i) minute as _time, case when i % 10 = 0 then 'error' else 'info' end as level,
       200 + i as status, ['a', 'b' || i] as tags, 'web' as _source, timestamp '2026-01-02' as _received from range(100) t(i)`,
  )
  lake.dataset('empty', { _time: 'TIMESTAMP', a: 'BIGINT' })
  lake.dataset('secret', { word: 'VARCHAR' })
  await lake.file('secret', 0, `select 'canary' as word`)
  reader = openReader({ folder: lake.folder, log: silent, processes: 2 })
})

afterAll(async () => {
  await reader?.stop()
  lake?.remove()
})

test('a dataset is a table whose columns come in the order of their use', async () => {
  const { columns, rows } = await reader.sql({ sql: 'select * from logs where status = $s', params: { s: 205 }, scope })
  expect(columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
    '_time TIMESTAMP',
    'level VARCHAR',
    'status BIGINT',
    'tags VARCHAR[]',
    '_source VARCHAR',
    '_received TIMESTAMP',
    '_offset BIGINT',
  ])
  expect(rows).toEqual([
    {
      _time: '2026-01-01T00:05:00.000Z',
      level: 'info',
      status: 205,
      tags: ['a', 'b5'],
      _source: 'web',
      _received: '2026-01-02T00:00:00.000Z',
      _offset: 5,
    },
  ])
})
