import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { UserErrors } from '../../lib/errors.ts'
import { openProject } from '../index.ts'
import { readFunctionCases } from './cases.ts'

const yaml = `name: cases
streams: { raw: {}, places: {} }
datasets: { places: {} }
functions:
  tidy: { on: raw, use: { rename: { fields: { a: b } } }, to: tidied }
  placed: { on: raw, use: { lookup: { dataset: places, on: { a: id } } }, to: placings }
  parted: { on: raw, use: { route: { routes: [{ when: 'a > 1', to: hot }] } }, to: others }
`

describe('the cases of functions', () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caudal-cases-'))
    await mkdir(join(folder, 'tests'))
    await writeFile(join(folder, 'caudal.yaml'), yaml)
    await writeFile(join(folder, 'tests', 'given.jsonl'), '{"a":1}\nbroken\n')
    await writeFile(join(folder, 'tests', 'gives.jsonl'), '{"b":1}\n\n')
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  async function read(text: string) {
    await writeFile(join(folder, 'tests', 'cases.yaml'), text)
    return readFunctionCases(await openProject(folder))
  }

  /** Its mistakes, as place, message and hint. */
  async function mistakesOf(text: string): Promise<unknown[]> {
    const error: unknown = await read(text).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(UserErrors)
    return (error as UserErrors).errors.map(({ at, message, hint }) => [
      `${at?.file}:${at?.line}:${at?.column}`,
      message,
      hint,
    ])
  }

  it('come with their records, from the file itself or from one of the project', async () => {
    const cases = await read(`function: tidy
cases:
  - { given: tests/given.jsonl, gives: tests/gives.jsonl, rejects: [no] }
  - { name: own, given: [{ a: 1 }] }
`)
    expect(cases).toEqual([
      {
        file: 'tests/cases.yaml',
        at: expect.objectContaining({ file: 'tests/cases.yaml' }),
        function: 'tidy',
        name: 'case 1',
        given: Buffer.from('{"a":1}\nbroken\n'),
        tables: [],
        gives: [{ b: 1 }],
        rejects: ['no'],
        sends: {},
      },
      expect.objectContaining({ name: 'own', given: Buffer.from('{"a":1}\n'), gives: undefined, rejects: [] }),
    ])
  })

  const begin = 'Begin with "function:", then "cases:".'
  it.each([
    ['an empty file', '', 'cannot read cases: the file is empty'],
    ['a list', '- function: tidy\n', 'cannot read cases: expecting keys; got a list'],
    ['a word', 'tidy\n', 'cannot read cases: expecting keys; got a single value'],
  ])('are missed in %s', async (_, text, message) => {
    expect(await mistakesOf(text)).toEqual([['tests/cases.yaml:1:1', message, begin]])
  })

  it('are missed where there are none', async () => {
    const message = 'cannot test function "tidy": the file has no cases'
    expect(await mistakesOf('function: tidy\ncases: []\n')).toEqual([
      ['tests/cases.yaml:2:8', message, 'Write one like: - { given: [{ a: 1 }], gives: [{ a: 1 }] }'],
    ])
  })

  it('tell which file is missing, or lies elsewhere', async () => {
    const text = 'function: tidy\ncases:\n  - given: nowhere.jsonl\n    gives: ../gives.jsonl\n'
    expect(await mistakesOf(text)).toEqual([
      [
        'tests/cases.yaml:3:12',
        'cannot read "nowhere.jsonl" of case 1 of function "tidy": there is no such file',
        'Correct the path, or create the file.',
      ],
      [
        'tests/cases.yaml:4:12',
        'cannot read "../gives.jsonl" of case 1 of function "tidy": it lies outside of the project',
        'Put the file into the folder of the project.',
      ],
    ])
  })

  it('tell which line of the records to be given is none', async () => {
    await writeFile(join(folder, 'tests', 'gives.jsonl'), '{"b":1}\n\n{"b":\n[1]\n')
    expect(await mistakesOf('function: tidy\ncases: [{ given: [], gives: tests/gives.jsonl }]\n')).toEqual([
      [
        'tests/gives.jsonl:3:1',
        expect.stringMatching(/^cannot read line as JSON: /),
        'Write one JSON object on each line.',
      ],
      [
        'tests/gives.jsonl:4:1',
        'cannot read line as a record: expecting a JSON object',
        'Write one JSON object on each line.',
      ],
    ])
  })

  it('have the rows of the datasets that a function looks into, and of nothing else', async () => {
    const [withRows] = await read(
      'function: placed\ncases: [{ given: [], tables: { places: [{ id: 1 }, { id: 2 }] } }]\n',
    )
    expect(withRows!.tables).toEqual([{ source: { dataset: 'places' }, rows: Buffer.from('{"id":1}\n{"id":2}\n') }])
    const cases = '[{ given: [], tables: { placs: [] } }]'
    expect(await mistakesOf(`function: placed\ncases: ${cases}\n`)).toEqual([
      [
        'tests/cases.yaml:2:30',
        'cannot run case 1 of function "placed": it looks into dataset "places", whose rows are not given',
        'Add them under tables: { places: [{ … }] }, or name a file with them.',
      ],
      [
        'tests/cases.yaml:2:32',
        'cannot use table "placs" in case 1 of function "placed": the function does not look into it',
        'Did you mean "places"?',
      ],
    ])
  })

  it('know the streams that a function sends to', async () => {
    const cases = '[{ given: [], sends: { hott: [], others: [], parted_errors: [], raw: [] } }]'
    expect(await mistakesOf(`function: parted\ncases: ${cases}\n`)).toEqual([
      [
        'tests/cases.yaml:2:31',
        'cannot look into "hott": function "parted" sends nothing to it',
        'Did you mean "hot"?',
      ],
      [
        'tests/cases.yaml:2:72',
        'cannot look into "raw": function "parted" sends nothing to it',
        'Choose others, parted_errors or hot.',
      ],
    ])
  })
})
