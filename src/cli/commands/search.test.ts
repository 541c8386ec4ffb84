import { afterEach, describe, expect, it } from 'vitest'
import { type CommandLineOptions, runCommand } from '../../../test/support/command-line.ts'
import { answer, ScriptedServer } from '../../../test/support/scripted-server.ts'

let server: ScriptedServer
afterEach(() => server.close())

const lines = { name: 'lines', rows: 4211, from: '2026-01-01T00:00:00.000Z', until: '2026-01-02T10:00:00.123456Z' }
const river = { name: 'river', rows: 2, from: '2025-12-31T00:00:00.000Z', until: '2025-12-31T00:00:00.000Z' }

/** What there is to search when a search finds nothing, and how many of it lie in the time asked for. */
let datasets: readonly object[] = []
let inTime = 0

async function search(body: object, args: readonly string[], options: CommandLineOptions = {}) {
  server = new ScriptedServer([
    answer(200, body),
    answer(200, { datasets }),
    answer(200, { hits: [], sql: '', total: inTime }),
  ])
  return runCommand(['search', ...args, '--url', await server.listen()], options)
}

const hits = [
  {
    _time: '2026-01-31T12:00:00.000Z',
    _offset: 2,
    level: 'error',
    message: 'no \u001b[31mconnection',
    host: 'db 2',
    tries: 3,
  },
  { _time: '2026-01-31T11:00:00.000Z', _offset: 1, temp: 20.5 },
]

describe('caudal search', () => {
  it('prints time, level and message first, then the other fields, on one line each', async () => {
    const { stdout } = await search({ hits, sql: '' }, ['x'])
    expect(stdout).toBe(
      '2026-01-31T12:00:00.000Z ERROR no \\u001b[31mconnection host="db 2" tries=3\n2026-01-31T11:00:00.000Z temp=20.5\n',
    )
  })

  it('prints one JSON array of hits', async () => {
    const { stdout } = await search({ hits, sql: '' }, ['x', '--in', 'a, b', '--since', '1h', '--limit', '5', '--json'])
    expect(JSON.parse(stdout)).toEqual(hits)
    expect(JSON.parse(server.seen[0]!.body.toString())).toEqual({ kql: 'x', in: ['a', 'b'], since: '1h', limit: 5 })
  })

  it('names the option that the API refuses', async () => {
    const message = 'cannot read body.limit: expecting at most 10000; got 100000'
    server = new ScriptedServer([answer(400, { code: 'invalid', message, hint: 'See /api/docs for the form.' })])
    const { stderr } = await runCommand(['search', 'x', '--limit', '100000', '--url', await server.listen()])
    expect(stderr).toBe(
      'error: cannot read --limit: expecting at most 10000; got 100000\n  hint: See caudal search --help.\n',
    )
  })

  it('prints an empty array when nothing is found', async () => {
    expect((await search({ hits: [], sql: '' }, ['x', '--json'])).stdout).toBe('[]\n')
  })

  it('colours levels on a terminal, and not when NO_COLOR is set', async () => {
    expect((await search({ hits, sql: '' }, ['x'], { columns: 80 })).stdout).toContain('\u001b[31mERROR\u001b[39m')
    server.close()
    expect((await search({ hits, sql: '' }, ['x'], { columns: 80, env: { NO_COLOR: '1' } })).stdout).not.toContain(
      '\u001b',
    )
  })

  it('draws how many there are over time', async () => {
    const histogram = {
      interval_ms: 1000,
      buckets: [
        { time: 'a', count: 4 },
        { time: 'b', count: 0 },
        { time: 'c', count: 1 },
      ],
    }
    const { stdout } = await search({ hits: [], total: 5, histogram, sql: '' }, ['--histogram'])
    expect(stdout).toBe(`a  ${'█'.repeat(40)} 4\nb   0\nc  ${'█'.repeat(10)} 1\n\n`)
  })

  it('tells of a field that is not known, also to a program', async () => {
    const warnings = ['no field "mesage" is known: did you mean "message"?']
    const { stdout, stderr } = await search({ hits: [], sql: '', warnings }, ['mesage:x', '--json'])
    expect(stdout).toBe('[]\n')
    expect(stderr).toBe(
      `warning: ${warnings[0]}\nno records match: there are none yet in this project\n  hint: See whether any arrive: caudal status\n`,
    )
  })

  it.each([
    [
      ['level:error'],
      [lines, river],
      0,
      'searched 4,213 records of lines and river, from 2025-12-31T00:00:00Z to 2026-01-02T10:00:00Z',
      'Look for the word in all fields: caudal search error; see what there is: caudal search --limit 3',
    ],
    [
      ['a and b', '--in', 'lines', '--json'],
      [lines, river],
      0,
      'searched 4,211 records of "lines", from 2026-01-01T00:00:00Z to 2026-01-02T10:00:00Z',
      'Search for fewer words, or for the beginning of one (err*); see what there is: caudal search --limit 3 --in lines',
    ],
    [['x', '--in', 'later'], [lines], 0, 'there are none yet in "later"', 'See whether any arrive: caudal status'],
    [
      ['x', '--since', '1h'],
      [lines],
      0,
      'of the 4,211 records of "lines" none is since 1h',
      'They are from 2026-01-01T00:00:00Z to 2026-01-02T10:00:00Z: name another time.',
    ],
    [
      ['x', '--since', '1h', '--until', '1m'],
      [lines],
      12,
      'searched 12 of 4,211 records of "lines", those since 1h and until 1m',
      'Search for fewer words, or for the beginning of one (err*); see what there is: caudal search --limit 3',
    ],
  ])('tells of %j that found nothing what was searched, and what to try', async (args, there, within, why, hint) => {
    datasets = there
    inTime = within
    const { code, stderr } = await search({ hits: [], sql: '' }, args)
    expect({ code, stderr }).toEqual({ code: 0, stderr: `no records match: ${why}\n  hint: ${hint}\n` })
    datasets = []
  })

  it('tells that nothing was found also where it may not be told why', async () => {
    server = new ScriptedServer([
      answer(200, { hits: [], sql: '' }),
      answer(403, { code: 'forbidden', message: 'cannot read' }),
    ])
    const { stderr } = await runCommand(['search', 'x', '--url', await server.listen()])
    expect(stderr).toBe('no records match\n')
  })

  it.each([
    [['x'], 50, undefined, '50 records shown, there may be more: --limit 500\n'],
    [['x', '--json'], 50, undefined, '50 records shown, there may be more: --limit 500\n'],
    [['x', '--limit', '2'], 2, 7, '2 records shown, there are 7: --limit 20\n'],
    [['x', '--limit', '2'], 2, 2, ''],
    [['x'], 49, undefined, ''],
  ])('tells that there may be more after %j and %i hits of %s', async (args, count, total, told) => {
    const body = { hits: Array(count).fill({ a: 1 }), sql: '', ...(total === undefined ? {} : { total }) }
    expect((await search(body, args)).stderr).toBe(told)
  })

  it('shows the SQL that it runs', async () => {
    expect((await search({ hits: [], sql: 'select 1' }, ['x', '--explain'])).stdout).toBe('select 1\n')
  })
})
