import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CommandLineOptions, runCommand } from '../../../test/support/command-line.ts'
import { answer, ScriptedServer, type Step } from '../../../test/support/scripted-server.ts'
import { parseParams } from './sql.ts'

let folder: string
let server: ScriptedServer

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caudal-sql-'))
})
afterEach(async () => {
  server.close()
  await rm(folder, { recursive: true })
})

async function sql(step: Step, args: readonly string[], options: CommandLineOptions = {}) {
  server = new ScriptedServer([step])
  return runCommand(['sql', ...args, '--url', await server.listen()], { folder, ...options })
}

const result = answer(200, {
  columns: [
    { name: 'city', type: 'VARCHAR' },
    { name: 'n', type: 'BIGINT' },
  ],
  rows: [
    { city: 'Santiago', n: 5 },
    { city: '東京', n: '9007199254740993' },
  ],
})

describe('caudal sql', () => {
  it('prints an aligned table, plain when piped', async () => {
    const { code, stdout, stderr } = await sql(result, ['select 1'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toBe('city                     n\nSantiago                 5\n東京      9007199254740993\n')
  })

  it('prints one JSON array of rows', async () => {
    const { stdout } = await sql(result, ['select 1', '--json'])
    expect(JSON.parse(stdout)).toEqual([
      { city: 'Santiago', n: 5 },
      { city: '東京', n: '9007199254740993' },
    ])
  })

  it('tells rows and time on a terminal, beside the result', async () => {
    const { stdout, stderr } = await sql(result, ['select 1'], { columns: 20, env: { NO_COLOR: '1' } })
    expect(stderr).toMatch(/^2 rows in .*s\n$/)
    expect(stdout.split('\n')[2]).toBe('東京      900719925…')
  })

  describe('on a terminal that is too narrow', () => {
    const names = ['_time', ...Array.from({ length: 8 }, (_, i) => `column_${i}`), '_rest']
    const row = { ...Object.fromEntries(names.map((name) => [name, `value of ${name}`])), _rest: null }
    const columns = names.map((name) => ({ name, type: name === '_time' ? 'TIMESTAMP' : 'VARCHAR' }))
    const narrow = { columns: 40, env: { NO_COLOR: '1' } }

    it('says how many columns it leaves out, and does not count those without a value', async () => {
      const wide = answer(200, { columns, rows: [row, row] })
      const { stdout, stderr } = await sql(wide, ['select * from a'], narrow)
      expect(stdout.split('\n')).toEqual([
        '_time           column_0     column_1',
        'value of _time  value of c…  value of c…',
        'value of _time  value of c…  value of c…',
        '… and 6 more columns: --format csv, or a wider terminal',
        '',
      ])
      expect(stderr).toMatch(/^2 rows in .*; without a value: _rest\n$/)
    })

    it('prints one row upright', async () => {
      const { stdout } = await sql(answer(200, { columns, rows: [row] }), ['select *, 1 from a'], narrow)
      expect(stdout).toMatch(/^_time {5}value of _time\ncolumn_0 {2}value of column_0\n/)
      expect(stdout).not.toContain('_rest')
    })

    it('keeps what is named, and all when piped', async () => {
      const wide = answer(200, { columns, rows: [row] })
      expect((await sql(wide, ['select a, _rest from a'], narrow)).stdout).toContain('\n_rest\n')
      server.close()
      expect((await sql(wide, ['select * from a'])).stdout).toMatch(/^_time .* _rest\n/)
    })
  })

  it('prints the plan of "explain" line by line', async () => {
    const plan = '┌─────┐\n│ \u001b[1m │\n└─────┘\n'
    const columns = ['explain_key', 'explain_value'].map((name) => ({ name, type: 'VARCHAR' }))
    const explained = answer(200, { columns, rows: [{ explain_key: 'physical_plan', explain_value: plan }] })
    const { stdout } = await sql(explained, ['explain select 1'])
    expect(stdout).toBe('┌─────┐\n│ \\u001b[1m │\n└─────┘\n')
    server.close()
    expect(JSON.parse((await sql(explained, ['explain select 1', '--json'])).stdout)[0].explain_value).toBe(plan)
  })

  it.each([
    [
      'cannot return result: it has more than 5 rows',
      'Add LIMIT or aggregate, raise limits.rows, or take it as NDJSON, CSV, Arrow or Parquet.',
      'Add LIMIT or aggregate, raise --rows, or take it with --format ndjson, csv, arrow or parquet.',
    ],
    [
      'cannot run query: parameter "$x" has no value',
      'Send "params": { "x": … } with the query.',
      'Give it a value: --param x=…',
    ],
  ])('%s: the hint names options', async (message, hint, own) => {
    const { code, stderr } = await sql(answer(400, { code: 'invalid', message, hint }), ['select 1'])
    expect({ code, stderr }).toEqual({ code: 2, stderr: `error: ${message}\n  hint: ${own}\n` })
    server.close()
    expect((await sql(answer(400, { code: 'invalid', message, hint }), ['x', '--format', 'csv'])).stderr).toContain(own)
  })

  it('names the option of a limit that is out of bounds', async () => {
    const message = 'cannot read body.limits.rows: expecting at least 1; got 0'
    const refused = answer(400, { code: 'invalid', message, hint: 'See /api/docs for the form.' })
    expect((await sql(refused, ['select 1', '--rows', '0'])).stderr).toBe(
      'error: cannot read --rows: expecting at least 1; got 0\n  hint: See caudal sql --help.\n',
    )
  })

  it('sends the statement of standard input, with its parameters and limits', async () => {
    await sql(result, ['-', '--param', 'n=5', '--rows', '10', '--timeout', '2s'], { input: 'select $n' })
    expect(JSON.parse(server.seen[0]!.body.toString())).toEqual({
      sql: 'select $n',
      params: { n: 5 },
      limits: { rows: 10, time_ms: 2000 },
    })
  })

  it('reads parameters as JSON, else as text, and never rounds a number', () => {
    expect(parseParams(['a=1', 'b=anna', 'c=true', 'd=[1,2]', 'e=007', 'f=x=y', 'g=9007199254740993'])).toEqual({
      a: 1,
      b: 'anna',
      c: true,
      d: [1, 2],
      e: '007',
      f: 'x=y',
      g: '9007199254740993',
    })
  })

  it('saves a result to a file that appears only once it is whole', async () => {
    const csv: Step = (response) => void response.end('city,n\nSantiago,5\n')
    expect((await sql(csv, ['select 1', '--format', 'csv', '--out', 'a.csv'])).code).toBe(0)
    expect(await readFile(join(folder, 'a.csv'), 'utf8')).toBe('city,n\nSantiago,5\n')
  })

  it('fails when the result breaks off, and leaves no half file', async () => {
    const half: Step = (response) => {
      response.write('city,n\n', () => response.socket?.resetAndDestroy())
    }
    const { code, stderr } = await sql(half, ['select 1', '--format', 'csv', '--out', 'a.csv'])
    expect(code).toBe(1)
    expect(stderr).toContain('error: cannot read the whole result: the server ended it early')
    expect(await readdir(folder)).toEqual([])
  })

  it('does not print binary forms on a terminal', async () => {
    const { code, stderr } = await sql(result, ['select 1', '--format', 'parquet'], { columns: 80 })
    expect(code).toBe(2)
    expect(stderr).toContain('--out result.parquet')
  })

  it('shows the place of a mistake in the statement', async () => {
    const mistake = answer(400, {
      code: 'invalid',
      message: 'cannot find column "nme"',
      at: { line: 1, column: 8 },
      hint: 'Did you mean "name"?',
    })
    const { code, stderr } = await sql(mistake, ['select nme from a'])
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'error: cannot find column "nme"\n  line 1, column 8\n  hint: Did you mean "name"?\n',
    })
    server.close()
    const asJson = await sql(mistake, ['select nme from a', '--json'])
    expect(JSON.parse(asJson.stderr)).toMatchObject({ code: 'invalid', at: { line: 1, column: 8 } })
  })
})
