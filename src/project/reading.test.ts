// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the project file has variables of this form.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { UserError, UserErrors } from '../lib/errors.ts'
import { openProject, type ProjectReading, readProject } from './index.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caudal-reading-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function read(file: string | Uint8Array, env = ''): Promise<ProjectReading> {
  await writeFile(join(folder, 'caudal.yaml'), file)
  await writeFile(join(folder, '.env'), env)
  return readProject(folder, { environment: {} })
}

async function readValid(file: string, env = '') {
  const { project, problems } = await read(file, env)
  expect(problems).toEqual([])
  return project!
}

/** Every part and every key that a project may have, so that each of them can be misspelt. */
const everything = `name: logs
sources:
  lines: { type: tail, path: "logs/*.log", format: lines, to: lines }
  river: { type: files, path: "landing/*.csv", to: river }
  machine:
    type: host
    to: host
streams:
  events: { partitions: 4, key: device, retention: 7d, retention_size: 10GB }
datasets:
  lines: {}
  river: { time: day, fields: { level: number, "a.b": json } }
  events:
  errors:
    from: events
    retention: 5y
    retention_size: 1TB
`

describe('reading a project', () => {
  test('gives streams to what sources write to, and to the own log', async () => {
    const project = await readValid(everything)
    expect([...project.streams.keys()]).toEqual(['events', 'lines', 'river', 'host', '_caudal'])
    expect(project.streams.get('lines')).toMatchObject({ name: 'lines', partitions: 1 })
    expect(project.streams.get('events')).toMatchObject({
      partitions: 4,
      key: 'device',
      retention_ms: 604_800_000,
      retention_bytes: 10 * 2 ** 30,
    })
  })

  test('stores in a dataset the stream of its name, or the one that is said', async () => {
    const { datasets } = await readValid(everything)
    expect([...datasets.values()].map(({ name, from }) => `${from} -> ${name}`)).toEqual([
      'lines -> lines',
      'river -> river',
      'events -> events',
      'events -> errors',
      '_caudal -> _caudal',
    ])
    expect(datasets.get('river')).toMatchObject({ time: 'day', fields: { level: 'number', 'a.b': 'json' } })
  })

  test('fills in the defaults of a source, and keeps where it stands', async () => {
    const { sources } = await readValid(everything)
    const lines = sources.get('lines')!
    expect(lines).toMatchObject({ type: 'tail', to: 'lines', at: { file: 'caudal.yaml', line: 3, column: 3 } })
    expect(lines.options).toMatchObject({ path: 'logs/*.log', format: 'lines' })
    expect(lines.options).not.toHaveProperty('to')
  })

  test('lets the retention of the own log be chosen', async () => {
    const project = await readValid('name: a\nstreams: { _caudal: { retention: 1d } }\ndatasets: { _caudal: {} }')
    expect(project.streams.get('_caudal')?.retention_ms).toBe(86_400_000)
    expect(project.datasets.get('_caudal')?.fields).toHaveProperty('level')
  })

  test('takes empty sections, and parts without options', async () => {
    const project = await readValid('name: a\nsources:\nstreams:\n  b:\n  # c:\ndatasets:\n  b:\n')
    expect([...project.datasets.keys()]).toEqual(['b', '_caudal'])
  })

  test('puts variables in after the YAML is read, so that a value cannot change the structure', async () => {
    const project = await readValid(
      'name: a\nsources: { b: { type: tail, path: "${FOLDER}/x", to: b } }',
      'FOLDER="x, to: other } # \'"',
    )
    expect(project.sources.get('b')?.options.path).toBe("x, to: other } # '/x")
  })

  test('takes a variable for a number, but text in quotes for text', async () => {
    const project = await readValid('name: a\nstreams:\n  b: { partitions: "${N}" }\n  c: { partitions: 2 }', 'N=3')
    expect(project.streams.get('b')?.partitions).toBe(3)
  })

  test('hides what came from variables', async () => {
    const project = await readValid('name: a\nsources: { b: { type: tail, path: "${P}", to: b } }', 'P=hunter2')
    expect(project.redact('cannot open "hunter2"')).toBe('cannot open "[hidden]"')
  })

  test('understands anchors, comments, CRLF and a byte order mark', async () => {
    const text = '\uFEFFname: a\nstreams:\n  b: &kept { retention: 7d } # a week\n  c: *kept\n'
    const project = await readValid(text.replaceAll('\n', '\r\n'))
    expect(project.streams.get('c')?.retention_ms).toBe(604_800_000)
  })

  test('says what is missing when there is no project, and throws it for those who need one', async () => {
    const { problems } = await readProject(join(folder, 'nowhere'))
    expect(problems[0]).toMatchObject({ code: 'not_found', hint: expect.stringContaining('caudal new') })
    await expect(openProject(join(folder, 'nowhere'))).rejects.toBeInstanceOf(UserErrors)
  })

  test('tells the place of bytes that are not UTF-8', async () => {
    const { problems } = await read(Buffer.from('name: a\n# caf\xe9\n', 'latin1'))
    expect(problems[0]).toMatchObject({ at: { file: 'caudal.yaml', line: 2, column: 6 }, hint: 'Save it as UTF-8.' })
  })

  test('tells what is nested beyond all measure instead of failing', async () => {
    for (const text of ['['.repeat(50_000), 'a: '.repeat(50_000), '- '.repeat(50_000)]) {
      expect((await read(text)).problems.length).toBeGreaterThan(0)
    }
    const bomb = Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(10)}]`).join('\n')
    const { problems } = await read(`a0: &a0 [x]\n${bomb}`)
    expect(problems.map(({ message }) => message)).toContain('cannot read YAML: it has too many values')
  })
})

describe('any file', () => {
  test('of any bytes is read, or told with sentences', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), isToldOrRead), { numRuns: 300 })
  })

  test('of pieces of YAML is read, or told with sentences', async () => {
    const piece = fc.constantFrom(
      ...[
        'name',
        ': ',
        '\n',
        '  ',
        '\t',
        '- ',
        '{',
        '}',
        '[',
        ']',
        ',',
        '"',
        "'",
        '|',
        '>',
        '&a',
        '*a',
        '!',
        '%',
        '---',
        '#',
      ],
      ...[
        'sources',
        'streams',
        'datasets',
        'tail',
        'type',
        'to',
        '${',
        '${A}',
        '$${',
        '0',
        '.nan',
        'null',
        '? ',
        '<<',
        '__proto__',
      ],
    )
    const file = fc.array(piece, { maxLength: 40 }).map((pieces) => Buffer.from(pieces.join('')))
    await fc.assert(fc.asyncProperty(file, isToldOrRead), { numRuns: 1000 })
  })

  async function isToldOrRead(bytes: Uint8Array): Promise<void> {
    const { project, problems } = await read(bytes, 'A=1')
    expect(project === undefined).toBe(problems.length > 0)
    for (const problem of problems) {
      expect(problem).toBeInstanceOf(UserError)
      expect(problem.message).toMatch(/^cannot [\s\S]*[^.]$/)
      expect(problem.at?.line).toBeGreaterThan(0)
      expect(problem.hint).toMatch(/./)
    }
  }
})

describe('a valid project with one key misspelt', () => {
  const keys = [...everything.matchAll(/[\w.]+(?=:( |\n))/g)].filter(({ 0: key }) => !isName(key))

  /** Names are the user's own; a name written otherwise is another name. */
  function isName(key: string): boolean {
    return ['lines', 'river', 'machine', 'events', 'errors', 'host', 'level', 'b'].includes(key)
  }

  test('is told at the exact place of that key', async () => {
    const slip = fc.record({ key: fc.constantFrom(...keys), at: fc.nat(), letter: fc.constantFrom('x', 'q', 'z', '_') })
    await fc.assert(
      fc.asyncProperty(slip, async ({ key, at, letter }) => {
        const word = key[0]
        const cut = at % (word.length + 1)
        const typed = word.slice(0, cut) + letter + word.slice(cut)
        const text = everything.slice(0, key.index) + typed + everything.slice(key.index + word.length)
        const before = everything.slice(0, key.index).split('\n')
        const { problems } = await read(text)
        expect(problems).toHaveLength(1)
        expect(problems[0]?.message).toContain(`cannot use key "${typed}"`)
        expect(problems[0]?.at).toEqual({ file: 'caudal.yaml', line: before.length, column: before.at(-1)!.length + 1 })
        expect(problems[0]?.hint).toBe(`Did you mean "${word}"?`)
      }),
      { numRuns: 200 },
    )
  })
})
