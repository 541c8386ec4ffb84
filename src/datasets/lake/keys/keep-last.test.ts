import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cataloguePath } from '../catalogue/open.ts'
import { fillAgain, frameOf, rowsIn, TestLake } from '../lake.fixture.ts'

const outcome = { stored: 0, duplicate: 0, rejected: 0, late_dropped: 0 }
const options = { name: 'events', key: ['id'], keep: 'last' } as const

async function valuesIn(lake: TestLake): Promise<Record<string, number>> {
  const rows = await rowsIn(lake, 'events', 'id::int as id, n::int as n', 'id')
  const values = Object.fromEntries(rows.map(({ id, n }) => [String(id), Number(n)]))
  expect(Object.keys(values)).toHaveLength(rows.length)
  return values
}

/** Records of a few ids, each with a number that tells when it came. */
const updates = (from: number, count: number, ids: number) =>
  Array.from({ length: count }, (_, i) => ({ id: ((from + i) * 7919) % ids, n: from + i }))

function lastOf(records: readonly { id: number; n: number }[]): Record<string, number> {
  return Object.fromEntries(records.map(({ id, n }) => [id, n]))
}

function loseCatalogue(lake: TestLake): void {
  for (const end of ['', '-wal', '-shm']) rmSync(`${cataloguePath(lake.folder)}${end}`, { force: true })
}

describe('a dataset that keeps the last record of a key', () => {
  test('removes the row before it, within a chunk, in later ones and after a restart', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open(options)
    const first = [{ id: 1, n: 0 }, { id: 2, n: 1 }, { id: 1, n: 2 }, 'no record', { n: 4 }, { n: 5 }]
    expect(await writer.append([frameOf(0, first)], 6)).toEqual({ ...outcome, stored: 4, duplicate: 1, rejected: 1 })
    // Three under way at once.
    const answers = await Promise.all(
      [6, 7, 8].map((offset) => writer.append([frameOf(offset, [{ id: 2, n: offset }])], offset + 1)),
    )
    expect(answers).toEqual([6, 7, 8].map(() => ({ ...outcome, duplicate: 1 })))
    await lake.restart()
    const again = await lake.engine.open(options)
    expect(
      await again.append(
        [
          frameOf(9, [
            { id: 1, n: 9 },
            { id: 3, n: 10 },
          ]),
        ],
        11,
      ),
    ).toEqual({
      ...outcome,
      stored: 1,
      duplicate: 1,
    })
    expect(await rowsIn(lake, 'events', 'id::int as id, n::int as n')).toEqual([
      { id: null, n: 4 },
      { id: null, n: 5 },
      { id: 2, n: 8 },
      { id: 1, n: 9 },
      { id: 3, n: 10 },
    ])
    expect(await again.totals()).toEqual({ stored: 5, duplicate: 5, rejected: 1, late_dropped: 0 })
    expect(await lake.engine.verify()).toEqual([])
    await lake.engine.settle()
    expect(await lake.engine.verify()).toEqual([])
    expect(await again.append([frameOf(11, [{ id: 2, n: 11 }])], 12)).toEqual({ ...outcome, duplicate: 1 })
    expect((await rowsIn(lake, 'events', 'n::int as n', 'n')).map(({ n }) => n)).toEqual([4, 5, 9, 10, 11])
  })

  test('lets the row be that came longer ago than the time of the key', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open({ ...options, within_ms: 60_000 })
    const start = Date.UTC(2025, 0, 1)
    const at = (offset: number, seconds: number) =>
      frameOf(offset, [{ id: 1, n: offset }], { received: start + seconds * 1000 })
    await writer.append([at(0, 0), at(1, 59), at(2, 118)], 3)
    expect(await writer.append([at(3, 178)], 4)).toEqual({ ...outcome, stored: 1 })
    expect(await writer.append([at(4, 237)], 5)).toEqual({ ...outcome, duplicate: 1 })
    expect((await rowsIn(lake, 'events', 'n::int as n')).map(({ n }) => n)).toEqual([2, 4])
    expect(await lake.engine.verify()).toEqual([])
  })

  test('forgets no removed row in merges, and a file without rows is no file', async () => {
    await using lake = await TestLake.open({ fan: 3 })
    const writer = await lake.engine.open(options)
    const all = updates(0, 3000, 500)
    for (let at = 0; at < 3000; at += 200) await writer.append([frameOf(at, all.slice(at, at + 200))], at + 200)
    await lake.engine.settle()
    expect(await valuesIn(lake)).toEqual(lastOf(all))
    expect(await writer.totals()).toEqual({ ...outcome, stored: 500, duplicate: 2500 })
    expect(await lake.engine.verify()).toEqual([])
    await writer.append([frameOf(3000, updates(3000, 500, 500))], 3500)
    await lake.engine.settle()
    expect(await valuesIn(lake)).toEqual(lastOf(updates(3000, 500, 500)))
    expect(await lake.engine.verify()).toEqual([])
  })

  test('is found whole while rows are replaced and files are merged', async () => {
    await using lake = await TestLake.open({ fan: 3, history_ms: 0, upkeep_ms: 10 })
    const writer = await lake.engine.open(options)
    const verifying = (async () => {
      const findings = []
      for (let i = 0; i < 12; i++) findings.push(...(await lake.engine.verify()))
      return findings
    })()
    let isOver = false
    const feeding = (async () => {
      for (let at = 0; !isOver; at += 200) await writer.append([frameOf(at, updates(at, 200, 500))], at + 200)
    })()
    expect(await verifying).toEqual([])
    isOver = true
    await feeding
  })

  test('is the same after its catalogue was lost, and the stream read again where rows are missing', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open(options)
    // What lies before the first row is not missed.
    const all = [{ id: 1000, n: 0 }, ...updates(1, 1999, 300)]
    const frames = [0, 500, 1000, 1500].map((at) => frameOf(at, all.slice(at, at + 500)))
    for (const [i, frame] of frames.entries()) await writer.append([frame], i * 500 + 500)
    const totals = await writer.totals()
    expect(totals).toEqual({ ...outcome, stored: 301, duplicate: 1699 })
    await lake.restart(() => loseCatalogue(lake))
    const again = await lake.engine.open(options)
    expect(await valuesIn(lake)).toEqual(lastOf(all))
    await lake.engine.repair('quick')
    await lake.engine.refill('events', frames)
    await lake.engine.endRefill('events')
    expect(await valuesIn(lake)).toEqual(lastOf(all))
    expect(await again.totals()).toEqual(totals)
    expect(await lake.engine.verify()).toEqual([])
  })

  test('gets back of a damaged file the rows that nothing had replaced', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open(options)
    const all = updates(0, 1000, 300)
    const frames = [0, 500].map((at) => frameOf(at, all.slice(at, at + 500)))
    for (const [i, frame] of frames.entries()) await writer.append([frame], i * 500 + 500)
    const totals = await writer.totals()
    const folder = join(lake.folder, 'data/main/events')
    for (const name of readdirSync(folder)) if (!name.includes('delete')) rmSync(join(folder, name))
    await lake.engine.repair('quick')
    await lake.engine.refill('events', frames)
    await lake.engine.endRefill('events')
    expect(await valuesIn(lake)).toEqual(lastOf(all))
    expect(await writer.totals()).toEqual(totals)
    expect(await lake.engine.verify()).toEqual([])
  })

  test.each([0, 250, 700])('is the same when it is filled again from offset %i on', async (from) => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open(options)
    const all = updates(0, 1000, 300)
    const frames = [0, 500].map((at) => frameOf(at, all.slice(at, at + 500)))
    for (const [i, frame] of frames.entries()) await writer.append([frame], i * 500 + 500)
    const rest = frameOf(from, all.slice(from))
    const { writer: again } = await fillAgain(lake, options, new Map([[0, from]]), [rest])
    expect(await valuesIn(lake)).toEqual(lastOf(all))
    expect(await again.totals()).toEqual({ ...outcome, stored: 300, duplicate: 700 })
    expect(await lake.engine.verify()).toEqual([])
  })

  test('that kept the first before keeps the last of what is filled again, and of what stays', async () => {
    await using lake = await TestLake.open()
    const { keep: _, ...first } = options
    const writer = await lake.engine.open(first)
    const all = updates(0, 1000, 300)
    await writer.append([frameOf(0, all)], 1000)
    const { writer: again } = await fillAgain(lake, options, new Map([[0, 600]]), [frameOf(600, all.slice(600))])
    expect(await valuesIn(lake)).toEqual({ ...lastOf(all.slice(0, 300)), ...lastOf(all.slice(600)) })
    expect(await again.totals()).toEqual({ ...outcome, stored: 300, duplicate: 700 })
    expect(await lake.engine.verify()).toEqual([])
  })

  test('counts what retention takes without the rows that were removed before', async () => {
    await using lake = await TestLake.open({ upkeep_ms: 20 })
    const timed = { ...options, fields: { at: 'timestamp' }, time: 'at' } as const
    const before = await lake.engine.open(timed)
    const now = Date.now()
    const rows = [0, 1].map((id) => ({ id, n: id, at: new Date(now - 7_200_000).toISOString() }))
    await before.append([frameOf(0, rows)], 2)
    await before.append([frameOf(2, [{ id: 0, n: 2, at: new Date(now).toISOString() }])], 3)
    await lake.restart()
    const writer = await lake.engine.open({ ...timed, retention_ms: 3_600_000 })
    await expect.poll(() => valuesIn(lake)).toEqual({ 0: 2 })
    expect(await writer.totals()).toEqual({ ...outcome, stored: 2, duplicate: 1 })
    expect(await lake.engine.verify()).toEqual([])
    // The row that this one would replace is gone.
    expect(await writer.append([frameOf(3, [{ id: 1, n: 3, at: new Date(now).toISOString() }])], 4)).toEqual({
      ...outcome,
      stored: 1,
    })
    expect(await lake.engine.verify()).toEqual([])
  })

  test('agrees with a list of what came last, for any batches of any keys', async () => {
    await using lake = await TestLake.open({ fan: 3 })
    let dataset = 0
    const batches = fc.array(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 30 }), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(batches, async (lists) => {
        const name = `any_${dataset++}`
        const writer = await lake.engine.open({ ...options, name })
        const last = new Map<number, number>()
        let offset = 0
        const answers = lists.map((ids) => {
          const records = ids.map((id) => ({ id }))
          const frame = frameOf(offset, records)
          for (const id of ids) last.set(id, offset++)
          return writer.append([frame], offset)
        })
        const outcomes = await Promise.all(answers)
        const rows = await rowsIn(lake, name, 'id::int as id, _offset::int as o')
        expect(new Map(rows.map(({ id, o }) => [id, o]))).toEqual(last)
        expect(rows.length).toBe(last.size)
        const totals = await writer.totals()
        expect(totals).toEqual({ ...outcome, stored: last.size, duplicate: offset - last.size })
        expect(outcomes.reduce((sum, { stored }) => sum + stored, 0)).toBe(totals.stored)
        await lake.engine.close(name)
      }),
      { numRuns: 15 },
    )
    expect(await lake.engine.verify()).toEqual([])
  })
})

describe('the list of removed rows of a file', () => {
  const path = (lake: TestLake) => {
    const folder = join(lake.folder, 'data/main/events')
    return join(folder, readdirSync(folder).find((name) => name.endsWith('-delete.parquet'))!)
  }
  const flip = (file: string) => {
    const bytes = readFileSync(file)
    bytes[bytes.length >> 1]! ^= 1
    writeFileSync(file, bytes)
  }

  test.each([
    ['has a flipped bit', flip, 'thorough'],
    ['is cut', (file: string) => truncateSync(file, 100), 'quick'],
    ['is missing', (file: string) => rmSync(file), 'quick'],
  ] as const)('is told when it %s, and made again with its file', async (_, damage, look) => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open(options)
    const records = updates(0, 40, 20)
    const frames = [frameOf(0, records.slice(0, 20)), frameOf(20, records.slice(20))]
    await writer.append([frames[0]!], 20)
    await writer.append([frames[1]!], 40)
    expect(await lake.engine.verify()).toEqual([])
    damage(path(lake))
    expect(await lake.engine.verify()).toContainEqual(
      expect.objectContaining({ severity: 'error', message: expect.stringContaining('the list of its removed rows') }),
    )
    expect(await lake.engine.repair(look)).toMatchObject([{ dataset: 'events' }])
    await lake.engine.refill('events', frames)
    await lake.engine.endRefill('events')
    expect(await valuesIn(lake)).toEqual(lastOf(records))
    expect(await lake.engine.verify()).toEqual([])
    expect(await writer.totals()).toEqual({ ...outcome, stored: 20, duplicate: 20 })
  })
})
