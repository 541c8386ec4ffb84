import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { UserError } from '../../../lib/errors.ts'
import { silent } from '../../../lib/log.ts'
import { quoteName } from '../../../lib/sql-text.ts'
import type { SearchQuery } from '../../dataset.ts'
import { openIndexWriter } from '../token-index/index-writer.ts'
import { type LakeReader, openReader } from './index.ts'
import { LakeFixture } from './reader.fixture.ts'
import { search } from './search.ts'
import type { SearchContext } from './search-context.ts'
import { SearchMemory } from './search-memory.ts'
import { Catalogue, type Snapshot } from './snapshot.ts'
import { Views } from './views.ts'

let lake: LakeFixture
let reader: LakeReader

const scope = { datasets: ['logs', 'metrics', 'later', 'none'] }
const find = (kql: string, more: Partial<SearchQuery> = {}) =>
  reader.search({ kql, in: ['logs'], limit: 5, scope, ...more })
const numbers = (hits: readonly Readonly<Record<string, unknown>>[]) => hits.map((hit) => hit.n)

/** Record `n` has the offset `n` and is `n` minutes into the year. */
const records = (first: number, count: number) => `select timestamp '2026-01-01' + interval (n) minute as _time, n,
  case when n % 10 = 0 then 'Connection refused by peer ' || n else 'GET /index.html ' || n end as message,
  case when n % 2 = 0 then [n::varchar, 'even'] end as tags, 'web' as _source,
  case when n = 7 then '{"odd":{"one":"out here"}}' end as _rest from range(${first}, ${first + count}) t(n)`

beforeAll(async () => {
  lake = await LakeFixture.make()
  lake.dataset('logs', {
    _time: 'TIMESTAMP',
    n: 'BIGINT',
    message: 'VARCHAR',
    tags: 'VARCHAR[]',
    _source: 'VARCHAR',
    _rest: 'VARCHAR',
  })
  for (let first = 0; first < 1000; first += 100) await lake.file('logs', first, records(first, 100))
  lake.dataset('metrics', { _time: 'TIMESTAMP', cpu: 'DOUBLE' })
  await lake.file(
    'metrics',
    0,
    `select timestamp '2026-01-01 16:30:00' + interval (i) second as _time, i / 10 as cpu from range(600) t(i)`,
  )
  reader = openReader({ folder: lake.folder, log: silent, processes: 1 })
})

afterAll(async () => {
  await reader?.stop()
  lake?.remove()
})

describe('a search', () => {
  test('finds the newest records first, without their null fields', async () => {
    const { hits } = await find('refused', { limit: 2 })
    expect(hits).toEqual([
      {
        _time: '2026-01-01T16:30:00.000Z',
        n: 990,
        message: 'Connection refused by peer 990',
        tags: ['990', 'even'],
        _source: 'web',
        _offset: 990,
      },
      expect.objectContaining({ n: 980 }),
    ])
    expect(numbers((await find('n:7')).hits)).toEqual([7])
    expect((await find('n:7')).hits[0]).not.toHaveProperty('tags')
  })

  test('finds the oldest first when asked, and no more than asked', async () => {
    expect(numbers((await find('refused', { order: 'oldest', limit: 3 })).hits)).toEqual([0, 10, 20])
    expect((await find('', { limit: 0 })).hits).toEqual([])
  })

  test('includes its first instant and excludes its last', async () => {
    const { hits } = await find('', {
      since: new Date('2026-01-01T01:00:00Z'),
      until: new Date('2026-01-01T01:03:00Z'),
    })
    expect(numbers(hits)).toEqual([62, 61, 60])
  })

  test('looks into lists and into what has no column', async () => {
    expect(numbers((await find('tags:844')).hits)).toEqual([844])
    expect(numbers((await find('"out here"')).hits)).toEqual([7])
    expect(numbers((await find('odd.one:out')).hits)).toEqual([7])
  })

  test('counts all hits by time, empty bars included', async () => {
    const { histogram, total, hits } = await find('n < 130 and not (n >= 60 and n < 120)', {
      histogram: { buckets: 20 },
    })
    expect(total).toBe(70)
    expect(hits).toHaveLength(5)
    expect(histogram?.interval_ms).toBe(3_600_000)
    expect(histogram?.buckets.slice(0, 4)).toEqual([
      { time: '2026-01-01T00:00:00.000Z', count: 60 },
      { time: '2026-01-01T01:00:00.000Z', count: 0 },
      { time: '2026-01-01T02:00:00.000Z', count: 10 },
      { time: '2026-01-01T03:00:00.000Z', count: 0 },
    ])
    expect(histogram?.buckets).toHaveLength(17)
  })

  test('draws its bars over the whole range that was asked for', async () => {
    const { histogram } = await find('', {
      since: new Date('2025-12-31T23:59:30Z'),
      until: new Date('2026-01-01T00:02:00Z'),
      histogram: { buckets: 5 },
    })
    expect(histogram).toEqual({
      interval_ms: 30_000,
      buckets: [
        { time: '2025-12-31T23:59:30.000Z', count: 0 },
        { time: '2026-01-01T00:00:00.000Z', count: 1 },
        { time: '2026-01-01T00:00:30.000Z', count: 0 },
        { time: '2026-01-01T00:01:00.000Z', count: 1 },
        { time: '2026-01-01T00:01:30.000Z', count: 0 },
      ],
    })
  })

  test('merges several datasets by time and says which is which', async () => {
    const { hits, total } = await find('', { in: ['logs', 'metrics'], limit: 3, histogram: { buckets: 10 } })
    expect(total).toBe(1600)
    expect(hits.map(({ _dataset, _time }) => [_dataset, _time])).toEqual([
      ['metrics', '2026-01-01T16:39:59.000Z'],
      ['metrics', '2026-01-01T16:39:58.000Z'],
      ['metrics', '2026-01-01T16:39:57.000Z'],
    ])
    const around = await find('_time < "2026-01-01T16:31:00Z"', { in: ['logs', 'metrics'], limit: 62 })
    expect(around.hits.at(-1)).toMatchObject({ _dataset: 'logs', n: 989 })
  })

  test('of a dataset that holds nothing yet finds nothing', async () => {
    const result = await find('error', { in: ['later'], histogram: { buckets: 10 } })
    expect(result).toMatchObject({ hits: [], total: 0, histogram: { buckets: [] } })
  })

  test('says which SQL it stands for, and that runs', async () => {
    const { sql } = await find('message:"by peer" and n > 900', { limit: 2, since: new Date('2026-01-01T00:00:00Z') })
    const { rows } = await reader.sql({ sql, scope })
    expect(numbers(rows)).toEqual([990, 980])
    const both = await find(`"o'clock" or n:5`, { in: ['logs', 'metrics'] })
    expect((await reader.sql({ sql: both.sql, scope })).rows).toMatchObject([{ _dataset: 'logs', n: 5 }])
  })

  test('warns of a field that no dataset has', async () => {
    expect((await find('mesage:x')).warnings).toEqual(['no field "mesage" is known: did you mean "message"?'])
    expect((await find('cpu:x', { in: ['logs', 'metrics'] })).warnings).toBeUndefined()
  })

  test('warns of no field that a record found has beside its columns', async () => {
    await lake.file(
      'logs',
      1000,
      `select timestamp '2027-01-01' as _time, 1000 as n, '{"nn":"b","mesage":{"of":1},"ta.gs":2}' as _rest`,
    )
    for (const kql of ['nn:b', 'mesage.of:1', 'ta.gs:2']) {
      const { hits, warnings } = await find(kql)
      expect([numbers(hits), warnings]).toEqual([[1000], undefined])
    }
    expect((await find('nn:c')).warnings).toEqual(['no field "nn" is known: did you mean "n"?'])
  })

  test('of a dataset outside the scope is refused as of one that does not exist', async () => {
    await expect(find('', { in: ['secret'] })).rejects.toMatchObject({ code: 'not_found' })
    await expect(find('a:', { in: ['later'] })).rejects.toBeInstanceOf(UserError)
  })
})

describe('what a search reads', () => {
  const block = 16_384
  let catalogue: Catalogue
  let snapshot: Snapshot
  let readings: { readonly sql: string; readonly files: readonly number[] }[]

  beforeAll(async () => {
    lake.dataset('big', { _time: 'TIMESTAMP', n: 'BIGINT', message: 'VARCHAR', _rest: 'VARCHAR' })
    const messageOf = (n: number) => (n % 40_000 === 7 ? `a needle ${n}` : `hay number ${n}`)
    const index = await openIndexWriter(join(lake.folder, 'index', 'big'))
    // Ten files of half a block each are indexed; the eleventh is not yet.
    for (let file = 0; file < 11; file++) {
      const first = (file * block) / 2
      const rows = Array.from({ length: block / 2 }, (_, i) => ({ n: first + i, message: messageOf(first + i) }))
      const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join('')
      const path = join(lake.folder, 'rows.ndjson')
      writeFileSync(path, lines)
      await lake.file(
        'big',
        first,
        `select timestamp '2026-01-01' + interval (n) second as _time, n, message, null::varchar as _rest
         from read_json('${path}', columns = {n: 'BIGINT', message: 'VARCHAR'})`,
      )
      if (file === 10) continue
      const frame = { offset: first, count: rows.length, kind: 'records', source: '', received: 0 } as const
      index.add([{ ...frame, bytes: Buffer.from(lines) }], first + rows.length)
    }
    await index.flush()
    await index.close()
    catalogue = new Catalogue(lake.folder)
    snapshot = catalogue.latest()
  })

  afterAll(() => catalogue?.close())

  /** A search in this process, with notes of what it read. */
  async function searching(query: Partial<SearchQuery>, memory = new SearchMemory()) {
    const views = new Views()
    readings = []
    const context: SearchContext = {
      folder: lake.folder,
      table: (name) => snapshot.table(name),
      memory,
      async runTrusted({ sql, params, relations, ctes }) {
        const firsts = relations.flatMap(({ files }) => files.map(({ first }) => first ?? -1))
        readings.push({ sql: [...ctes, sql].join(' '), files: [...new Set(firsts)].sort((a, b) => a - b) })
        for (const { name, dataset, files } of relations) {
          const text = await views.relation(lake.duck, snapshot.table(dataset)!, files)
          await lake.duck.run(`create or replace temp view ${quoteName(name)} as ${text}`)
        }
        const text = ctes.length > 0 ? `with ${ctes.join(', ')} ${sql}` : sql
        const reading = await lake.duck.runAndReadAll(text, { ...params } as Record<string, string>)
        return { columns: [], rows: reading.getRowObjectsJson() }
      },
    }
    const { hits, total } = await search(
      { kql: '', in: ['big'], limit: 5, scope: { datasets: ['big'] }, ...query },
      context,
    )
    return { hits: hits.map(({ n }) => Number(n)), total }
  }

  test('are the files within its time range', async () => {
    const { hits } = await searching({ until: new Date('2026-01-01T01:00:00Z') })
    expect(hits).toEqual([3599, 3598, 3597, 3596, 3595])
    expect(readings.map(({ files }) => files)).toEqual([[0]])
  })

  test('are the blocks that the token index names, and what it has not seen', async () => {
    const { hits, total } = await searching({ kql: 'a needle and "needle 40007"', histogram: { buckets: 10 } })
    expect({ hits, total }).toEqual({ hits: [40_007], total: 1 })
    const [looking, reading] = [true, false].map((isLooking) => {
      return readings.filter(({ sql }) => sql.includes('_offset between') === isLooking)
    })
    // Of the third block both files, and the last file.
    for (const { sql, files } of looking!) {
      expect(files).toEqual([2 * block, 2.5 * block, 5 * block])
      expect(sql).toContain(`_offset between ${2 * block} and ${3 * block - 1}`)
    }
    expect(looking).toHaveLength(2)
    // The other columns, where the hit is.
    expect(reading!.map(({ files }) => files)).toEqual([[2 * block]])
    expect((await searching({ kql: 'needle' })).hits).toEqual([80_007, 40_007, 7])
    expect((await searching({ kql: 'nowhere' })).hits).toEqual([])
    expect(readings.map(({ files }) => files)).toEqual([[5 * block]])
  })

  test('is no more of the time than holds the hits that are wanted', async () => {
    const { hits } = await searching({ kql: '', limit: 2 })
    expect(hits).toEqual([90_111, 90_110])
    // The last 10,000 of 90,112.
    expect(readings).toHaveLength(1)
    expect(readings[0]!.files[0]).toBe(4.5 * block)
    expect((await searching({ kql: 'n < 40000', limit: 2 })).hits).toEqual([39_999, 39_998])
    expect((await searching({ kql: 'not n < 5 and n < 7', limit: 3, order: 'oldest' })).hits).toEqual([5, 6])
    expect(readings).toHaveLength(3)
  })

  test('is nothing twice: what was found is remembered, file by file', async () => {
    const memory = new SearchMemory()
    const query = { kql: 'message:hay and n < 300', limit: 3 }
    expect((await searching(query, memory)).hits).toEqual([299, 298, 297])
    expect(readings.length).toBeGreaterThan(2)
    expect((await searching(query, memory)).hits).toEqual([299, 298, 297])
    // The records themselves.
    expect(readings.map(({ files }) => files)).toEqual([[0]])
    expect((await searching({ kql: 'message:nothing' }, memory)).hits).toEqual([])
    expect((await searching({ kql: 'message:nothing' }, memory)).hits).toEqual([])
    expect(readings).toEqual([])
  })

  test('are the same rows for a statement whose WHERE the index can narrow', async () => {
    const scope = { datasets: ['big'] }
    const found = async (sql: string, params = {}) => {
      const { rows } = await reader.sql({ sql, params, scope })
      return rows.map(({ n }) => n)
    }
    const needle = "message = 'a needle 40007'"
    const plan = await reader.explain({ sql: `select n from big where ${needle}`, scope })
    expect(plan).toContain('_offset')
    const cases: readonly [string, readonly unknown[], object?][] = [
      [`select n from big where ${needle}`, [40_007]],
      ['select n from big b where b.message = $m and n > 5', [40_007], { m: 'a needle 40007' }],
      ["select n from big where message in ('a needle 7', 'a needle 80007', 'no') order by n", [7, 80_007]],
      ['select n from big where n = 40007', [40_007]],
      ['select n from big where 40007 = n', [40_007]],
      // Cast to a number, with its blank.
      ["select n from big where n = ' 40007'", [40_007]],
      [`select n from big where ${needle} or n = 3 order by n`, [3, 40_007]],
      [`select n from big where not (${needle}) and n < 2 order by n`, [0, 1]],
      [`select n from big where ${needle} and n = (select max(n) - 50104 from big)`, [40_007]],
      ["select n from big where message = 'A needle 40007'", []],
      [`select count(*) as n from big where ${needle}`, [1]],
      ["select count(*) as n from big where message = 'nothing of it'", [0]],
    ]
    for (const [sql, expected, params] of cases) {
      expect(await found(sql, params), sql).toEqual(expected)
      expect(await found(sql, params), `${sql}, again`).toEqual(expected)
    }
    // Rows out of the caller's scope stay out of it.
    const rowsWithin = async (rows: string) =>
      (await reader.sql({ sql: `select n from big where ${needle}`, scope: { ...scope, rows } })).rows
    expect(await rowsWithin('n > 50000')).toEqual([])
    expect(await rowsWithin('n > 40000')).toEqual([{ n: 40_007 }])
  })

  test('are all files where the index spares too little', async () => {
    const { hits } = await searching({ kql: 'number', limit: 2 })
    expect(hits).toEqual([90_111, 90_110])
    expect(readings[0]!.sql).not.toContain('_offset between')
  })
})
