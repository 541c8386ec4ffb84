import { existsSync, readdirSync, rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DeclaredType } from '../../../model/schema.ts'
import { cataloguePath } from '../catalogue/open.ts'
import { fillAgain, frameOf, rowsIn, TestLake } from '../lake.fixture.ts'

const outcome = { stored: 0, duplicate: 0, rejected: 0, late_dropped: 0 }
const readings = { name: 'readings', key: ['day', 'place'] } as const

describe('a dataset with a key', () => {
  test('stores the first record of each key, and counts the others', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open(readings)
    const records = [
      { day: '2024-01-01', place: 'a', mean: 1 },
      { day: '2024-01-01', place: 'b', mean: 2 },
      { place: 'a', day: '2024-01-01', mean: 3 },
      'no record',
    ]
    expect(await writer.append([frameOf(0, records)], 4)).toEqual({ ...outcome, stored: 2, duplicate: 1, rejected: 1 })
    await lake.restart()
    const again = await lake.engine.open(readings)
    const later = [
      { day: '2024-01-01', place: 'b', mean: 4 },
      { day: '2024-01-02', place: 'b', mean: 5 },
    ]
    expect(await again.append([frameOf(4, later)], 6)).toEqual({ ...outcome, stored: 1, duplicate: 1 })
    expect(await again.totals()).toEqual({ stored: 3, duplicate: 2, rejected: 1, late_dropped: 0 })
    const rows = await rowsIn(lake, 'readings', '_offset, mean, _id')
    expect(rows.map(({ mean, _offset }) => [mean, _offset])).toEqual([
      ['1', '0'],
      ['2', '1'],
      ['5', '5'],
    ])
    expect(new Set(rows.map(({ _id }) => _id)).size).toBe(3)
    for (const { _id } of rows) expect(_id).toMatch(/^[0-9a-f]{32}$/)
    await lake.engine.settle()
    expect(await again.append([frameOf(6, later)], 8)).toEqual({ ...outcome, duplicate: 2 })
    expect(await lake.engine.verify()).toEqual([])
  })

  test('takes values for the same that a column shows alike', async () => {
    await using lake = await TestLake.open()
    const fields = { 'at.day': 'date', n: 'number', seen: 'timestamp' } as const
    const writer = await lake.engine.open({ name: 'readings', key: ['at.day', 'n', 'seen', 'x'], fields })
    const records = [
      '{"at":{"day":"2024-01-01"},"n":1,"seen":"2024-01-01T00:00:00Z","x":1}',
      ' { "x": 1.0, "at":{"day":"2024-01-01T00:00:00Z"},"n":"1.00","seen":1704067200 }',
      '{"at.day":"2024-01-01","n":1e0,"seen":"2024-01-01T01:00:00+01:00","x":"1"}',
      '{"at":{"day":"2024-01-01"},"n":1,"seen":"2024-01-01T00:00:00Z","x":12345678901234567890}',
      '{"at":{"day":"2024-01-01"},"n":1,"seen":"2024-01-01T00:00:00Z","x":12345678901234567891}',
      '{"at":{"day":"2024-01-01"},"n":1,"seen":"2024-01-01T00:00:00Z","x":["1"]}',
    ]
    const { stored, duplicate } = await writer.append([frameOf(0, records)], records.length)
    expect({ stored, duplicate }).toEqual({ stored: 4, duplicate: 2 })
    expect((await rowsIn(lake, 'readings', '_offset')).map(({ _offset }) => _offset)).toEqual(['0', '3', '4', '5'])
  })

  test.each<[string, DeclaredType | undefined, same: string[], other: string[]]>([
    [
      'long integers',
      undefined,
      [],
      ['123456789012345678901234567890', '123456789012345678901234567891', '1e400', '1e500'],
    ],
    ['long decimals', undefined, [], ['0.12345678901234567890', '0.12345678901234567891', '-0.12345678901234567891']],
    ['ordinary numbers', undefined, ['1', '1.0', '1.00000000000000000000', '"1"', '1e0'], ['1.5', '2']],
    ['objects and their texts', undefined, ['{"a":1}', '{ "a": 1 }'], ['"{\\"a\\":1}"', '[1]', '"[1]"']],
    [
      'declared numbers',
      'number',
      ['0.12345678901234567890', '0.12345678901234567891', '"0.12345678901234568"'],
      ['1'],
    ],
    [
      'declared integers',
      'integer',
      ['9007199254740993', '"9007199254740993"'],
      ['9007199254740992', '98765432109876543210'],
    ],
  ])('compares %s by their digits', async (_, declared, same, other) => {
    await using lake = await TestLake.open()
    const fields = declared ? { x: declared } : {}
    const writer = await lake.engine.open({ name: 'readings', key: ['x'], fields })
    const records = [...same, ...other].map((value) => `{"x":${value}}`)
    const { stored, duplicate } = await writer.append([frameOf(0, records)], records.length)
    const duplicates = Math.max(0, same.length - 1)
    expect({ stored, duplicate }).toEqual({ stored: records.length - duplicates, duplicate: duplicates })
  })

  test('stores every record that lacks a field of the key', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open(readings)
    const records = [{ day: 'x' }, { day: 'x' }, {}, {}, { day: null, place: 'a' }, { _id: 'mine', _id_: 1 }]
    expect(await writer.append([frameOf(0, records)], 6)).toEqual({ ...outcome, stored: 6 })
    const rows = await rowsIn(lake, 'readings', '_id, _rest')
    expect(rows.map(({ _id }) => _id)).toEqual(Array.from({ length: 6 }, () => null))
    expect(rows[5]!._rest).toBe('{"_id":"mine"}')
  })

  test('keeps values of the key apart, however they are put together', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open(readings)
    const pairs = [
      ['ab', 'c'],
      ['a', 'bc'],
      ['a1:b', 'c'],
      ['a', '1:bc'],
      ['', 'abc'],
    ]
    const records = pairs.map(([day, place]) => ({ day, place }))
    expect(await writer.append([frameOf(0, records)], 5)).toEqual({ ...outcome, stored: 5 })
  })

  test('takes a record again once the time of its key is over', async () => {
    await using lake = await TestLake.open()
    const options = { name: 'readings', key: ['n'], within_ms: 60_000 }
    const writer = await lake.engine.open(options)
    const start = Date.UTC(2025, 0, 1)
    const at = (offset: number, seconds: number) => frameOf(offset, [{ n: 1 }], { received: start + seconds * 1000 })
    const frames = [at(0, 0), at(1, 59), at(2, 61), at(3, 62), at(4, 120), at(5, 121)]
    expect(await writer.append(frames, 6)).toEqual({ ...outcome, stored: 3, duplicate: 3 })
    await lake.restart()
    const again = await lake.engine.open(options)
    expect(await again.append([at(6, 180)], 7)).toEqual({ ...outcome, duplicate: 1 })
    expect(await again.append([at(7, 181)], 8)).toEqual({ ...outcome, stored: 1 })
    expect((await rowsIn(lake, 'readings', '_offset')).map(({ _offset }) => Number(_offset))).toEqual([0, 2, 5, 7])
  })

  test('that gets its key later has it for what comes from then on', async () => {
    await using lake = await TestLake.open()
    const plain = await lake.engine.open({ name: 'readings' })
    await plain.append([frameOf(0, [{ n: 1 }, { n: 1 }])], 2)
    const writer = await lake.engine.open({ name: 'readings', key: ['n'] })
    expect(await writer.append([frameOf(2, [{ n: 1 }, { n: 1 }])], 4)).toEqual({ ...outcome, stored: 1, duplicate: 1 })
    const other = await lake.engine.open({ name: 'readings', key: ['n', 'm'] })
    expect(await other.append([frameOf(4, [{ n: 1, m: 1 }])], 5)).toEqual({ ...outcome, stored: 1 })
    expect(await lake.engine.verify()).toEqual([])
  })
})

/** Records of ids from a few, so that many come again. */
const someIds = (from: number, count: number, of: number) =>
  Array.from({ length: count }, (_, i) => ({ id: ((from + i) * 7919) % of }))

describe('the keys', () => {
  test('outlive many chunks and merges, in files as in the catalogue', async () => {
    await using lake = await TestLake.open()
    const options = { name: 'events', key: ['id'] }
    let writer = await lake.engine.open(options)
    const size = 12_000
    for (let chunk = 0; chunk < 24; chunk++) {
      // Every second chunk repeats the one before.
      const from = Math.floor(chunk / 2) * size
      const answer = await writer.append(
        [
          frameOf(
            chunk * size,
            Array.from({ length: size }, (_, i) => ({ id: from + i })),
          ),
        ],
        (chunk + 1) * size,
      )
      expect(answer).toEqual({ ...outcome, [chunk % 2 === 0 ? 'stored' : 'duplicate']: size })
    }
    expect(readdirSync(join(lake.folder, 'keys')).length).toBeLessThan(12)
    await lake.restart()
    writer = await lake.engine.open(options)
    const repeated = Array.from({ length: size }, (_, i) => ({ id: i * 12 }))
    expect(await writer.append([frameOf(24 * size, repeated)], 25 * size)).toEqual({ ...outcome, duplicate: size })
    expect(await lake.engine.verify()).toEqual([])
  })

  test.each(['catalogue', 'file', 'rows'])('are read from the rows again when the %s is lost', async (lost) => {
    await using lake = await TestLake.open()
    const options = { name: 'events', key: ['id'] }
    const writer = await lake.engine.open(options)
    await writer.append([frameOf(0, someIds(0, 20_000, 15_000))], 20_000)
    expect(await writer.totals()).toEqual({ ...outcome, stored: 15_000, duplicate: 5000 })
    await lake.restart(() => {
      const keys = join(lake.folder, 'keys')
      if (lost === 'file') for (const name of readdirSync(keys)) truncateSync(join(keys, name), 5000)
      else if (lost === 'rows') {
        const db = new DatabaseSync(cataloguePath(lake.folder))
        db.exec('delete from caudal_key_run; delete from caudal_key')
        db.close()
        expect(existsSync(keys)).toBe(true)
      } else for (const end of ['', '-wal', '-shm']) rmSync(`${cataloguePath(lake.folder)}${end}`, { force: true })
    })
    const again = await lake.engine.open(options)
    // Behind the last row that is there, what was no row is read once more.
    const position = (await again.positions()).get(0)!
    await again.append([frameOf(position, someIds(position, 20_000 - position, 15_000))], 20_000)
    expect(await again.totals()).toEqual({ ...outcome, stored: 15_000, duplicate: 5000 })
    const answer = await again.append([frameOf(20_000, someIds(0, 20_000, 16_000))], 40_000)
    expect(answer).toEqual({ ...outcome, stored: 1000, duplicate: 19_000 })
  })

  test('say of a damaged file which of its records were stored, when it is filled again', async () => {
    await using lake = await TestLake.open()
    const options = { name: 'events', key: ['id'] }
    const writer = await lake.engine.open(options)
    const frames = [frameOf(0, someIds(0, 100, 60)), frameOf(100, someIds(100, 100, 90))]
    await writer.append([frames[0]!], 100)
    await writer.append([frames[1]!], 200)
    const totals = await writer.totals()
    const rows = await rowsIn(lake, 'events', 'id, _offset')
    const folder = join(lake.folder, 'data/main/events')
    for (const name of readdirSync(folder)) rmSync(join(folder, name))
    await lake.engine.repair('quick')
    await lake.engine.refill('events', frames)
    await lake.engine.endRefill('events')
    expect(await rowsIn(lake, 'events', 'id, _offset')).toEqual(rows)
    expect(await writer.totals()).toEqual(totals)
    expect(await lake.engine.verify()).toEqual([])
  })

  test('tell duplicates from what is lost, when the catalogue is lost', async () => {
    await using lake = await TestLake.open()
    const options = { name: 'events', key: ['id'] }
    const writer = await lake.engine.open(options)
    // All but a few come twice, one behind the other, and a line is no record.
    const lines = [...Array.from({ length: 200 }, (_, i) => ({ id: i >> 1 })), 'no record', { id: 1000 }]
    const frames = [frameOf(0, lines)]
    await writer.append(frames, lines.length)
    const totals = await writer.totals()
    expect(totals).toEqual({ stored: 101, duplicate: 100, rejected: 1, late_dropped: 0 })
    await lake.restart(() => {
      for (const end of ['', '-wal', '-shm']) rmSync(`${cataloguePath(lake.folder)}${end}`, { force: true })
    })
    const again = await lake.engine.open(options)
    expect(await lake.engine.repair('quick')).toHaveLength(1)
    await lake.engine.refill('events', frames)
    await lake.engine.endRefill('events')
    expect(await again.totals()).toEqual(totals)
    expect(await rowsIn(lake, 'events_rejected')).toHaveLength(1)
    expect(await lake.engine.verify()).toEqual([])
  })

  test('begin anew with the dataset, or with what stays of it', async () => {
    await using lake = await TestLake.open()
    const options = { name: 'events', key: ['id'] }
    const writer = await lake.engine.open(options)
    const frames = [frameOf(0, someIds(0, 100, 60)), frameOf(100, someIds(100, 100, 90))]
    await writer.append(frames, 200)
    const rows = await rowsIn(lake, 'events', 'id, _offset')
    const totals = await writer.totals()
    for (const from of [0, 50, 150]) {
      const { outcome, writer: again } = await fillAgain(lake, options, new Map([[0, from]]), frames)
      expect(outcome.stored + outcome.duplicate).toBe(200 - from)
      expect(await rowsIn(lake, 'events', 'id, _offset')).toEqual(rows)
      expect(await again.totals()).toEqual(totals)
    }
    expect(await lake.engine.verify()).toEqual([])
  })

  test('agree with a list of what was seen, for any batches of any keys', async () => {
    await using lake = await TestLake.open()
    let dataset = 0
    const batches = fc.array(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 40 }), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(batches, async (lists) => {
        const name = `any_${dataset++}`
        const writer = await lake.engine.open({ name, key: ['id'] })
        const seen = new Map<number, number>()
        let offset = 0
        const answers = lists.map((ids) => {
          const frame = frameOf(
            offset,
            ids.map((id) => ({ id })),
          )
          for (const id of ids) {
            if (!seen.has(id)) seen.set(id, offset)
            offset++
          }
          return writer.append([frame], offset)
        })
        await Promise.all(answers)
        const rows = await rowsIn(lake, name, 'id::int as id, _offset::int as o')
        expect(new Map(rows.map(({ id, o }) => [id, o]))).toEqual(seen)
        expect(rows.length).toBe(seen.size)
        const { stored, duplicate } = await writer.totals()
        expect(stored + duplicate).toBe(offset)
        await lake.engine.close(name)
      }),
      { numRuns: 15 },
    )
  })
})
