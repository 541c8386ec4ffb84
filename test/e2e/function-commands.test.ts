import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { caudal, temporaryProject } from '../support/product.ts'

describe('the commands of functions', () => {
  let folder: string
  let remove: () => Promise<void>

  beforeAll(async () => {
    const project = await temporaryProject('name: commands\nstreams: { raw: {} }\n')
    folder = project.folder
    remove = project.remove
  })
  afterAll(() => remove())

  it('make a function with its cases, which hold', async () => {
    const made = await caudal(['new', 'function', 'tidy'], { cwd: folder })
    expect(made.stdout).toContain('tidy: { on: <stream>, run: functions/tidy.ts, to: <stream> }')
    const yaml = await readFile(join(folder, 'caudal.yaml'), 'utf8')
    const declared = `functions: { tidy: { on: raw, run: functions/tidy.ts, to: tidied } }\n`
    await writeFile(join(folder, 'caudal.yaml'), yaml + declared)
    expect(await caudal(['test'], { cwd: folder })).toMatchObject({
      code: 0,
      stdout: '✓ tidy: values become numbers\n✓ tidy: a record without a value is rejected\n',
    })
  })

  it('overwrite nothing', async () => {
    const { code, stderr } = await caudal(['new', 'function', 'tidy'], { cwd: folder })
    expect(code).toBe(2)
    expect(stderr).toContain('cannot make "functions/tidy.ts": it is there already')
  })

  it('give editors types that fit', async () => {
    const compiler = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url))
    const options = '--noEmit --strict --target es2024 --lib es2024,dom --module nodenext --ignoreConfig'.split(' ')
    const files = ['caudal.d.ts', 'functions/tidy.ts']
    await promisify(execFile)(process.execPath, [compiler, ...options, ...files], { cwd: folder })
  })

  it('tell what differs, and what the function said', async () => {
    await writeFile(
      join(folder, 'functions', 'tidy.ts'),
      'export default { *run(records) { for (const record of records) { console.log("here"); yield record } } }\n',
    )
    const { code, stdout, stderr } = await caudal(['test'], { cwd: folder })
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    expect(stdout).toMatch(/\n2 of 2 cases differ\n$/)
    expect(stdout).toContain('✗ tidy: values become numbers')
    expect(stdout).toMatch(/✗ tidy: values become numbers {2}tests\/tidy\.yaml:3:\d+\n/)
    expect(stdout).toContain('gives, - expected + got:\n      - {"value":16.5}\n      + {"value":"16.5"}\n')
    expect(stdout).toContain('| here')
  })

  it('tell where a function was when its time was over', async () => {
    const yaml = await readFile(join(folder, 'caudal.yaml'), 'utf8')
    await writeFile(join(folder, 'caudal.yaml'), yaml.replace('to: tidied', 'to: tidied, timeout: 1s'))
    await writeFile(join(folder, 'functions', 'tidy.ts'), 'export default {\n  run() {\n    for (;;);\n  },\n}\n')
    const { code, stdout } = await caudal(['test'], { cwd: folder })
    expect(code).toBe(1)
    expect(stdout).toContain('    cannot run function "tidy": it took longer than 1 s (functions/tidy.ts:3:')
  })

  it('tell every mistake in the cases, with its place', async () => {
    await writeFile(join(folder, 'tests', 'tidy.yaml'), 'function: other\ncases: []\n')
    const { code, stderr } = await caudal(['test'], { cwd: folder })
    expect(code).toBe(2)
    expect(stderr).toContain('cannot test function "other": the project has none of this name')
    expect(stderr).toContain('tests/tidy.yaml:1:11')
    expect(stderr).toContain('hint: Choose tidy.')
  })

  it('tell where a function cannot be loaded', async () => {
    await writeFile(join(folder, 'tests', 'tidy.yaml'), 'function: tidy\ncases: [{ given: [] }]\n')
    await writeFile(join(folder, 'functions', 'tidy.ts'), 'import { x } from "./missing.ts"\n')
    const { code, stderr } = await caudal(['test'], { cwd: folder })
    expect(code).toBe(2)
    expect(stderr).toContain('cannot load "functions/tidy.ts"')
  })
})
