import { cpSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { silent } from '../../lib/log.ts'
import { offsetOf } from '../../model/offset.ts'
import { cataloguePath } from './catalogue/open.ts'
import { fillAgain, frameOf, openLake, rowsIn, TestLake } from './lake.fixture.ts'

const outcome = { stored: 0, duplicate: 0, rejected: 0, late_dropped: 0 }

function dataFiles(lake: TestLake, dataset: string): string[] {
  const folder = join(lake.folder, 'data/main', dataset)
  return readdirSync(folder).map((name) => join(folder, name))
}

describe('a lake', () => {
  test('stores records with their offsets, sources and times, and remembers the position', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open({ name: 'logs' })
    const frames = [
      frameOf(0, [{ _time: '2025-03-01T10:00:00+02:00', n: 1 }], { source: 'a' }),
      frameOf(1, [{ n: 2 }, { n: 3 }], { source: 'b', received: Date.UTC(2025, 5, 1) }),
    ]
    expect(await writer.append(frames, 3)).toEqual({ ...outcome, stored: 3 })
    expect(await rowsIn(lake, 'logs', '_offset, _source, _time, n')).toEqual([
      { _offset: '0', _source: 'a', _time: '2025-03-01 08:00:00', n: '1' },
      { _offset: '1', _source: 'b', _time: '2025-06-01 00:00:00', n: '2' },
      { _offset: '2', _source: 'b', _time: '2025-06-01 00:00:00', n: '3' },
    ])
    await lake.restart()
    const again = await lake.engine.open({ name: 'logs' })
    expect(await again.positions()).toEqual(new Map([[0, 3]]))
    expect(await again.totals()).toEqual({ ...outcome, stored: 3 })
    expect(await lake.engine.verify()).toEqual([])
  })

  test('has the declared columns before the first record, and fills them afterwards', async () => {
    await using lake = await TestLake.open()
    const options = { name: 'readings', fields: { place: 'string', mean: 'number' } } as const
    const writer = await lake.engine.open(options)
    expect(await rowsIn(lake, 'readings', 'place, mean')).toEqual([])
    await writer.append([frameOf(0, [{ other: true, mean: 1.5, place: 'lake' }])], 1)
    expect(await rowsIn(lake, 'readings', 'place, mean, other')).toEqual([{ place: 'lake', mean: 1.5, other: true }])
    await lake.restart()
    const again = await lake.engine.open(options)
    await again.append([frameOf(1, [{ place: 'river' }])], 2)
    expect(await rowsIn(lake, 'readings', 'place, mean')).toEqual([
      { place: 'lake', mean: 1.5 },
      { place: 'river', mean: null },
    ])
    expect(await lake.engine.verify()).toEqual([])
  })

  test('has the day of a record as its time and as a day, in whatever spelling', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open({ name: 'readings', time: 'day', fields: { day: 'date', mean: 'number' } })
    await writer.append([frameOf(0, [{ day: '2024-03-15', mean: 1.5 }, { day: '2024-03-16T23:30:00-01:00' }])], 2)
    await writer.append([frameOf(2, [{ day: 'Fri, 1 Mar 2024 12:00:00 +0000' }, { day: '2024-03-17' }])], 4)
    await writer.append([frameOf(4, [{ day: 'soon' }, { mean: 2 }])], 6)
    expect(await rowsIn(lake, 'readings', '_time, day, mean, _rest')).toEqual([
      { _time: '2024-03-15 00:00:00', day: '2024-03-15', mean: 1.5, _rest: null },
      { _time: '2024-03-17 00:30:00', day: '2024-03-17', mean: null, _rest: null },
      { _time: '2024-03-01 12:00:00', day: '2024-03-01', mean: null, _rest: null },
      { _time: '2024-03-17 00:00:00', day: '2024-03-17', mean: null, _rest: null },
      { _time: '2025-01-01 00:00:00.004', day: null, mean: null, _rest: '{"day":"soon"}' },
      { _time: '2025-01-01 00:00:00.004', day: null, mean: 2, _rest: null },
    ])
  })

  test('stores nothing twice when frames come again', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open({ name: 'logs' })
    await writer.append([frameOf(0, [{ n: 0 }, { n: 1 }])], 2)
    const frames = [frameOf(0, [{ n: 0 }, { n: 1 }]), frameOf(2, [{ n: 2 }, { n: 3 }])]
    expect(await writer.append(frames, 4)).toEqual({ ...outcome, stored: 2 })
    expect(await writer.append([frameOf(3, [{ n: 3 }, { n: 4 }])], 5)).toEqual({ ...outcome, stored: 1 })
    expect((await rowsIn(lake, 'logs', 'n')).map((row) => row.n)).toEqual(['0', '1', '2', '3', '4'])
  })

  test('keeps several partitions apart', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open({ name: 'logs' })
    await writer.append([frameOf(offsetOf(3, 0), [{ n: 1 }], { received: 0 })], offsetOf(3, 1))
    await writer.append([frameOf(0, [{ n: 2 }])], 1)
    expect(await writer.positions()).toEqual(
      new Map([
        [0, 1],
        [3, offsetOf(3, 1)],
      ]),
    )
    await lake.engine.settle()
    expect(await lake.engine.verify()).toEqual([])
  })

  test('keeps what is no record with its bytes, its reason, its line and its offset', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open({ name: 'logs' })
    const early = [{ reason: 'cannot read row', line: 7, bytes: Buffer.from([0xff, 0x41]).toString('base64') }]
    const frames = [
      frameOf(0, [{ n: 1 }, '{"n": 2', { n: 3 }], { line: 10, request: 'r1' }),
      frameOf(3, early, { kind: 'rejected', request: 'r2' }),
    ]
    expect(await writer.append(frames, 4)).toEqual({ ...outcome, stored: 2, rejected: 2 })
    expect((await rowsIn(lake, 'logs', '_offset')).map((row) => row._offset)).toEqual(['0', '2'])
    expect(await rowsIn(lake, 'logs_rejected', '_offset, line, request, "text", hex(bytes) as bytes, reason')).toEqual([
      {
        _offset: '1',
        line: '11',
        request: 'r1',
        text: '{"n": 2',
        bytes: '7B226E223A2032',
        reason: expect.stringContaining('cannot read line as JSON'),
      },
      { _offset: '3', line: '7', request: 'r2', text: '\ufffdA', bytes: 'FF41', reason: 'cannot read row' },
    ])
    expect(await lake.engine.verify()).toEqual([])
  })

  test('counts offsets that the stream lost, and tells which', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open({ name: 'logs' })
    await writer.append([frameOf(0, [{ n: 1 }])], 1)
    expect(await writer.append([frameOf(11, [{ n: 2 }])], 15)).toEqual({ ...outcome, stored: 1, rejected: 13 })
    expect(await rowsIn(lake, 'logs_rejected', '_offset, reason, "text"')).toEqual([
      { _offset: '1', reason: `lost: the stream's file was damaged`, text: 'offsets 1 to 10' },
      { _offset: '12', reason: `lost: the stream's file was damaged`, text: 'offsets 12 to 14' },
    ])
    expect(await lake.engine.verify()).toEqual([])
  })

  test('gives new fields columns and widens those that must be, through every merge', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open({ name: 'logs' })
    await writer.append([frameOf(0, [{ a: 1, 'b c': { d: true } }])], 1)
    await writer.append([frameOf(1, [{ a: 1.5, list: [1, 2] }])], 2)
    await writer.append([frameOf(2, [{ a: 'x', list: ['y'], 'b c.d': false }])], 3)
    for (const settled of [false, true]) {
      if (settled) await lake.engine.settle()
      expect(await rowsIn(lake, 'logs', 'a, "b c.d" as d, list')).toEqual([
        { a: '1', d: true, list: null },
        { a: '1.5', d: null, list: ['1', '2'] },
        { a: 'x', d: false, list: ['y'] },
      ])
      expect(await lake.engine.verify()).toEqual([])
    }
  })

  test('merges small files into one that is sorted by time', async () => {
    await using lake = await TestLake.open({ fan: 4, history_ms: 0, grace_ms: 0, upkeep_ms: 50 })
    const writer = await lake.engine.open({ name: 'logs' })
    for (let i = 0; i < 40; i++) {
      const _time = new Date(Date.UTC(2025, 0, 2) - i * 1000).toISOString()
      await writer.append([frameOf(i, [{ _time, n: i }])], i + 1)
    }
    await lake.engine.settle()
    while (dataFiles(lake, 'logs').length > 1) await sleep(20)
    const inFile = await rowsIn(lake, 'logs', 'n::int as n', 'file_row_number')
    expect(inFile.map((row) => row.n)).toEqual(Array.from({ length: 40 }, (_, i) => 39 - i))
    expect(await lake.engine.verify()).toEqual([])
  })

  test('drops old records by age and by size, a file at a time', async () => {
    await using lake = await TestLake.open({ upkeep_ms: 50 })
    const old = await lake.engine.open({ name: 'old', retention_ms: 86_400_000 })
    await old.append([frameOf(0, [{ _time: '2020-01-01T00:00:00Z' }])], 1)
    await old.append([frameOf(1, [{ _time: new Date().toISOString() }])], 2)
    const large = await lake.engine.open({ name: 'large', retention_bytes: 1 })
    await large.append([frameOf(0, [{ n: 1 }])], 1)
    while ((await rowsIn(lake, 'old')).length > 1 || (await rowsIn(lake, 'large')).length > 0) await sleep(20)
    expect(await old.totals()).toEqual({ ...outcome, stored: 2 })
    expect(await lake.engine.verify()).toEqual([])
  })

  test('holds nothing of what it was when it is filled again with something else', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open({ name: 'logs' })
    await writer.append([frameOf(0, [{ n: 1 }, 'broken'])], 2)
    const again = await fillAgain(lake, { name: 'logs' }, new Map([[0, 0]]), [frameOf(0, [{ n: 'other' }])])
    expect(again.outcome).toEqual({ ...outcome, stored: 1 })
    expect(await again.writer.positions()).toEqual(new Map([[0, 1]]))
    expect(await rowsIn(lake, 'logs', 'n')).toEqual([{ n: 'other' }])
    expect(await rowsIn(lake, 'logs_rejected')).toEqual([])
    expect(await lake.engine.verify()).toEqual([])
  })

  test('keeps what the stream does not have any more when it is filled again, and counts on from there', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open({ name: 'logs' })
    await writer.append([frameOf(0, [{ n: 0 }, 'broken'])], 2)
    // The stream lost 2 and 3; the boundary is amid the file of 4 to 7.
    await writer.append([frameOf(4, [{ n: 4 }, 'broken', { n: 6 }, 'broken'])], 8)
    await writer.append([frameOf(8, [{ n: 8 }])], 9)
    const before = await writer.totals()
    expect(before).toEqual({ ...outcome, stored: 4, rejected: 5 })
    const boundary = new Map([[0, 6]])
    const emptied = await fillAgain(lake, { name: 'logs' }, boundary, [])
    expect(await emptied.writer.positions()).toEqual(boundary)
    expect(await emptied.writer.totals()).toEqual({ ...outcome, stored: 2, rejected: 4 })
    expect(await rowsIn(lake, 'logs', 'n::int as n')).toEqual([{ n: 0 }, { n: 4 }])
    expect(await lake.engine.verify()).toEqual([])
    const frames = [frameOf(6, [{ n: 6 }, 'broken']), frameOf(8, [{ n: 8 }])]
    const again = await fillAgain(lake, { name: 'logs' }, boundary, frames)
    expect(await again.writer.totals()).toEqual(before)
    expect(await rowsIn(lake, 'logs', 'n::int as n')).toEqual([{ n: 0 }, { n: 4 }, { n: 6 }, { n: 8 }])
    expect(await lake.engine.verify()).toEqual([])
  })

  test('keeps the counts of what has expired when it is filled again', async () => {
    await using lake = await TestLake.open({ upkeep_ms: 50 })
    const writer = await lake.engine.open({ name: 'logs', retention_ms: 86_400_000 })
    await writer.append([frameOf(0, [{ _time: '2020-01-01T00:00:00Z' }])], 1)
    await writer.append([frameOf(1, [{ _time: '2020-01-01T00:00:00Z' }])], 2)
    await writer.append([frameOf(2, [{ _time: new Date().toISOString() }])], 3)
    while ((await rowsIn(lake, 'logs')).length > 1) await sleep(20)
    const options = { name: 'logs', retention_ms: 86_400_000 }
    const emptied = await fillAgain(lake, options, new Map([[0, 1]]), [])
    expect(await emptied.writer.totals()).toEqual({ ...outcome, stored: 1 })
    expect(await lake.engine.verify()).toEqual([])
    const again = await fillAgain(lake, options, new Map([[0, 1]]), [frameOf(1, [{ n: 1 }, { n: 2 }])])
    expect(await again.writer.totals()).toEqual({ ...outcome, stored: 3 })
    expect(await lake.engine.verify()).toEqual([])
  })

  test('goes on in a folder that was moved', async () => {
    await using lake = await TestLake.open()
    await (await lake.engine.open({ name: 'logs' })).append([frameOf(0, [{ n: 1 }])], 1)
    const moved = `${lake.folder}-moved`
    await lake.restart(() => cpSync(lake.folder, moved, { recursive: true }))
    const engine = await openLake({ folder: moved, log: silent })
    try {
      expect(await engine.verify()).toEqual([])
      expect(await (await engine.open({ name: 'logs' })).positions()).toEqual(new Map([[0, 1]]))
    } finally {
      await engine.stop()
      rmSync(moved, { recursive: true })
    }
  })
})

function flip(path: string): void {
  const bytes = readFileSync(path)
  bytes[bytes.length >> 1]! ^= 1
  writeFileSync(path, bytes)
}

describe('a damaged lake', () => {
  const records = Array.from({ length: 50 }, (_, n) => ({ n }))

  for (const [what, damage] of Object.entries({
    'a flipped bit': flip,
    'a cut file': (path: string) => truncateSync(path, 100),
    'a missing file': (path: string) => rmSync(path),
  })) {
    test(`tells ${what}, sets it aside, and is filled from the stream`, async () => {
      await using lake = await TestLake.open()
      const writer = await lake.engine.open({ name: 'logs' })
      await writer.append([frameOf(0, records)], 50)
      const [path] = dataFiles(lake, 'logs')
      await writer.append([frameOf(50, [...records, 'broken'])], 101)
      damage(path!)
      expect(await lake.engine.verify()).toContainEqual(expect.objectContaining({ severity: 'error', dataset: 'logs' }))
      expect(await lake.engine.repair('thorough')).toEqual([{ dataset: 'logs', ranges: [{ first: 0, last: 49 }] }])
      expect(existsSync(path!)).toBe(false)
      expect(await rowsIn(lake, 'logs')).toHaveLength(50)
      await lake.engine.refill('logs', [frameOf(0, records), frameOf(50, [...records, 'broken'])])
      await lake.engine.endRefill('logs')
      expect((await rowsIn(lake, 'logs', '_offset::int as o')).map((row) => row.o)).toEqual(
        Array.from({ length: 100 }, (_, i) => i),
      )
      expect(await writer.totals()).toEqual({ ...outcome, stored: 100, rejected: 1 })
      expect(await lake.engine.verify()).toEqual([])
    })
  }

  test('finds a missing or cut file by a quick look, and a flipped bit in passing', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open({ name: 'logs' })
    for (let n = 0; n < 150; n += 50) await writer.append([frameOf(n, records)], n + 50)
    const [cut, missing, flipped] = dataFiles(lake, 'logs').sort()
    expect(await lake.engine.scrub(1)).toBe(false)
    flip(flipped!)
    expect(await lake.engine.repair('quick')).toEqual([])
    truncateSync(cut!, 100)
    rmSync(missing!)
    const [repair] = await lake.engine.repair('quick')
    expect(repair!.ranges).toHaveLength(2)
    let looks = 1
    while (!(await lake.engine.scrub(1))) looks++
    expect(looks).toBeLessThanOrEqual(3)
  })

  test('does not merge a flipped bit into a file with a right checksum, and tells it', async () => {
    const told = Promise.withResolvers<void>()
    await using lake = await TestLake.open({ onDamage: told.resolve })
    const writer = await lake.engine.open({ name: 'logs' })
    for (let n = 0; n < 150; n += 50) await writer.append([frameOf(n, records)], n + 50)
    const paths = dataFiles(lake, 'logs')
    flip(paths[1]!)
    await lake.engine.settle()
    await told.promise
    expect(dataFiles(lake, 'logs').sort()).toEqual(paths.sort())
  })

  test('makes the catalogue again when its indexes contradict its tables', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open({ name: 'logs' })
    for (let n = 0; n < 4; n++) await writer.append([frameOf(n, [{ n }])], n + 1)
    await lake.restart(() => contradict(cataloguePath(lake.folder)))
    const again = await lake.engine.open({ name: 'logs' })
    expect(await lake.engine.verify()).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining('index') }),
    )
    await expect(lake.engine.repair('thorough')).rejects.toMatchObject({ code: 'unavailable' })
    // The process that makes it again may not have begun yet.
    while (!(await lake.engine.repair('thorough').catch(() => undefined))) await sleep(20)
    expect(await lake.engine.verify()).toEqual([])
    expect(await again.totals()).toEqual({ ...outcome, stored: 4 })
    expect(await rowsIn(lake, 'logs', 'n::int as n')).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }, { n: 3 }])
  })

  test('counts as lost what the stream no longer has', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open({ name: 'logs' })
    await writer.append([frameOf(0, records)], 50)
    rmSync(dataFiles(lake, 'logs')[0]!)
    await lake.engine.repair('thorough')
    await lake.engine.refill('logs', [frameOf(40, records.slice(40))])
    await lake.engine.endRefill('logs')
    expect(await writer.totals()).toEqual({ ...outcome, stored: 10, rejected: 40 })
    expect(await lake.engine.verify()).toEqual([])
  })

  for (const [what, damage] of Object.entries({
    'is lost': (path: string) => {
      for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
    },
    'is damaged': (path: string) => writeFileSync(path, Buffer.alloc(8192, 'x')),
  })) {
    test(`makes the catalogue again from the data files when it ${what}`, async () => {
      await using lake = await TestLake.open({ fan: 3 })
      const writer = await lake.engine.open({ name: 'logs' })
      for (let i = 0; i < 8; i++)
        await writer.append([frameOf(i * 2, [{ n: i, t: i > 4 ? 'x' : 1 }, i === 3 ? 'bad' : {}])], i * 2 + 2)
      await lake.engine.settle()
      const before = await rowsIn(lake, 'logs')
      await lake.restart(() => damage(cataloguePath(lake.folder)))
      const again = await lake.engine.open({ name: 'logs' })
      expect(await rowsIn(lake, 'logs')).toEqual(before)
      expect(await again.positions()).toEqual(new Map([[0, 16]]))
      expect(await again.totals()).toEqual({ ...outcome, stored: 15, rejected: 1 })
      expect(await lake.engine.verify()).toEqual([])
      expect(await again.append([frameOf(16, [{ t: 'y' }])], 17)).toEqual({ ...outcome, stored: 1 })
    })
  }
})

test('long texts of odd characters have bounds that verify takes as such', async () => {
  await using lake = await TestLake.open()
  const writer = await lake.engine.open({ name: 'odd' })
  const texts = Array.from({ length: 50 }, (_, n) =>
    Array.from({ length: 400 }, (_, i) => String.fromCharCode(((n * 37 + i * 11) % 90) + (i % 3 === 0 ? 1 : 160))).join(
      '',
    ),
  )
  await writer.append(
    [
      frameOf(
        0,
        texts.map((message) => ({ message })),
      ),
    ],
    texts.length,
  )
  expect(await lake.engine.verify()).toEqual([])
})

/** Rows that an index does not have, as a flipped bit may leave them. */
function contradict(path: string): void {
  const db = new DatabaseSync(path)
  db.enableDefensive(false)
  db.exec(`pragma writable_schema = on;
    update sqlite_master set sql = replace(sql, 'end_snapshot', 'record_count') where name = 'caudal_data_file'`)
  db.close()
}
