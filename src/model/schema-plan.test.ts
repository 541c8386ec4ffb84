import { describe, expect, test } from 'vitest'
import { Shape, scanChunk } from './scan.ts'
import { type Column, columnsCap, type DeclaredType } from './schema.ts'
import { planSchema, type SchemaPlan } from './schema-plan.ts'

function plan(text: string, existing: readonly Column[] = [], declared: Record<string, DeclaredType> = {}): SchemaPlan {
  return planSchema(existing, declared, scanChunk(Buffer.from(text), new Shape()))
}

/** The type that a field has after values came in chunks of their own, and after they came in one. */
function typesOf(...values: string[]): (string | undefined)[] {
  let columns: readonly Column[] = []
  for (const value of values) ({ columns } = plan(`{"a":${value}}\n`, columns))
  const together = plan(values.map((value) => `{"a":${value}}\n`).join('')).columns
  return [columns.find(({ name }) => name === 'a')?.type, together.find(({ name }) => name === 'a')?.type]
}

const big = '9007199254740993'

describe('the plan of a schema', () => {
  test.each([
    [['true', 'false'], 'BOOLEAN'],
    [['1', '-2'], 'BIGINT'],
    [['1', big], 'BIGINT'],
    [['1.5'], 'DOUBLE'],
    [['1', '1.5'], 'DOUBLE'],
    [['1.5', '1'], 'DOUBLE'],
    [['0.1234567890123456789'], 'DOUBLE'],
    [[big, '1.5'], 'VARCHAR'],
    [['1.5', big], 'VARCHAR'],
    [['9223372036854775808'], 'VARCHAR'],
    [['1', '1e400'], 'VARCHAR'],
    [['true', '1'], 'VARCHAR'],
    [['1', 'true'], 'VARCHAR'],
    [['1.5', '"x"'], 'VARCHAR'],
    [['"x"', 'false'], 'VARCHAR'],
    [['[1,2]', '[]', 'null'], 'BIGINT[]'],
    [['[1]', '[1.5]'], 'DOUBLE[]'],
    [[`[${big}]`, '[1.5]'], 'VARCHAR[]'],
    [['[true,null]'], 'BOOLEAN[]'],
    [['[1]', '["x"]'], 'VARCHAR[]'],
    [['[true]', '[1]'], 'VARCHAR[]'],
    [['[1]', '1'], 'VARCHAR'],
    [['"x"', '["x"]'], 'VARCHAR'],
    [['[[1]]'], 'VARCHAR'],
    [['[{"b":1}]', '[1]'], 'VARCHAR'],
    [['1', '{"b":2}'], 'BIGINT'],
    [['null', '{}', '[]', '[null]'], undefined],
  ])('makes of %j a column %s, in one chunk or in several', (values, type) => {
    expect(typesOf(...values)).toEqual([type, type])
  })

  test('names each change once, and none when nothing changed', () => {
    const first = plan('{"a":1,"b":{"c":"x"}}\n')
    expect(first.changes).toEqual([
      { change: 'add', column: { name: 'a', type: 'BIGINT', path: ['a'], declared: false } },
      { change: 'add', column: { name: 'b.c', type: 'VARCHAR', path: ['b', 'c'], declared: false } },
    ])
    expect(plan('{"b":{"c":"y"},"a":2}\n', first.columns).changes).toEqual([])
    const grown = plan(`{"a":${big}}\n`, first.columns)
    expect(grown.changes).toMatchObject([{ change: 'big', column: { name: 'a', type: 'BIGINT', big: true } }])
    expect(plan('{"a":1.5}\n', grown.columns).changes).toMatchObject([
      { change: 'widen', from: 'BIGINT', column: { name: 'a', type: 'VARCHAR' } },
    ])
  })

  test('gives names that differ only in case, or in how they nest, one column', () => {
    const first = plan('{"Http":{"Status":200}}\n')
    const second = plan('{"http.status":404}\n', first.columns)
    expect(second.changes).toEqual([])
    expect(second.read).toBe('direct')
    expect(second.present).toMatchObject([{ name: 'Http.Status', path: ['http.status'], readAs: 'BIGINT' }])
    expect(plan('{"http.status":1,"HTTP":{"status":1}}\n', first.columns)).toMatchObject({
      changes: [],
      read: 'rewrite',
    })
  })

  test('reads directly what DuckDB reads exactly, and nothing else', () => {
    const ways = (...texts: string[]) => texts.map((text) => plan(`${text}\n`).read)
    expect(ways('{"a":1}', '{"a":"x"}\n{"a":1}\n{"a":true}', '{"a":[[1.5]]}', '{"a":{"b":[1]}}\n{"a":null}')).toEqual(
      Array(4).fill('direct'),
    )
    expect(
      ways(
        '{"a":"x"}\n{"a":1.50}',
        '{"a":"x"}\n{"a":{"b":1}}',
        '{"a":{"b":1}}\n{"a":[]}',
        '{"a":1}\n{"a":[]}',
        '{"_rest":1}',
      ),
    ).toEqual(Array(5).fill('rewrite'))
  })

  test('makes no more columns than the cap', () => {
    const record = Object.fromEntries(Array.from({ length: columnsCap + 5 }, (_, i) => [`k${i}`, i]))
    const { columns, read, present } = plan(`${JSON.stringify(record)}\n`)
    expect([columns.length, present.length, read]).toEqual([columnsCap, columnsCap, 'rewrite'])
  })

  test('understands _time without making a column of it', () => {
    const { columns, present } = plan('{"_time":1709294400}\n')
    expect(columns).toEqual([])
    expect(present).toMatchObject([{ name: '_time', path: ['_time'], readAs: 'VARCHAR' }])
  })

  test('keeps a declared type whatever comes, and widens to it what was inferred', () => {
    const declared = { a: 'number', b: 'integer', c: 'string' } as const
    const inferred = plan('{"a":1,"b":"x","c":1}\n').columns
    const { columns, changes } = plan('{"a":"many"}\n', inferred, declared)
    expect(columns.map(({ type, declared }) => [type, declared])).toEqual([
      ['DOUBLE', true],
      // No type holds what is there but text.
      ['VARCHAR', false],
      ['VARCHAR', true],
    ])
    expect(changes.map(({ change, column }) => [change, column.name])).toEqual([
      ['widen', 'a'],
      ['widen', 'c'],
    ])
  })
})
