import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { foldCase } from '../../../model/fold-case.ts'
import { recordText } from '../../../model/record-text.arbitrary.ts'
import { Shape, scanChunk } from '../../../model/scan.ts'
import type { Column, DeclaredType } from '../../../model/schema.ts'
import { planSchema, type SchemaPlan } from '../../../model/schema-plan.ts'
import { isBarred } from '../../../model/shape.ts'
import { numberText, parseExact } from './exact-json.ts'
import { goodLines, rewriteChunk } from './normalise.ts'
import { readColumns, rowAlias } from './read-columns.ts'

let folder: string
let connection: DuckDBConnection

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caudal-normalise-'))
  connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run("SET TimeZone = 'UTC'")
})

afterAll(async () => {
  connection.closeSync()
  await rm(folder, { recursive: true })
})

interface Stored {
  readonly plan: SchemaPlan
  /** By row, the values by column's name, exactly as stored. */
  readonly rows: Record<string, unknown>[]
}

/** Stores a chunk as the lake does, and reads it back. */
async function store(
  text: string,
  existing: readonly Column[] = [],
  declared: Record<string, DeclaredType> = {},
): Promise<Stored> {
  const bytes = Buffer.from(text)
  const scan = scanChunk(bytes, new Shape())
  const plan = planSchema(existing, declared, scan)
  const direct = plan.read === 'direct'
  const file = join(folder, 'chunk.ndjson')
  await writeFile(file, direct ? goodLines(bytes, scan.bad) : rewriteChunk(bytes, plan.present, scan).bytes)
  const sql = readColumns(plan.present, plan.read)
  const values = [...sql.select, `${sql.time} AS _time`, `${sql.rest} AS _rest`].join(', ')
  const result = await connection.runAndReadAll(
    `SELECT to_json(row)::VARCHAR FROM (SELECT ${values}
      FROM read_json('${file}', format = 'newline_delimited', records = true, columns = ${sql.columns}) AS ${rowAlias}) AS row`,
  )
  const rows = result.getRows().map(([json]) => {
    const row = parseExact(String(json)) as Record<string, unknown>
    return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))
  })
  return { plan, rows }
}

/** Numbers as their text, so that two values compare digit by digit. */
function spelled(value: unknown): unknown {
  const number = numberText(value)
  if (number !== undefined) return `number ${number}`
  if (Array.isArray(value)) return value.map(spelled)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, spelled(inner)]))
}

/** What DuckDB makes of the numbers in JSON text: the same values, not always the same spelling. */
function sameValue(value: unknown): unknown {
  const number = numberText(value)
  if (number !== undefined) return /[.eE]/.test(number) ? Number(number) : BigInt(number)
  if (Array.isArray(value)) return value.map(sameValue)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sameValue(inner)]))
}

/** A value as its column holds it. */
function held(value: unknown, type: string): unknown {
  const number = numberText(value)
  if (type.endsWith('[]'))
    return (value as unknown[]).map((item) => (item === null ? null : held(item, type.slice(0, -2))))
  if (type === 'VARCHAR') return typeof value === 'string' ? value : (number ?? String(value))
  if (type === 'BIGINT') return BigInt(number!)
  // Whole numbers have no -0.
  return type === 'DOUBLE' ? Number(number) + 0 : value
}

function read(value: unknown, type: string): unknown {
  if (type.endsWith('[]'))
    return (value as unknown[]).map((item) => (item === null ? null : read(item, type.slice(0, -2))))
  if (type === 'BIGINT') return BigInt(numberText(value)!)
  return type === 'DOUBLE' ? Number(numberText(value)) + 0 : value
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && numberText(value) === undefined
}

/** Each value of the record must be in its column, exactly, or in `_rest`. */
function expectKept(
  value: unknown,
  path: string[],
  columns: Map<string, Column>,
  row: Record<string, unknown>,
  rest: unknown,
): void {
  if (value === null) return
  const key = path.at(-1)!
  // `__proto__` is a key like any other.
  const inRest = isObject(rest) && Object.hasOwn(rest, key) ? rest[key] : undefined
  if (isObject(value) && path.length < 8) {
    for (const [key, inner] of Object.entries(value)) expectKept(inner, [...path, key], columns, row, inRest)
    return
  }
  if (inRest !== undefined) {
    expect(spelled(inRest)).toEqual(spelled(value))
    return
  }
  const column = columns.get(foldCase(path.join('.')))
  if (!column) {
    expect(Array.isArray(value) ? value.filter((item) => item !== null) : value).toEqual([])
    return
  }
  const stored = row[column.name]
  expect(stored, column.name).toBeDefined()
  if (column.type === 'VARCHAR' && typeof value === 'object' && numberText(value) === undefined) {
    expect(sameValue(parseExact(String(stored)))).toEqual(sameValue(value))
  } else {
    expect(read(stored, column.type)).toEqual(held(value, column.type))
  }
}

describe('a chunk of records', () => {
  test('is stored without losing or changing any value, whatever came before', async () => {
    let ways = { direct: 0, rewrite: 0 }
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(recordText, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
        async (chunks) => {
          let existing: readonly Column[] = []
          for (const lines of chunks) {
            const { plan, rows } = await store(`${lines.join('\n')}\n`, existing)
            expect(rows.length).toBe(lines.length)
            ways = { ...ways, [plan.read]: ways[plan.read] + 1 }
            const columns = new Map(plan.columns.map((column) => [foldCase(column.name), column]))
            for (const [i, line] of lines.entries()) {
              const row = rows[i]!
              const rest = typeof row._rest === 'string' ? parseExact(row._rest) : undefined
              const record = parseExact(line) as Record<string, unknown>
              const { _time, ...others } = record
              if (typeof _time === 'string' && _time) expect(isObject(rest) ? rest._time : _time).toBe(_time)
              for (const [key, value] of Object.entries(others)) expectKept(value, [key], columns, row, rest)
            }
            existing = plan.columns
          }
        },
      ),
      { numRuns: 300 },
    )
    expect(ways.direct).toBeGreaterThan(0)
    expect(ways.rewrite).toBeGreaterThan(0)
  })

  test('that is usual is read by DuckDB directly', async () => {
    const { plan, rows } = await store(
      '{"_time":"2024-03-01T14:00:00+02:00","http":{"status":200},"it\'s":[1,null],"select":1.5,"ok":true,"😀":"é"}\n',
    )
    expect(plan.read).toBe('direct')
    expect(plan.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'http.status BIGINT',
      "it's BIGINT[]",
      'select DOUBLE',
      'ok BOOLEAN',
      '😀 VARCHAR',
    ])
    expect(rows).toEqual([
      { _time: '2024-03-01 12:00:00', 'http.status': 200, "it's": [1, null], select: 1.5, ok: true, '😀': 'é' },
    ])
  })

  test('leaves its bad lines out', async () => {
    const { plan, rows } = await store('nothing\n{"a":1}\n\n{"a":\n{"a":2}\n[]')
    expect(plan.read).toBe('direct')
    expect(rows).toEqual([{ a: 1 }, { a: 2 }])
  })

  test('of records without values is as many empty rows', async () => {
    expect((await store('{}\n{"a":null}\n{"b":{}}\n{"c":[]}\n')).rows).toEqual([{}, {}, {}, {}])
    expect((await store('{"":null}\n')).rows).toEqual([{}])
  })

  test('keeps under _rest what may not be a column', async () => {
    const { plan, rows } = await store('{"_source":"a","x":{"":1.50,"y":2},"_rest":null}\n')
    expect(plan.columns.map(({ name }) => name)).toEqual(['x.y'])
    expect(rows).toEqual([{ 'x.y': 2, _rest: '{"_source":"a","x":{"":1.50}}' }])
  })

  test('keeps the first of two fields that share a column there, and the other under _rest', async () => {
    const { rows } = await store('{"a":{"b":1},"a.b":2,"A":{"B":3}}\n')
    expect(rows).toEqual([{ 'a.b': 1, _rest: '{"a.b":2,"A":{"B":3}}' }])
  })

  test('keeps both when a name is an object here and a text there', async () => {
    const { rows } = await store('{"a":{"b":1}}\n{"a":"text"}\n{"a":[]}\n')
    expect(rows).toEqual([{ 'a.b': 1 }, { a: 'text' }, { a: '[]' }])
  })

  test('keeps numbers in their own spelling once their column is text', async () => {
    const { rows } = await store('{"a":1.50}\n{"a":"007"}\n{"a":18446744073709551616}\n{"a":1e3}\n{"a":-0}\n')
    expect(rows.map(({ a }) => a)).toEqual(['1.50', '007', '18446744073709551616', '1e3', '-0'])
  })

  test('of repeated keys keeps the last', async () => {
    expect((await store('{"a":1,"a":2}\n')).rows).toEqual([{ a: 2 }])
  })

  test('has U+FFFD for half a surrogate pair, and whole pairs as they are', async () => {
    expect((await store('{"a":"\\ud83d\\ude00\\ud83d \\\\ud83d"}\n')).rows).toEqual([{ a: '😀\ufffd \\ud83d' }])
  })

  test('keeps its own _time under _rest when that is no time', async () => {
    const { rows } = await store('{"_time":"soon","ts":1709294400}\n{"_time":1709294400123}\n{"_time":[1]}\n')
    expect(rows).toEqual([
      { _time: '2024-03-01 12:00:00', ts: 1709294400, _rest: '{"_time":"soon"}' },
      { _time: '2024-03-01 12:00:00.123' },
      { _rest: '{"_time":[1]}' },
    ])
  })
})

describe('declared fields', () => {
  const declared = {
    n: 'integer',
    r: 'number',
    b: 'boolean',
    t: 'timestamp',
    d: 'date',
    s: 'string',
    j: 'json',
    'x.y': 'integer',
  } as const

  test('are columns before any value comes', () => {
    const { columns } = planSchema([], declared, scanChunk(new Uint8Array(), new Shape()))
    expect(columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'n BIGINT',
      'r DOUBLE',
      'b BOOLEAN',
      't TIMESTAMP',
      'd DATE',
      's VARCHAR',
      'j VARCHAR',
      'x.y BIGINT',
    ])
  })

  test('understand texts, as a CSV file has them, without a rewrite', async () => {
    const { plan, rows } = await store(
      '{"n":"7","r":"1.5","b":"True","t":"2024-03-01 12:00:00,5","d":"2024-03-01","s":"x","x":{"y":"5"}}\n{"n":"","r":"","b":"","t":"","d":"","s":""}\n',
      [],
      declared,
    )
    expect(plan.read).toBe('direct')
    expect(rows).toEqual([
      { n: 7, r: 1.5, b: true, t: '2024-03-01 12:00:00.5', d: '2024-03-01', s: 'x', 'x.y': 5 },
      { s: '' },
    ])
  })

  test('leave to _rest what does not fit', async () => {
    const bad = '{"n":"1.5","r":"nan","b":"yes","t":"soon","d":"2024-02-30","x":{"y":"five","z":1}}\n'
    expect((await store(bad, [], declared)).rows).toEqual([
      { 'x.z': 1, _rest: '{"n":"1.5","r":"nan","b":"yes","t":"soon","d":"2024-02-30","x.y":"five"}' },
    ])
    const worse = '{"n":1.5,"r":true,"b":0,"t":[1],"d":5,"x":{"y":{"z":"a"}}}\n{"n":"many","r":1e999}\n'
    const { plan, rows } = await store(worse, [], declared)
    expect(plan.read).toBe('rewrite')
    expect(rows).toEqual([
      { 'x.y.z': 'a', _rest: '{"n":1.5,"r":true,"b":0,"t":[1],"d":5}' },
      { _rest: '{"r":1e999,"n":"many"}' },
    ])
  })

  test('of json keep an object whole', async () => {
    const { plan, rows } = await store('{"j":{"a":1,"b":{"c":[true]}}}\n{"j":"text"}\n{"j":{}}\n', [], declared)
    expect(plan.read).toBe('direct')
    expect(rows.map(({ j }) => j)).toEqual(['{"a":1,"b":{"c":[true]}}', 'text', '{}'])
    const exact = await store('{"j":{"a":1.0000000000000000001,"b":null}}\n', [], declared)
    expect(exact.rows).toEqual([{ j: '{"a":1.0000000000000000001,"b":null}' }])
  })
})

test('reserved and empty names are barred', () => {
  expect([['_source'], ['_OFFSET'], ['a', ''], ['_ducklake_internal_row_id'], ['a\0']].map(isBarred)).toEqual(
    Array(5).fill(true),
  )
  expect([['_time'], ['a'], ['_source', 'a'], ['É']].map(isBarred)).toEqual(Array(4).fill(false))
})
