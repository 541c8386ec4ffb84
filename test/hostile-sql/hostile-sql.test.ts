import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LakeReader, openReader } from '../../src/datasets/lake/reader/index.ts'
import { LakeFixture } from '../../src/datasets/lake/reader/reader.fixture.ts'
import { UserError } from '../../src/lib/errors.ts'
import { silent } from '../../src/lib/log.ts'
import { harmless } from './harmless.ts'
import { refused } from './refused.ts'

const word = 'canary-4b1d'
const scope = { datasets: ['logs'] }
let lake: LakeFixture
let reader: LakeReader
let outside: string

beforeAll(async () => {
  outside = mkdtempSync(join(tmpdir(), 'caudal-outside-'))
  writeFileSync(join(outside, 'canary'), `${word}\n`)
  lake = await LakeFixture.make()
  lake.dataset('logs', {
    _time: 'TIMESTAMP',
    level: 'VARCHAR',
    status: 'BIGINT',
    tags: 'VARCHAR[]',
    _source: 'VARCHAR',
    _received: 'TIMESTAMP',
  })
  await lake.file(
    'logs',
    0,
    `select timestamp '2026-01-01' + interval (i) minute as _time, case when i % 10 = 0 then 'error' else 'info' end as level,
       200 + i as status, ['a', 'b' || i] as tags, 'web' as _source, timestamp '2026-01-02' as _received from range(100) t(i)`,
  )
  lake.dataset('secret', { word: 'VARCHAR' })
  await lake.file('secret', 0, `select '${word}' as word`)
  reader = openReader({ folder: lake.folder, log: silent, processes: 1 })
})

afterAll(async () => {
  await reader?.stop()
  lake?.remove()
  rmSync(outside, { recursive: true, force: true })
})

function fill(statement: string): string {
  return statement
    .replaceAll('{data}', join(lake.folder, 'data'))
    .replaceAll('{canary}', join(outside, 'canary'))
    .replaceAll('{secret}', lake.path('secret', 1))
}

/** What the statement answers, or how it is refused. */
async function outcomeOf(sql: string): Promise<{ text: string; error: unknown }> {
  return reader.sql({ sql, scope, limits: { time_ms: 10_000 } }).then(
    (result) => ({ text: JSON.stringify(result), error: undefined }),
    (error: unknown) => ({ text: '', error }),
  )
}

/** Names, sizes and contents of everything that a statement could have written to. */
function stateOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !/^tmp|\.sqlite-/.test(name) && statSync(join(folder, name)).isFile())
    .map(
      (name) =>
        `${name} ${createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex')}`,
    )
    .toSorted()
}

describe('a hostile statement is refused with a sentence and leaves nothing behind', () => {
  test('there are more than 200 of them', () => {
    expect(Object.values(refused).flat().length).toBeGreaterThan(200)
  })

  for (const [kind, statements] of Object.entries(refused)) {
    test(kind, async () => {
      const before = [...stateOf(lake.folder), ...stateOf(outside)]
      for (const statement of statements) {
        const { text, error } = await outcomeOf(fill(statement))
        expect({ statement, text, isUserError: error instanceof UserError }).toEqual({
          statement,
          text: '',
          isUserError: true,
        })
        const { code, message, hint } = error as UserError
        expect(['invalid', 'forbidden', 'unsupported'], statement).toContain(code)
        expect(`${message} ${hint}`, statement).not.toContain(word)
        // A path may be repeated where the user wrote it, never told.
        if (!/\{/.test(statement)) expect(`${message} ${hint}`, statement).not.toContain(lake.folder)
      }
      expect([...stateOf(lake.folder), ...stateOf(outside)]).toEqual(before)
    })
  }
})

test('a statement that is huge or deeply nested is answered or refused, and the next one works', async () => {
  const nested = (n: number) => `${'select * from ('.repeat(n)}select 1${')'.repeat(n)}`
  const hostile = [
    `select ${'('.repeat(100_000)}1${')'.repeat(100_000)}`,
    `select ${'1 + '.repeat(100_000)}1`,
    `select ${'not '.repeat(50_000)}true`,
    `select ${'['.repeat(10_000)}1${']'.repeat(10_000)}`,
    nested(500),
    nested(5_000),
    `select ${'case when true then '.repeat(5_000)}1${' end'.repeat(5_000)}`,
    `select '${'x'.repeat(1_000_000)}'`,
    `select '${'x'.repeat(1_100_000)}'`,
    `select 1 in (${Array.from({ length: 100_000 }, (_, i) => i).join(', ')})`,
    `/*${'*'.repeat(1_000_000)}*/ select 1`,
    `explain ${'/**/'.repeat(1_000)} select 1`,
    `with ${Array.from({ length: 900 }, (_, i) => `c${i} as (select 1)`).join(', ')} select 1`,
    `${'select 1 union all '.repeat(800)}select 1`,
    `select ${Array.from({ length: 5_000 }, (_, i) => `${i} as c${i}`).join(', ')}`,
  ]
  for (const sql of hostile) {
    const { error } = await outcomeOf(sql)
    const label = `${sql.slice(0, 60)}: ${error}`
    expect(error === undefined || error instanceof UserError, label).toBe(true)
    expect((await outcomeOf('select 42 as answer')).text, label).toContain('42')
  }
})

describe('an honest statement works', () => {
  for (const statement of harmless) {
    test(statement.slice(0, 100), async () => {
      const { text, error } = await outcomeOf(fill(statement))
      expect(error).toBeUndefined()
      expect(text).not.toContain(word)
    })
  }
})
