import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openProject, readProject } from '../index.ts'

const yaml =
  'name: versions\nstreams: { raw: {} }\nfunctions: { tidy: { on: raw, run: functions/tidy.ts, to: tidied } }\n'

describe('the version of a function', () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caudal-version-'))
    await mkdir(join(folder, 'functions', 'units'), { recursive: true })
    await writeFile(join(folder, 'caudal.yaml'), yaml)
    await write(
      'tidy.ts',
      `import { a } from './units/a.ts'\nconst late = () => import("./late.mjs")\nexport default {}\n`,
    )
    await write('units/a.ts', `export * from '../b.js'\nimport type { T } from 'caudal'\n// from './none.ts'\n`)
    await write('b.js', `import './tidy.ts'\nimport '../../outside.ts'\n`)
    await write('late.mjs', '')
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const write = (file: string, text: string) => writeFile(join(folder, 'functions', file), text)
  const version = async () => {
    const { body } = (await openProject(folder)).functions.get('tidy')!
    return 'version' in body ? body.version : undefined
  }

  it.each(['tidy.ts', 'units/a.ts', 'b.js', 'late.mjs'])('is another one when %s changes', async (file) => {
    const before = await version()
    expect(await version()).toBe(before)
    await write(file, 'export default { run() {} }\n')
    expect(await version()).not.toBe(before)
  })

  it('follows the files that it imports, those included that are not there, within the project', async () => {
    const { files, problems } = await readProject(folder)
    expect(problems).toEqual([])
    expect(files.toSorted()).toEqual([
      'dashboards/',
      'functions/b.js',
      'functions/late.mjs',
      'functions/tidy.ts',
      'functions/units/a.ts',
      'functions/units/none.ts',
    ])
  })
})
