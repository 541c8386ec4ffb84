import { describe, expect, test } from 'vitest'
import type { DatasetOptions } from '../../dataset.ts'
import { frameOf, rowsIn, TestLake } from '../lake.fixture.ts'

const lines = (from: number, until: number) =>
  Array.from({ length: until - from }, (_, i) =>
    (from + i) % 10 === 9 ? 'no record' : { id: (from + i) >> 1, n: from + i },
  )

const at = { received: Date.UTC(2025, 0, 1) }

/** Fills a dataset up to an offset, then its next version from a boundary on, and swaps them. */
async function rebuilt(lake: TestLake, options: DatasetOptions, boundary: number, again: DatasetOptions = options) {
  const { name } = options
  const writer = await lake.engine.open(options)
  for (const from of [0, 40, 80]) await writer.append([frameOf(from, lines(from, from + 40), at)], from + 40)
  const before = { rows: await rowsIn(lake, name), totals: await writer.totals() }
  const from = new Map([[0, boundary]])
  const next = await lake.engine.beginNext(name, from)
  const filling = await lake.engine.open({ ...again, name: next })
  expect(await filling.positions()).toEqual(from)
  for (let offset = boundary; offset < 120; offset += 30) {
    const until = Math.min(offset + 30, 120)
    await filling.append([frameOf(offset, lines(offset, until), at)], until)
  }
  expect(await rowsIn(lake, name)).toEqual(before.rows)
  await lake.engine.close(name)
  await lake.engine.close(next)
  await lake.engine.swap(name, from)
  const after = await lake.engine.open(again)
  expect(await after.positions()).toEqual(new Map([[0, 120]]))
  expect(await lake.engine.verify()).toEqual([])
  return { before, after }
}

describe('the next version of a dataset', () => {
  test.each([0, 40, 57])('from offset %i on holds what the first one held', async (boundary) => {
    await using lake = await TestLake.open()
    const { before, after } = await rebuilt(lake, { name: 'events' }, boundary)
    expect(await rowsIn(lake, 'events')).toEqual(before.rows)
    expect(await after.totals()).toEqual(before.totals)
    expect((await rowsIn(lake, 'events_rejected', '_offset')).length).toBe(12)
    expect(await after.append([frameOf(120, [{ id: 7, other: true }, 'bad'])], 122)).toMatchObject({
      stored: 1,
      rejected: 1,
    })
    await lake.engine.settle()
    expect(await lake.engine.verify()).toEqual([])
    expect(await rowsIn(lake, 'events')).toHaveLength(before.rows.length + 1)
  })

  test.each([0, 41])('from offset %i on knows the keys of the rows that stay', async (boundary) => {
    await using lake = await TestLake.open()
    const { before, after } = await rebuilt(lake, { name: 'events', key: ['id'] }, boundary)
    expect(await rowsIn(lake, 'events', '_offset, id, _id')).toEqual(
      before.rows.map(({ _offset, id, _id }) => ({ _offset, id, _id })),
    )
    expect(await after.totals()).toEqual(before.totals)
    expect(await after.append([frameOf(120, [{ id: 0 }, { id: 59 }, { id: 60 }])], 123)).toMatchObject({ duplicate: 2 })
    await lake.restart()
    const again = await lake.engine.open({ name: 'events', key: ['id'] })
    expect(await again.append([frameOf(123, [{ id: 0 }, { id: 60 }])], 125)).toMatchObject({ duplicate: 2 })
  })

  test('has the fields that are declared now', async () => {
    await using lake = await TestLake.open()
    const again = { name: 'events', fields: { n: 'string' } } as const
    await rebuilt(lake, { name: 'events' }, 0, again)
    expect((await rowsIn(lake, 'events', 'typeof(n) as t'))[0]).toEqual({ t: 'VARCHAR' })
  })

  test('that was cut off leaves no trace after the next start', async () => {
    await using lake = await TestLake.open({ history_ms: 0, grace_ms: 0, upkeep_ms: 50 })
    const writer = await lake.engine.open({ name: 'events' })
    await writer.append([frameOf(0, lines(0, 40))], 40)
    const rows = await rowsIn(lake, 'events')
    const next = await lake.engine.beginNext('events', new Map([[0, 0]]))
    const filling = await lake.engine.open({ name: next })
    await filling.append([frameOf(0, lines(0, 20))], 20)
    await lake.restart()
    expect(await rowsIn(lake, next)).toEqual([])
    const again = await lake.engine.open({ name: 'events' })
    expect(await rowsIn(lake, 'events')).toEqual(rows)
    expect(await again.positions()).toEqual(new Map([[0, 40]]))
    expect(await lake.engine.verify()).toEqual([])
  })

  test('goes on where it was when the lake process ends', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open({ name: 'events' })
    await writer.append([frameOf(0, lines(0, 40))], 40)
    const next = await lake.engine.beginNext('events', new Map([[0, 0]]))
    const filling = await lake.engine.open({ name: next })
    await filling.append([frameOf(0, lines(0, 20))], 20)
    process.kill(lake.engine.pid!, 'SIGKILL')
    await expect.poll(() => filling.positions().catch(() => undefined)).toEqual(new Map([[0, 20]]))
  })
})
