import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { wordsOf } from '../model/words.ts'
import { compileKql } from './kql/compile.ts'
import { parseKql } from './kql/parse.ts'
import { planKql } from './kql/plan.ts'
import { matcherOf } from './match.ts'

const now = new Date('2026-03-15T12:00:00Z')

const columns = [
  { name: '_time', type: 'TIMESTAMP' },
  { name: 'message', type: 'VARCHAR' },
  { name: 'status', type: 'BIGINT' },
  { name: 'latency', type: 'DOUBLE' },
  { name: 'ok', type: 'BOOLEAN' },
  { name: 'tags', type: 'VARCHAR[]' },
  { name: 'codes', type: 'BIGINT[]' },
  { name: 'http.path', type: 'VARCHAR' },
  { name: 'http.size', type: 'BIGINT' },
  { name: 'day', type: 'DATE' },
  { name: '_rest', type: 'VARCHAR' },
]

const word = fc.constantFrom(
  ...[
    'error',
    'Error',
    'mess',
    'message',
    'messy',
    'GET',
    'café',
    'CAFE\u0301',
    'straße',
    'ΟΔΟΣ',
    'οδος',
    'İx',
    'naïve_1',
  ],
  ...['404', '4', '4.5', '-4', '40', '1e2', 'true', 'TRUE', '日本', '10.0.0.1', 'a', 'b', '😀', 'a_b'],
)
const gap = fc.constantFrom(' ', '-', '.', '/', ': ', '\n', '"', '\\', ' * ', '', '%', '_')
const sentence = fc
  .array(fc.tuple(word, gap), { maxLength: 4 })
  .map((parts) => parts.map(([text, separator]) => text + separator).join(''))
const text = fc.oneof(
  sentence,
  word,
  fc.string({ unit: 'grapheme', maxLength: 4 }).map((any) => any.toWellFormed()),
)
const integer = fc.constantFrom(0, 4, -4, 40, 44, 100, 404, 2026)
const real = fc.constantFrom(0, -0, 4, 4.5, 100, -4, 404, 1e20, 0.1)
const day = fc.constantFrom('2026-01-01', '2026-02-28', '2026-03-15')
const time = fc.constantFrom(
  '2026-01-01T00:00:00Z',
  '2026-03-15T11:59:59.999Z',
  '2026-03-15T12:00:00Z',
  '2025-12-31T23:59:59Z',
)
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 })
const scalar = fc.oneof(text, integer, real, fc.boolean(), fc.constant(null))

const record = fc.record({
  _time: time,
  message: fc.option(text),
  status: maybe(integer),
  latency: maybe(real),
  ok: maybe(fc.boolean()),
  tags: maybe(fc.array(fc.option(text), { maxLength: 3 })),
  codes: maybe(fc.array(integer, { maxLength: 3 })),
  http: maybe(fc.record({ path: maybe(text), size: maybe(integer) })),
  day: maybe(day),
  rest: maybe(
    fc.record({
      odd: maybe(fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }))),
      deep: maybe(fc.record({ er: maybe(scalar), 'x.y': maybe(scalar) })),
      'q"/~': maybe(scalar),
    }),
  ),
})
type Sample = typeof record extends fc.Arbitrary<infer T> ? T : never

const escaped = (literal: string) =>
  literal.replace(/[\\():<>"*{}\s]/g, (sign) => (/\s/.test(sign) ? ' ' : `\\${sign}`))
const literal = fc.oneof(
  { weight: 4, arbitrary: fc.oneof(word, integer.map(String), real.map(String)).map(escaped) },
  { weight: 3, arbitrary: sentence.map((phrase) => `"${phrase.replace(/[\\"]/g, '\\$&')}"`) },
  {
    weight: 2,
    arbitrary: fc.tuple(word, fc.constantFrom('*', '*.')).map(([prefix, star]) => escaped(prefix.slice(0, 3)) + star),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(word, gap, word).map(([a, b, c]) => `*${escaped(`${a}${b.trim()}`)}*${escaped(c)}`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('*', '4*', '*4', '""', '"."', '-', '\\*', 'a b', '2026-03-15', 'now', '"now/d"'),
  },
)
const field = fc.constantFrom(
  ...['message', 'Status', 'latency', 'ok', 'tags', 'codes', 'http.path', 'http.size', 'day', '_time'],
  ...['odd', 'deep.er', 'deep.x.y', 'q\\"/~', 'absent', 'http', 'http.*', '*', 'm*'],
)
const bound = fc.oneof(
  fc.oneof(integer, real).map(String),
  fc.constantFrom(
    'now',
    'now-1h',
    'now/d',
    '"2026-01-01"',
    '2026-03',
    '404.5',
    '-1',
    'm',
    '"Error"',
    '"2026-03-15T12:00:00Z"',
  ),
)
const leaf = fc.oneof(
  literal,
  fc.tuple(field, literal).map((parts) => parts.join(':')),
  fc
    .tuple(
      field.filter((name) => !name.includes('*')),
      fc.constantFrom('<', '<=', '>', '>='),
      bound,
    )
    .map((parts) => parts.join(' ')),
  fc.tuple(fc.constantFrom('path', 'size', '*'), literal).map(([name, value]) => `http:{ ${name}:${value} }`),
)
const { query } = fc.letrec<{ query: string }>((tie) => ({
  query: fc.oneof(
    { depthSize: 'small' },
    { weight: 3, arbitrary: leaf },
    { weight: 1, arbitrary: tie('query').map((inner) => `not (${inner})`) },
    { weight: 1, arbitrary: fc.tuple(tie('query'), tie('query')).map(([a, b]) => `(${a}) and (${b})`) },
    { weight: 1, arbitrary: fc.tuple(tie('query'), tie('query')).map(([a, b]) => `(${a}) or (${b})`) },
  ),
}))

/** As the lake keeps a record: known fields in columns, the others as JSON text. */
function rowOf({ rest, http, ...fields }: Sample): string {
  return JSON.stringify({
    ...fields,
    http: { path: http?.path, size: http?.size },
    _rest: rest && JSON.stringify(rest),
  })
}

describe('a plan as SQL and as a predicate', () => {
  let folder: string
  let instance: DuckDBInstance
  let connection: DuckDBConnection

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caudal-kql-'))
    instance = await DuckDBInstance.create(':memory:', { threads: '1' })
    connection = await instance.connect()
    await connection.run("set TimeZone = 'UTC'")
  })

  afterAll(async () => {
    connection.closeSync()
    instance.closeSync()
    await rm(folder, { recursive: true })
  })

  async function load(samples: readonly Sample[]): Promise<void> {
    const path = join(folder, 'records.ndjson')
    await writeFile(path, samples.map((sample) => `${rowOf(sample)}\n`).join(''))
    await connection.run(`create or replace table records as
      select * exclude (http), http.path as "http.path", http.size as "http.size", row_number() over () - 1 as n
      from read_json('${path}', format = 'newline_delimited', columns = {_time: 'TIMESTAMP', message: 'VARCHAR',
        status: 'BIGINT', latency: 'DOUBLE', ok: 'BOOLEAN', tags: 'VARCHAR[]', codes: 'BIGINT[]',
        http: 'STRUCT(path VARCHAR, size BIGINT)', day: 'DATE', _rest: 'VARCHAR'})`)
  }

  async function hitsOf(kql: string): Promise<number[]> {
    const { where, params } = compileKql(kql, { columns, now })
    const reader = await connection.runAndReadAll(`select n from records where ${where} order by n`, params)
    return reader.getRowsJS().map((row) => Number(row[0]))
  }

  test('they agree on any record and any query, and hits contain the words that the index is asked for', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 12 }),
        fc.array(query, { minLength: 8, maxLength: 8 }),
        async (samples, queries) => {
          await load(samples)
          const raw = samples.map(({ rest, ...fields }) => ({ ...fields, ...rest }))
          for (const kql of queries) {
            const matches = matcherOf(planKql(parseKql(kql), now), columns)
            const expected = raw.flatMap((sample, n) => (matches(sample) ? [n] : []))
            expect({ kql, hits: await hitsOf(kql) }).toEqual({ kql, hits: expected })
            for (const n of expected) expectWords(kql, raw[n]!)
          }
        },
      ),
      { numRuns: 150, endOnFailure: true },
    )
  })

  function expectWords(kql: string, sample: object): void {
    const { words } = compileKql(kql, { columns, now })
    const known = new Set(indexedWords(sample))
    for (const clause of words) {
      expect({ kql, sample, clause, known: clause.some((any) => known.has(any)) }).toMatchObject({ known: true })
    }
  }
})

/** The words of a record's values, with the canonical form of its numbers. */
function indexedWords(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(indexedWords)
  return value === null || value === undefined ? [] : wordsOf(String(value))
}
