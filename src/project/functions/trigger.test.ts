import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readProject } from '../index.ts'

describe('what starts a function', () => {
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caudal-trigger-'))
    await mkdir(join(folder, 'functions'))
    await writeFile(join(folder, 'functions', 'f.ts'), '')
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  async function read(on: string, more = 'run: functions/f.ts') {
    await writeFile(join(folder, 'caudal.yaml'), `name: triggers\nfunctions:\n  f: { on: ${on}, ${more} }\n`)
    return readProject(folder, { environment: {} })
  }

  it.each([
    ['{ file: "landing/*.pdf" }', '_on_f', { kind: 'file', patterns: ['landing/*.pdf'], settle_ms: 1000 }],
    ['{ file: [a, "b/*"], settle: 5s }', '_on_f', { kind: 'file', patterns: ['a', 'b/*'], settle_ms: 5000 }],
    ['{ http: /a }', '/a', { kind: 'http', methods: ['POST'], access: 'writer', body_bytes: 1 << 20 }],
    [
      '{ http: "/a/{b}", method: [GET, PUT], access: public, body: 1KB }',
      '/a/{b}',
      { kind: 'http', methods: ['GET', 'PUT'], access: 'public', body_bytes: 1024 },
    ],
    [
      '{ schedule: every 15m }',
      '_on_f',
      { kind: 'schedule', expression: 'every 15m', timezone: 'UTC', missed: 'skip' },
    ],
  ])('is read: %s', async (text, on, trigger) => {
    const { project, problems } = await read(text)
    expect(problems).toEqual([])
    expect(project!.functions.get('f')).toMatchObject({ on, trigger, batch_records: 1 })
    expect(project!.streams.has('_on_f')).toBe(on === '_on_f')
  })

  it.each([
    [
      '{}',
      'cannot read on of function "f": expecting the name of a stream, or a map with stream, file, http or schedule',
    ],
    ['{ http: /a, file: b }', 'cannot read on of function "f": expecting one of file or http'],
    ['{ shedule: every 1h }', 'cannot use key "shedule" of on of function "f": expecting schedule, timezone or missed'],
    [
      '{ schedule: soon }',
      'cannot read schedule "soon": expecting a cron expression, or every <duration> (function "f")',
    ],
    [
      '{ schedule: every 1h, missed: some }',
      'cannot read missed "some" of on of function "f": expecting skip, once or all',
    ],
    [
      '{ schedule: "0 6 * * *", timezone: Madrid }',
      'cannot read timezone "Madrid": there is none of this name (function "f")',
    ],
    [
      '{ http: orders }',
      'cannot answer "orders" by function "f": expecting a path of letters, digits, ".", "_", "~" and "-"',
    ],
    ['{ http: /api/orders }', 'cannot answer "/api/orders" by function "f": Caudal answers there itself'],
    [
      '{ http: /a, access: everybody }',
      'cannot read access "everybody" of on of function "f": expecting public, viewer, reader, writer, editor or admin',
    ],
    ['{ file: "*.pdf" }', 'cannot give function "f" the files "*.pdf": they lie among those of the project'],
    ['{ file: "../*/x" }', 'cannot give function "f" the files "../*/x": they lie among those of the project'],
  ])('is refused with a place and a hint: %s', async (text, message) => {
    const { problems } = await read(text)
    expect(problems.map((problem) => problem.message)).toEqual([message])
    expect(problems[0]!.at?.line).toBe(3)
    expect(problems[0]!.hint).toMatch(/\.$|\?$/)
  })

  it.each([
    ['{ http: /a }', 'command: [cat]', 'cannot start function "f" by http: a program cannot be given that'],
    [
      '{ schedule: every 1h }',
      'use: [dedupe: { key: [a] }]',
      'cannot start function "f" by schedule: built-in functions cannot be given that',
    ],
  ])('must fit what the function is: %s, %s', async (on, more, message) => {
    const { problems } = await read(on, more)
    expect(problems.map((problem) => problem.message)).toContain(message)
  })

  it('must be the only one that takes its requests', async () => {
    const text = `name: triggers
datasets: { a: { from: a } }
streams: { a: {} }
endpoints:
  /a/{b}: { sql: "select 1 as one", params: { b: text } }
functions:
  f: { on: { http: "/a/{c}", method: [GET, POST] }, run: functions/f.ts }
  g: { on: { http: "/a/{d}" }, run: functions/f.ts }
`
    await writeFile(join(folder, 'caudal.yaml'), text)
    const { problems } = await readProject(folder, { environment: {} })
    const messages = problems.map((problem) => problem.message)
    expect(messages).toContain('cannot answer GET /a/{c} by function "f": endpoint "/a/{b}" takes the same requests')
    expect(messages).toContain('cannot answer POST /a/{d} by function "g": function "f" takes the same requests')
  })
})
