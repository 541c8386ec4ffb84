import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { RecordCondition, Rule } from '../../../model/rule.ts'
import { frameOf, rowsIn, TestLake } from '../lake.fixture.ts'

const outcome = { stored: 0, duplicate: 0, rejected: 0, late_dropped: 0 }

const rule = (condition: RecordCondition, severity: Rule['severity'] = 'reject'): Rule => ({
  name: 'field' in condition ? `${condition.field} ${condition.kind}` : 'sql',
  severity,
  condition,
})

/** Which of the records a condition lets through. */
const cases: [RecordCondition, good: unknown[], bad: unknown[]][] = [
  [{ kind: 'not_null', field: 'x' }, [{ x: 0 }, { x: '' }], [{ x: null }, {}]],
  [
    { kind: 'range', field: 'x', min: -5, max: 40 },
    [{ x: -5 }, { x: 39.9 }, { x: '40' }, {}],
    [{ x: 41 }, { x: 'many' }],
  ],
  [{ kind: 'range', field: 'x', min: undefined, max: 1 }, [{ x: -99 }, { x: 1 }], [{ x: 1.01 }]],
  [
    { kind: 'range', field: 'at', min: '2024-01-01', max: undefined },
    [{ at: '2024-01-01T00:00:00Z' }],
    [{ at: '2023-12-31T23:59:59Z' }],
  ],
  [
    { kind: 'in', field: 'x', values: ['a', 'b c', 7] },
    [{ x: 'b c' }, { x: 7 }, { x: 7.0 }, {}],
    [{ x: 'A' }, { x: 8 }],
  ],
  [{ kind: 'pattern', field: 'a.b', pattern: 'P-[0-9]{2}' }, [{ a: { b: 'P-04' } }, {}], [{ a: { b: 'P-004' } }]],
  [{ kind: 'type', field: 'x', type: 'integer' }, [{ x: 1 }, { x: '12' }], [{ x: 1.5 }, { x: 'one' }]],
  [{ kind: 'type', field: 'when', type: 'date' }, [{ when: '2024-02-29' }], [{ when: '2023-02-29' }]],
  [{ kind: 'sql', sql: 'sd <= mean -- told' }, [{ sd: 1, mean: 2 }, { sd: 1 }, {}], [{ sd: 3, mean: 2 }]],
  [
    { kind: 'sql', sql: `length(name) = 2 and "a.b" is null` },
    [{ name: 'ab' }],
    [{ name: 'abc' }, { name: 'ab', a: { b: 1 } }],
  ],
]

describe('a rule', () => {
  test.each(cases)('%j rejects what does not fulfil it', async (condition, good, bad) => {
    await using lake = await TestLake.open()
    const writer = await lake.engine.open({ name: 'readings', rules: [rule(condition)] })
    const records = [...good, ...bad, ...good]
    const answer = await writer.append([frameOf(0, records, { line: 3, request: 'r' })], records.length)
    expect(answer).toEqual({ ...outcome, stored: 2 * good.length, rejected: bad.length })
    const rows = await rowsIn(
      lake,
      'readings_rejected',
      '_offset::int as o, line::int as line, request, reason, "text"',
    )
    expect(rows.map(({ reason: _, ...row }) => row)).toEqual(
      bad.map((record, i) => ({
        o: good.length + i,
        line: 3 + good.length + i,
        request: 'r',
        text: JSON.stringify(record),
      })),
    )
    for (const { reason } of rows) expect(reason).toMatch(/^cannot store record: expecting /)
    expect(await lake.engine.verify()).toEqual([])
  })

  test('of a declared field is about the value that did not fit', async () => {
    await using lake = await TestLake.open()
    const rules = [rule({ kind: 'type', field: 'x', type: 'number' })]
    const writer = await lake.engine.open({ name: 'readings', fields: { x: 'number' }, rules })
    const answer = await writer.append([frameOf(0, [{ x: 1 }, { x: 'many' }, { x: '2' }])], 3)
    expect(answer).toEqual({ ...outcome, stored: 2, rejected: 1 })
  })

  test('that warns stores the record, and is counted by source and hour', async () => {
    await using lake = await TestLake.open()
    const rules = [
      rule({ kind: 'range', field: 'x', min: 0, max: 9 }, 'warn'),
      rule({ kind: 'not_null', field: 'y' }, 'reject'),
    ]
    const writer = await lake.engine.open({ name: 'readings', rules })
    const frames = [
      frameOf(
        0,
        [
          { x: 10, y: 1 },
          { x: 1, y: 1 },
        ],
        { source: 'a' },
      ),
      frameOf(2, [{ x: 10 }], { source: 'replay:readings_rejected:7' }),
    ]
    expect(await writer.append(frames, 3)).toEqual({ ...outcome, stored: 2, rejected: 1 })
    const counts = await lake.engine.ruleCounts('readings')
    expect(counts.map(({ source, rule, records }) => [source, rule, records])).toEqual([
      ['a', '', 2],
      ['a', 'x range', 1],
      ['replay', '', 1],
      ['replay', 'x range', 1],
      ['replay', 'y not_null', 1],
    ])
    expect(counts[0]!.hour).toBe('2025-01-01T00:00:00.000Z')
    expect(await rowsIn(lake, 'readings_rejected', 'reason')).toEqual([
      { reason: 'cannot store record: expecting a value of y' },
    ])
  })

  test('acts before the key: what is rejected has no key, and comes in when it is corrected', async () => {
    await using lake = await TestLake.open()
    const rules = [rule({ kind: 'range', field: 'x', min: 0, max: 9 })]
    const writer = await lake.engine.open({ name: 'readings', key: ['id'], rules })
    const records = [
      { id: 1, x: 10 },
      { id: 1, x: 5 },
      { id: 1, x: 6 },
      { id: 2, x: 'lots' },
    ]
    expect(await writer.append([frameOf(0, records)], 4)).toEqual({ ...outcome, stored: 1, duplicate: 1, rejected: 2 })
    expect(await rowsIn(lake, 'readings', 'x::varchar as x')).toEqual([{ x: '5' }])
  })

  test('keeps chunks in their order, whichever is understood first', async () => {
    await using lake = await TestLake.open()
    const rules = [rule({ kind: 'sql', sql: 'n >= 0' })]
    const writer = await lake.engine.open({ name: 'readings', key: ['id'], rules })
    const large = Array.from({ length: 20_000 }, (_, n) => ({ id: n, n }))
    await Promise.all([
      writer.append([frameOf(0, large)], 20_000),
      writer.append([frameOf(20_000, [{ id: 5, n: 0 }])], 20_001),
    ])
    const rows = await rowsIn(lake, 'readings', '_offset::int as o', '1')
    expect(rows).toHaveLength(20_000)
    expect(rows.at(-1)).toEqual({ o: 19_999 })
  })

  test('is applied again to what a damaged file held, and not counted again', async () => {
    await using lake = await TestLake.open()
    const rules = [rule({ kind: 'range', field: 'x', min: 0, max: 9 })]
    const writer = await lake.engine.open({ name: 'readings', rules })
    const frames = [frameOf(0, [{ x: 1 }, { x: 10 }, { x: 2 }])]
    await writer.append(frames, 3)
    const counts = await lake.engine.ruleCounts('readings')
    for (const dataset of ['readings', 'readings_rejected']) {
      const folder = join(lake.folder, 'data/main', dataset)
      for (const name of readdirSync(folder)) rmSync(join(folder, name))
    }
    await lake.engine.repair('quick')
    await lake.engine.refill('readings', frames)
    await lake.engine.endRefill('readings')
    expect(await lake.engine.ruleCounts('readings')).toEqual(counts)
    expect(await writer.totals()).toEqual({ ...outcome, stored: 2, rejected: 1 })
    expect(await lake.engine.verify()).toEqual([])
  })

  test('that cannot be asked of the columns there are leaves the others to act', async () => {
    await using lake = await TestLake.open()
    const rules = [
      rule({ kind: 'sql', sql: 'list_sum(x) > 1' }, 'warn'),
      rule({ kind: 'range', field: 'x', min: 0, max: 9 }),
    ]
    const writer = await lake.engine.open({ name: 'readings', rules })
    expect(await writer.append([frameOf(0, [{ x: 1 }, { x: 10 }])], 2)).toEqual({ ...outcome, stored: 1, rejected: 1 })
  })

  test('that would reject and cannot be asked lets nothing in', async () => {
    await using lake = await TestLake.open()
    const rules = [rule({ kind: 'sql', sql: 'list_sum(x) > 1' })]
    const writer = await lake.engine.open({ name: 'readings', rules })
    await expect(writer.append([frameOf(0, [{ x: 1 }])], 1)).rejects.toThrow('cannot ask rule "sql"')
    expect(await writer.totals()).toEqual(outcome)
  })

  test.each([
    '(select max(u) from (select unnest([1, 2]) as u)) > n',
    'sum(n) > 1',
    `(select count(*) from read_csv('/etc/passwd')) > 0`,
    `exists (select 1 from ducklake_table)`,
    `getenv('HOME') = 'x'`,
    '1) , (2',
    'x) from record where (x',
    'x from record; drop table record',
    'this is no sql',
    '',
  ])('refuses the expression %j', async (sql) => {
    await using lake = await TestLake.open()
    await expect(lake.engine.open({ name: 'readings', rules: [rule({ kind: 'sql', sql })] })).rejects.toThrow(
      /cannot use rule/,
    )
  })

  test('refuses a pattern that is none', async () => {
    await using lake = await TestLake.open()
    const rules = [rule({ kind: 'pattern', field: 'x', pattern: '(' })]
    await expect(lake.engine.open({ name: 'readings', rules })).rejects.toThrow('cannot use pattern "("')
  })
})
