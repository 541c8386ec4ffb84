import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Log, LogFields } from '../../../lib/log.ts'
import { silent } from '../../../lib/log.ts'
import type { Remark } from '../../../model/remark.ts'
import { openCatalogueReadOnly } from '../catalogue/open.ts'
import { fillAgain, frameOf, rowsIn, TestLake } from '../lake.fixture.ts'
import { readRemarks } from './remark-store.ts'

function remarksOf(lake: TestLake, dataset: string): Remark[] {
  const db = openCatalogueReadOnly(lake.folder)
  try {
    return readRemarks(db, dataset)
  } finally {
    db.close()
  }
}

/** So many numbers that the column's type is settled. */
const numbers = Array.from({ length: 1000 }, (_, i) => ({ n: i }))

describe('what becomes of values that do not fit', () => {
  it('tells of times that cannot be read, by field and source, once in the log', async () => {
    const lines: [string, LogFields | undefined][] = []
    const log: Log = { ...silent, warn: (message, fields) => lines.push([message, fields]), child: () => log }
    await using lake = await TestLake.open({ log })
    const writer = await lake.engine.open({ name: 'a', time: 'at' })
    await writer.append([frameOf(0, [{ at: '2024-03-01T12:00:00Z' }, { at: '32.13.2024' }, { at: '' }, {}])], 4)
    await writer.append([frameOf(4, [{ at: 'soon' }, { at: 7 }]), frameOf(6, [{ at: 'x' }], { source: 'b' })], 7)
    expect(remarksOf(lake, 'a')).toMatchObject([
      { kind: 'no_time', field: 'at', source: 'b', records: 1, offset: 6, value: '"x"' },
      { kind: 'no_time', field: 'at', source: 'test', records: 3, offset: 1, value: '"32.13.2024"' },
    ])
    expect((await rowsIn(lake, 'a', '"at", _time = _received as late')).slice(0, 2)).toEqual([
      { at: '2024-03-01T12:00:00Z', late: false },
      { at: '32.13.2024', late: true },
    ])
    const message = 'cannot read "at" as a time: the time received stands for it'
    expect(lines).toEqual([
      [message, { dataset: 'a', from: 'test', offset: 1 }],
      [message, { dataset: 'a', from: 'b', offset: 6 }],
    ])
  })

  it('takes a number under a usual name for a duration, unless it is declared to be the time', async () => {
    await using lake = await TestLake.open()
    await (await lake.engine.open({ name: 'a' })).append([frameOf(0, [{ time: 35 }, { time: 'n/a' }])], 2)
    await (await lake.engine.open({ name: 'b', time: 'time' })).append([frameOf(0, [{ time: 35 }])], 1)
    expect(remarksOf(lake, 'a')).toMatchObject([{ field: 'time', records: 1, value: '"n/a"' }])
    expect(remarksOf(lake, 'b')).toMatchObject([{ field: 'time', records: 1, value: '35' }])
  })

  it('sets an odd value aside once a column has many, and the column stays one of numbers', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open({ name: 'a' })
    await writer.append([frameOf(0, numbers)], 1000)
    await writer.append([frameOf(1000, [{ n: 'n/a' }, { n: 1.5 }])], 1002)
    expect(
      await rowsIn(lake, 'a', 'sum(n) as sum, any_value(typeof(n)) as type, string_agg(_rest) as rest', '1'),
    ).toEqual([{ sum: 499_501.5, type: 'DOUBLE', rest: '{"n":"n/a"}' }])
    expect(remarksOf(lake, 'a')).toMatchObject([
      { kind: 'set_aside', field: 'n', type: 'DOUBLE', records: 1, offset: 1000, value: '"n/a"', source: 'test' },
    ])
  })

  it('does so within the first chunk, too', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open({ name: 'a' })
    await writer.append([frameOf(0, [{ n: '-' }, ...numbers])], 1001)
    expect(await rowsIn(lake, 'a', 'count(n)::int as n, any_value(typeof(n)) as type', '1')).toEqual([
      { n: 1000, type: 'BIGINT' },
    ])
  })

  it('widens the column when more than one value in a hundred does not fit, and says by which record', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open({ name: 'a' })
    await writer.append([frameOf(0, numbers)], 1000)
    for (let i = 0; i < 11; i++) await writer.append([frameOf(1000 + i, [{ n: `x${i}` }])], 1001 + i)
    expect(remarksOf(lake, 'a')).toMatchObject([
      { kind: 'widened', field: 'n', type_before: 'BIGINT', type: 'VARCHAR', offset: 1010, value: '"x10"' },
      { kind: 'set_aside', field: 'n', records: 10, offset: 1000, value: '"x0"' },
    ])
    const rows = await rowsIn(lake, 'a', 'n, _rest')
    expect(rows.slice(-2)).toEqual([
      { n: null, _rest: '{"n":"x9"}' },
      { n: 'x10', _rest: null },
    ])
  })

  it('widens a column of few values at once, and says nothing of a field that is mixed from the start', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open({ name: 'a' })
    await writer.append(
      [
        frameOf(0, [
          { n: 1, mixed: 1 },
          { n: 2, mixed: 'b' },
        ]),
      ],
      2,
    )
    await writer.append([frameOf(2, [{ n: true }])], 3)
    expect(remarksOf(lake, 'a')).toMatchObject([{ kind: 'widened', field: 'n', offset: 2, value: 'true' }])
    expect((await rowsIn(lake, 'a', 'n')).map(({ n }) => n)).toEqual(['1', '2', 'true'])
  })

  it('counts what does not fit a declared type', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open({ name: 'a', fields: { n: 'integer', day: 'date' } })
    await writer.append([frameOf(0, [{ n: 1 }, { n: 1.5 }, { n: 'x' }, { n: '7' }, { n: [1] }, { day: 'soon' }])], 6)
    expect(remarksOf(lake, 'a').toSorted((a, b) => a.offset - b.offset)).toMatchObject([
      { kind: 'set_aside', field: 'n', type: 'BIGINT', records: 3, offset: 1, value: '1.5' },
      { kind: 'set_aside', field: 'day', type: 'DATE', records: 1, offset: 5, value: '"soon"' },
    ])
  })

  it('remembers over a start, and looks again when the dataset is filled again', async () => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open({ name: 'a' })
    await writer.append([frameOf(0, [{ date: 'x' }])], 1)
    await lake.restart()
    expect(remarksOf(lake, 'a')).toMatchObject([{ records: 1 }])
    await lake.engine.open({ name: 'a' })
    await fillAgain(lake, { name: 'a' }, new Map([[0, 0]]), [frameOf(0, [{ date: 'y' }, { date: 'z' }])])
    expect(remarksOf(lake, 'a')).toMatchObject([{ records: 2, value: '"y"' }])
  })

  it('loses no value, whatever comes in which chunks', async () => {
    const odd = fc.oneof(
      fc.string(),
      fc.constantFrom<unknown>(1.5, true, false, [1], [], ['x'], { deep: 1 }, null, 2 ** 60, 'n/a'),
    )
    const chunk = fc.record({
      integers: fc.integer({ min: 0, max: 1500 }),
      odd: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), odd), { maxLength: 12 }),
    })
    await using lake = await TestLake.open()
    let name = 0
    await fc.assert(
      fc.asyncProperty(fc.array(chunk, { minLength: 1, maxLength: 3 }), async (chunks) => {
        const dataset = `d${name++}`
        const writer = await lake.engine.open({ name: dataset })
        const sent: unknown[] = []
        for (const { integers, odd } of chunks) {
          const values: unknown[] = Array.from({ length: integers }, (_, i) => i)
          for (const [place, value] of odd) values.splice(Math.floor(place * values.length), 0, value)
          if (values.length === 0) continue
          await writer.append(
            [
              frameOf(
                sent.length,
                values.map((v) => ({ v })),
              ),
            ],
            sent.length + values.length,
          )
          sent.push(...values)
        }
        const rows = await rowsIn(lake, dataset)
        expect(rows.map(found)).toEqual(sent.map(comparable))
      }),
      { numRuns: 25 },
    )
  })
})

/** A value where the lake keeps it: in its column, in that of its object, or in `_rest`. */
function found(row: Record<string, unknown>): string {
  const { v, _rest, 'v.deep': deep } = row
  if (deep !== null && deep !== undefined) return '{"deep":1}'
  if (v !== null && v !== undefined) return comparable(v)
  return comparable(_rest ? (JSON.parse(String(_rest)) as { v: unknown }).v : null)
}

/** Columns of text write numbers, truth values and lists as texts; nothing counts as null. */
function comparable(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'null' : JSON.stringify(value)
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'number') return String(Object.is(value, -0) ? 0 : value)
  if (value === '[]') return 'null'
  return typeof value === 'string' && !Number.isNaN(Number(value)) && value.trim() !== ''
    ? String(Number(value))
    : typeof value === 'string'
      ? value
      : JSON.stringify(value)
}
