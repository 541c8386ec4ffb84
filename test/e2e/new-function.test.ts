import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { caudal, temporaryProject } from '../support/product.ts'

describe('a function for whatever starts it', () => {
  it('is made with cases that hold, and types that fit', async () => {
    const { folder, remove } = await temporaryProject('name: made\nfunctions: {}\n')
    onTestFinished(remove)
    for (const kind of ['http', 'schedule', 'file']) {
      const name = `by_${kind}`
      const { stdout } = await caudal(['new', 'function', name, '--on', kind], { cwd: folder })
      const options = /^ {2}by_\w+: (.*)$/m.exec(stdout)![1]!.replace('<stream>', `${name}_out`)
      const yaml = await readFile(join(folder, 'caudal.yaml'), 'utf8')
      await writeFile(
        join(folder, 'caudal.yaml'),
        `${yaml.replace('functions: {}', 'functions:')}  ${name}: ${options}\n`,
      )
    }
    const { code, stdout } = await caudal(['test'], { cwd: folder })
    expect(stdout.trim().split('\n').toSorted()).toEqual([
      '✓ by_file: each line becomes a record',
      '✓ by_http: a value is stored',
      '✓ by_http: without a value it is refused',
      '✓ by_schedule: it tells when it ran',
    ])
    expect(code).toBe(0)
    const wrong = await readFile(join(folder, 'tests', 'by_http.yaml'), 'utf8')
    await writeFile(join(folder, 'tests', 'by_http.yaml'), wrong.replace('status: 201', 'status: 202'))
    const differing = await caudal(['test'], { cwd: folder })
    expect(differing.stdout).toContain('- {"status":202,"body":{"value":16.5}}')
    expect(differing.stdout).toContain('+ {"status":201,"body":{"value":16.5}}')
    await writeFile(join(folder, 'tests', 'by_http.yaml'), wrong)
    const stranger = await caudal(['new', 'function', 'other', '--on', 'files'], { cwd: folder })
    expect(stranger.stderr).toContain('cannot start a function by "files"')
    expect(stranger.stderr).toContain('Did you mean "file"?')
    const compiler = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url))
    const flags = '--noEmit --strict --target es2024 --lib es2024,dom --module nodenext --ignoreConfig'.split(' ')
    const files = ['caudal.d.ts', ...['http', 'schedule', 'file'].map((kind) => `functions/by_${kind}.ts`)]
    await promisify(execFile)(process.execPath, [compiler, ...flags, ...files], { cwd: folder })
  })
})
