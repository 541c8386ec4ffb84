import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readProject } from '../index.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caudal-needs-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function read(use: string) {
  const yaml = `name: needs\nstreams: { raw: {} }\ndatasets: { raw: {} }\nfunctions:\n  work: { on: raw, to: done, use: ${use} }\n`
  await writeFile(join(folder, 'caudal.yaml'), yaml)
  const { project, problems } = await readProject(folder, { environment: {} })
  return { work: project?.functions.get('work'), problems: problems.map(({ message }) => message) }
}

describe('what built-in functions need', () => {
  it('is the files, the datasets and the streams of all of them', async () => {
    await writeFile(join(folder, 'stations.csv'), '\uFEFFid;name;lat\n7;Ebro;41,6\n007;Tajo;\n')
    const routes = '{ route: { routes: [{ when: "a > 1", to: hot }], otherwise: rest } }'
    const use = `[{ lookup: { file: stations.csv, on: { a: id } } }, { lookup: { dataset: raw, on: { a: a } } }, ${routes}]`
    const { work, problems } = await read(use)
    expect(problems).toEqual([])
    expect(work).toMatchObject({
      sends: ['hot', 'rest'],
      tables: [{ file: 'stations.csv' }, { dataset: 'raw' }],
    })
  })

  it.each([
    ['{ drop: { when: "a > (" } }', /^cannot read query "a > \(" of "drop" in function "work": expecting a value/],
    ['{ drop: {} }', /^cannot use "drop": neither "when" nor "fields" is given/],
    [
      '{ route: { routes: [{ when: a, to: "Hot!" }] } }',
      /^cannot write to stream "Hot!" by "route" in function "work"/,
    ],
    [
      '{ lookup: { file: no.csv, on: { a: id } } }',
      /^cannot read "no.csv" of "lookup" in function "work": there is no such/,
    ],
    ['{ lookup: { file: bad.csv, on: { a: id } } }', /^cannot read line 3 of "bad.csv": expecting 2 fields; got 1/],
    ['{ lookup: { dataset: rwa, on: { a: id } } }', /^cannot look into dataset "rwa" by function "work": there is no/],
    ['{ clean: { zone: Europe/Madird } }', /^cannot use "clean": there is no time zone "Europe\/Madird"/],
    ['{ clean: { fields: { a: { type: number, unit: bananas } } } }', /^cannot use "clean": the unit "bananas" is not/],
  ])('is told where it is not to be had: %s', async (use, message) => {
    await writeFile(join(folder, 'bad.csv'), 'id,name\n1,a\n2\n')
    const { problems } = await read(use)
    expect(problems).toEqual([expect.stringMatching(message)])
  })
})
