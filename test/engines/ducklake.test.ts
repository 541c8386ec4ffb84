import { describe, expect, test } from 'vitest'
import { cataloguePath, openCatalogueReadOnly } from '../../src/datasets/lake/catalogue/open.ts'
import { readTables } from '../../src/datasets/lake/catalogue/read.ts'
import { frameOf, TestLake } from '../../src/datasets/lake/lake.fixture.ts'
import { absence, DuckLakeClient } from './ducklake.ts'

if (absence && process.env.CI) throw new Error(absence)

function read(folder: string) {
  const db = openCatalogueReadOnly(folder)
  try {
    return readTables(db, folder)
  } finally {
    db.close()
  }
}

const first = [
  {
    _time: '2025-01-01T00:00:00Z',
    level: 'info',
    'http status': 200,
    big: 2 ** 53 - 1,
    tags: ['a', 'b'],
    ok: true,
  },
  { _time: '2025-01-01T00:00:01Z', level: 'warn', 'http status': 404, http: { path: '/', ms: 1.5 } },
]

describe.skipIf(absence !== undefined)(`the official DuckLake extension${absence ? ` (${absence})` : ''}`, () => {
  test('sees the rows, the schema, the statistics and the history of a lake that is being written', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open({ name: 'logs' })
    await writer.append([frameOf(0, first)], 2)
    const client = new DuckLakeClient(cataloguePath(lake.folder))
    try {
      expect(
        await client.sql('select rowid, level, "http status", big, "http.ms", tags, ok from logs order by rowid'),
      ).toEqual([
        {
          rowid: 0,
          level: 'info',
          'http status': 200,
          big: 2 ** 53 - 1,
          'http.ms': null,
          tags: ['a', 'b'],
          ok: true,
        },
        { rowid: 1, level: 'warn', 'http status': 404, big: null, 'http.ms': 1.5, tags: null, ok: null },
      ])
      const [{ version }] = (await client.sql('select max(snapshot_id) as version from lake.snapshots()')) as [
        { version: number },
      ]
      await writer.append([frameOf(2, [{ level: 'late', 'http status': 'gone', extra: 1 }, '{broken'])], 4)

      expect(await client.sql('select count(*) as n, count("http status") as s, max(rowid) as r from logs')).toEqual([
        { n: 3, s: 3, r: 2 },
      ])
      expect(await client.sql(`select count(*) as n from logs at (version => ${version})`)).toEqual([{ n: 2 }])
      expect(await client.sql('describe logs')).toContainEqual(
        expect.objectContaining({ column_name: 'http status', column_type: 'VARCHAR' }),
      )
      expect(await client.sql(`describe select * from logs at (version => ${version})`)).toContainEqual(
        expect.objectContaining({ column_name: 'http status', column_type: 'BIGINT' }),
      )
      // `404` as a number lies between 200 and 404, as a text beyond `200`: stale statistics would hide it.
      expect(await client.sql(`select level from logs where "http status" = '404'`)).toEqual([{ level: 'warn' }])
      expect(await client.sql(`select level from logs where "http status" > '9'`)).toEqual([{ level: 'late' }])
      expect(await client.sql('select reason, "text" from logs_rejected')).toEqual([
        { reason: expect.stringContaining('cannot read line as JSON'), text: '{broken' },
      ])
      const changes = await client.sql('select changes from lake.snapshots()')
      expect(JSON.stringify(changes)).toContain('tables_inserted_into')
    } finally {
      client.close()
    }
    expect(await lake.engine.verify()).toEqual([])
  })

  test('sees a column stay one of numbers when an odd value is set aside, and become text when there are many', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open({ name: 'logs' })
    const numbers = Array.from({ length: 1000 }, (_, n) => ({ n }))
    await writer.append([frameOf(0, numbers)], 1000)
    await writer.append([frameOf(1000, [{ n: 'n/a' }, { n: 7.5 }])], 1002)
    const client = new DuckLakeClient(cataloguePath(lake.folder))
    try {
      expect(await client.sql('select sum(n) as sum, count(n) as n, max(_rest) as rest from logs')).toEqual([
        { sum: 499_507.5, n: 1001, rest: '{"n":"n/a"}' },
      ])
      const many = Array.from({ length: 20 }, (_, i) => ({ n: `x${i}` }))
      await writer.append([frameOf(1002, many)], 1022)
      expect(
        await client.sql(`select count(*) as n, count(n) as texts from logs where n = 'x19' or n = '7.5'`),
      ).toEqual([{ n: 2, texts: 2 }])
    } finally {
      client.close()
    }
    expect(await lake.engine.verify()).toEqual([])
  })

  test('finds what was a number before its column became text, also after an insert of its own', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open({ name: 'logs' })
    const numbers = Array.from({ length: 50 }, (_, n) => ({ n, real: n / 4, flag: n % 2 === 0, list: [n] }))
    await writer.append([frameOf(0, numbers)], 50)
    const texts = Array.from({ length: 50 }, (_, n) => ({ n: `m${n}`, real: `m${n}`, flag: `m${n}`, list: `m${n}` }))
    await writer.append([frameOf(50, texts)], 100)
    const client = new DuckLakeClient(cataloguePath(lake.folder))
    try {
      await client.sql(`insert into logs (n, real, flag, list) values ('mm', 'mm', 'mm', 'mm')`)
      // Each asks for what lies outside the range of the row that was inserted.
      for (const [condition, n] of [
        [`n = '7'`, 1],
        [`n >= '0' and n < '99'`, 50],
        [`real = '0.25'`, 1],
        [`flag = 'true'`, 25],
        [`list = '[7]'`, 1],
        [`n = 'mm'`, 1],
        [`n > 'n'`, 0],
      ] as const) {
        expect(await client.sql(`select count(*) as n from logs where ${condition}`), condition).toEqual([{ n }])
      }
    } finally {
      client.close()
    }
  })

  test('inserts, deletes and merges, and the lake goes on', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open({ name: 'logs' })
    for (let i = 0; i < 4; i++) await writer.append([frameOf(i * 2, [{ n: i }, { n: i + 10 }])], i * 2 + 2)
    const client = new DuckLakeClient(cataloguePath(lake.folder))
    try {
      await client.sql('insert into logs (n) values (100), (101)')
      await writer.append([frameOf(8, [{ n: 50 }])], 9)
      await client.sql('delete from logs where n = 3 or n = 101')
      await client.sql(`call ducklake_merge_adjacent_files('lake')`)
      expect(await client.sql('select n from logs order by n')).toEqual(
        [0, 1, 2, 10, 11, 12, 13, 50, 100].map((n) => ({ n })),
      )
      await writer.append([frameOf(9, [{ n: 51 }, { n: 52, more: 'x' }])], 11)

      const table = read(lake.folder).get('logs')!
      const deleted = table.files.reduce((sum, file) => sum + (file.deletes?.count ?? 0), 0)
      expect(table.files.reduce((sum, file) => sum + file.rows, 0) - deleted).toBe(11)
      // Their rows have ids that no offset ever has; ours keep theirs through their merge.
      const ids = await client.sql('select rowid from logs where n < 100 order by n')
      expect(ids.map((row) => row.rowid)).toEqual([0, 2, 4, 1, 3, 5, 7, 8, 9, 10])
      expect(await client.sql('select rowid >= 4503599627370496 as theirs from logs where n = 100')).toEqual([
        { theirs: true },
      ])
    } finally {
      client.close()
    }
    const findings = await lake.engine.verify()
    expect(findings.filter((finding) => finding.severity === 'error')).toEqual([])
  })

  test('reads what was compacted, by time and by row id, and PyArrow reads the files', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open({ name: 'logs' })
    const late = (i: number) => ({ _time: new Date(Date.UTC(2025, 0, 2) - i * 1000).toISOString(), n: i })
    for (let i = 0; i < 5; i++) await writer.append([frameOf(i * 2, [late(i * 2), late(i * 2 + 1)])], i * 2 + 2)
    await lake.engine.settle()
    const client = new DuckLakeClient(cataloguePath(lake.folder))
    try {
      expect(read(lake.folder).get('logs')!.files).toHaveLength(1)
      expect(await client.sql('select rowid, n from logs where rowid = n order by rowid')).toHaveLength(10)
      expect(await client.sql(`select n from logs where _time >= '2025-01-01 23:59:59' order by n`)).toEqual([
        { n: 0 },
        { n: 1 },
      ])
      const [file] = read(lake.folder).get('logs')!.files
      expect(await client.readWithArrow(file!.path)).toEqual({
        rows: 10,
        columns: ['_time', '_received', '_source', '_rest', 'n', '_ducklake_internal_row_id'],
      })
      await client.sql(`select count(*) from ducklake_expire_snapshots('lake', older_than => now())`)
      expect(await client.sql('select count(*) as n from logs')).toEqual([{ n: 10 }])
    } finally {
      client.close()
    }
    expect(await lake.engine.verify()).toEqual([])
  })

  test('sees the last row of each key, as it is and as it was, and deletes from the same files', async () => {
    await using lake = await TestLake.open()
    const options = { name: 'logs', key: ['id'], keep: 'last' } as const
    const writer = await lake.engine.open(options)
    const update = (offset: number, ids: readonly number[]) =>
      writer.append(
        [
          frameOf(
            offset,
            ids.map((id, i) => ({ id, n: offset + i })),
          ),
        ],
        offset + ids.length,
      )
    await update(0, [1, 2, 3, 4, 5])
    await update(5, [2, 2, 3])
    const client = new DuckLakeClient(cataloguePath(lake.folder))
    try {
      const [{ version }] = (await client.sql('select max(snapshot_id) as version from lake.snapshots()')) as [
        { version: number },
      ]
      await update(8, [1, 2, 6])
      const rows = (of = 'logs') => client.sql(`select rowid, id, n from ${of} order by id`)
      const is = [
        { rowid: 8, id: 1, n: 8 },
        { rowid: 9, id: 2, n: 9 },
        { rowid: 7, id: 3, n: 7 },
        { rowid: 3, id: 4, n: 3 },
        { rowid: 4, id: 5, n: 4 },
        { rowid: 10, id: 6, n: 10 },
      ]
      expect(await rows()).toEqual(is)
      expect(await client.sql('select count(*) as n from logs')).toEqual([{ n: 6 }])
      expect(await client.sql(`select id, n from logs at (version => ${version}) order by id`)).toEqual(
        [0, 6, 7, 3, 4].map((n, i) => ({ id: i + 1, n })),
      )
      await lake.engine.settle()
      expect(read(lake.folder).get('logs')!.files).toMatchObject([{ rows: 6, deletes: undefined }])
      expect(await rows()).toEqual(is)
      // Theirs is left alone, and ours are counted beside it.
      await client.sql('delete from logs where id = 4')
      expect(await update(11, [5, 6])).toMatchObject({ stored: 0, duplicate: 2 })
      expect(await client.sql('select id, n from logs order by id')).toEqual(
        [8, 9, 7, 11, 12].map((n, i) => ({ id: [1, 2, 3, 5, 6][i], n })),
      )
      await client.sql('delete from logs where id = 1')
      await lake.engine.settle()
      await client.sql(`call ducklake_rewrite_data_files('lake', delete_threshold => 0)`)
      await update(13, [2, 3])
      expect(await client.sql('select id, n from logs order by id')).toEqual(
        [13, 14, 11, 12].map((n, i) => ({ id: [2, 3, 5, 6][i], n })),
      )
    } finally {
      client.close()
    }
    const findings = await lake.engine.verify()
    expect(findings.filter((finding) => finding.severity === 'error')).toEqual([])
  })

  test.each([0, 3])(
    'sees a dataset that was rebuilt from offset %i on, and goes on writing to it',
    async (boundary) => {
      await using lake = await TestLake.open()
      const options = { name: 'logs', key: ['n'] }
      const records = [{ n: 1 }, { n: 1 }, { n: 2, v: '10' }, '{broken', { n: 3, v: 9 }, { n: 2 }, { n: 4 }]
      const writer = await lake.engine.open(options)
      await writer.append([frameOf(0, records.slice(0, 2))], 2)
      await writer.append([frameOf(2, records.slice(2))], 7)
      const from = new Map([[0, boundary]])
      const next = await lake.engine.beginNext('logs', from)
      const filling = await lake.engine.open({ ...options, name: next })
      await filling.append([frameOf(boundary, records.slice(boundary))], 7)
      await lake.engine.close('logs')
      await lake.engine.close(next)
      await lake.engine.swap('logs', from)
      const client = new DuckLakeClient(cataloguePath(lake.folder))
      try {
        expect(
          await client.sql("select table_name as t from duckdb_tables() where database_name = 'lake' order by 1"),
        ).toEqual([{ t: 'logs' }, { t: 'logs_rejected' }])
        expect(await client.sql('select rowid, n, v, length(_id) as id from logs order by rowid')).toEqual([
          { rowid: 0, n: 1, v: null, id: 32 },
          { rowid: 2, n: 2, v: '10', id: 32 },
          { rowid: 4, n: 3, v: '9', id: 32 },
          { rowid: 6, n: 4, v: null, id: 32 },
        ])
        expect(await client.sql('select n from logs where n = 3 or n = 1 order by n')).toEqual([{ n: 1 }, { n: 3 }])
        expect(await client.sql(`select n from logs where v = '9'`)).toEqual([{ n: 3 }])
        expect(await client.sql('select count(*) as n, min(n) as a, max(n) as b from logs')).toEqual([
          { n: 4, a: 1, b: 4 },
        ])
        await client.sql('insert into logs (n) values (100)')
        await client.sql('delete from logs where n = 1')
        const again = await lake.engine.open(options)
        expect(await again.append([frameOf(7, [{ n: 4 }, { n: 5 }])], 9)).toMatchObject({ stored: 1, duplicate: 1 })
        expect(await client.sql('select n from logs order by n')).toEqual([2, 3, 4, 5, 100].map((n) => ({ n })))
      } finally {
        client.close()
      }
      const findings = await lake.engine.verify()
      expect(findings.filter((finding) => finding.severity === 'error')).toEqual([])
    },
  )
})
