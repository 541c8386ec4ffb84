import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { silent } from '../../../lib/log.ts'
import { type LakeReader, openReader } from './index.ts'
import { LakeFixture } from './reader.fixture.ts'

let lake: LakeFixture
let reader: LakeReader
const scope = { datasets: ['logs', 'empty', 'grown', 'others', 'odd "name"'] }
const rowsOf = async (sql: string) => (await reader.sql({ sql, scope })).rows

beforeAll(async () => {
  lake = await LakeFixture.make()
  lake.dataset('logs', {
    level: 'VARCHAR',
    status: 'BIGINT',
    tags: 'VARCHAR[]',
    _source: 'VARCHAR',
    _time: 'TIMESTAMP',
  })
  await lake.file(
    'logs',
    0,
    `select case when i % 10 = 0 then 'error' else 'info' end as level, 200 + i as status, ['a', 'b' || i] as tags,
       'web' as _source, timestamp '2026-01-01' + interval (i) minute as _time from range(100) t(i)`,
  )
  lake.dataset('empty', { _time: 'TIMESTAMP', a: 'BIGINT', tags: 'VARCHAR[]' })
  reader = openReader({ folder: lake.folder, log: silent })
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
    '_offset BIGINT',
  ])
  const time = '2026-01-01T00:05:00.000Z'
  expect(rows).toEqual([{ _time: time, level: 'info', status: 205, tags: ['a', 'b5'], _source: 'web', _offset: 5 }])
})

test('a dataset without files is an empty table with its columns', async () => {
  const { columns, rows } = await reader.sql({ sql: 'select * from empty', scope })
  expect(columns.map(({ name }) => name)).toEqual(['_time', 'a', 'tags', '_offset'])
  expect(rows).toEqual([])
})

test('a new file is seen by the next query', async () => {
  lake.dataset('grown', { a: 'BIGINT' })
  await lake.file('grown', 0, 'select 1::bigint as a')
  expect(await rowsOf('select a from grown')).toEqual([{ a: 1 }])
  await lake.file('grown', 1, 'select 2::bigint as a')
  expect(await rowsOf('select a, _offset from grown order by a')).toEqual([
    { a: 1, _offset: 0 },
    { a: 2, _offset: 1 },
  ])
})

test('a column that came later is null in older files, and one that was widened is cast there', async () => {
  lake.column('grown', 'b', 'VARCHAR')
  lake.retype('grown', 'a', 'DOUBLE')
  await lake.file('grown', 2, `select 2.5::double as a, 'new' as b`)
  expect(await rowsOf('select a, b from grown order by a')).toEqual([
    { a: 1, b: null },
    { a: 2, b: null },
    { a: 2.5, b: 'new' },
  ])
})

test('files that another client wrote are read, with and without row ids and field ids', async () => {
  lake.dataset('others', { a: 'BIGINT', tags: 'VARCHAR[]' })
  await lake.file('others', 0, `select 1::bigint as a, ['x'] as tags`)
  await lake.file('others', 100, `select unnest([2, 3])::bigint as a, ['y'] as tags`, { rowIds: false })
  await lake.file('others', 200, `select 4::integer as a`, { rowIds: false, fieldIds: false })
  expect(await rowsOf('select a, tags, _offset from others order by a')).toEqual([
    { a: 1, tags: ['x'], _offset: 0 },
    { a: 2, tags: ['y'], _offset: 100 },
    { a: 3, tags: ['y'], _offset: 101 },
    { a: 4, tags: null, _offset: 200 },
  ])
})

test('rows that another client deleted are gone, whichever form the deletion has', async () => {
  const parquet = await lake.file('others', 300, 'select i::bigint as a from range(10, 15) t(i)')
  await lake.duck.run(
    `copy (select 'x' as file_path, unnest([0, 3])::bigint as pos) to '${lake.path('others', 'deleted.parquet')}'`,
  )
  lake.deletes('others', parquet, 'deleted.parquet', 2, 'parquet')
  const puffin = await lake.file('others', 400, 'select i::bigint as a from range(20, 23) t(i)', { rowIds: false })
  writeFileSync(lake.path('others', 'deleted.puffin'), deletionVector(1))
  lake.deletes('others', puffin, 'deleted.puffin', 1, 'puffin')
  expect(await rowsOf('select a, _offset from others where a >= 10 order by a')).toEqual([
    { a: 11, _offset: 301 },
    { a: 12, _offset: 302 },
    { a: 14, _offset: 304 },
    { a: 20, _offset: 400 },
    { a: 22, _offset: 402 },
  ])
  expect((await reader.list()).find(({ name }) => name === 'others')?.rows).toBe(9)
})

/** A deletion vector of one row below 65,536. */
function deletionVector(row: number): Buffer {
  const blob = Buffer.alloc(4 + 4 + 8 + 4 + 8 + 4 + 4 + 2 + 4)
  blob.writeUInt32BE(blob.length - 8, 0)
  blob.writeUInt32LE(0x6439d3d1, 4)
  blob.writeBigInt64LE(1n, 8)
  blob.writeUInt32LE(12346, 20)
  blob.writeUInt32LE(1, 24)
  blob.writeUInt32LE(16, 32)
  blob.writeUInt16LE(row, 36)
  return blob
}

test('names with spaces and quotes work', async () => {
  lake.dataset('odd "name"', { 'http.status': 'BIGINT', 'select "1"': 'VARCHAR', "it's": 'VARCHAR', '🌊': 'BIGINT' })
  await lake.file(
    'odd "name"',
    0,
    `select 1::bigint as "http.status", 'x' as "select ""1""", 'y' as "it's", 2::bigint as "🌊"`,
  )
  expect(await rowsOf('select * from "odd ""name"""')).toEqual([
    { 'http.status': 1, 'select "1"': 'x', "it's": 'y', '🌊': 2, _offset: 0 },
  ])
})

test('the list tells what the catalogue knows', async () => {
  const logs = (await reader.list()).find(({ name }) => name === 'logs')!
  expect(logs).toMatchObject({
    rows: 100,
    files: 1,
    from: '2026-01-01T00:00:00.000Z',
    until: '2026-01-01T01:39:00.000Z',
  })
  expect(logs.columns[0]).toEqual({ name: '_time', type: 'TIMESTAMP', path: ['_time'], declared: false })
  expect(logs.bytes).toBeGreaterThan(0)
})

test('SHOW TABLES lists what the caller may read', async () => {
  expect((await reader.sql({ sql: 'show tables', scope: { datasets: ['logs', 'absent'] } })).rows).toEqual([
    { name: 'logs' },
  ])
})

test('a plan is told without running the query', async () => {
  expect(await reader.explain({ sql: `select * from logs where level = 'error'`, scope })).toContain('READ_PARQUET')
})

test('a lake that is not there yet has no datasets', async () => {
  const later = openReader({ folder: `${lake.folder}/later`, log: silent })
  try {
    expect(await later.list()).toEqual([])
    expect((await later.sql({ sql: 'select 1 as one', scope })).rows).toEqual([{ one: 1 }])
  } finally {
    await later.stop()
  }
})
