import { rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../../test/support/folder.ts'
import type { Task } from '../protocol.ts'
import { isCode, KeptCode } from './kept-code.ts'

const later = () => Date.now() + 1000

function open() {
  const folder = temporaryFolder()
  const path = join(folder, 'a.ts')
  writeFileSync(path, 'let a: 1')
  const task = (module: string, name = 'f') =>
    ({ name, folder, body: { kind: 'module', path: join(folder, module) } }) as Task
  return { kept: new KeptCode(), folder, path, task }
}

describe('what modules are as JavaScript', () => {
  it('is known of those that have not changed, and of the function that they are of', () => {
    const { kept, folder, task } = open()
    writeFileSync(join(folder, 'b.ts'), 'let b: 1')
    kept.keep(task('a.ts'), { 'a.ts': 'let a   ', 'b.ts': 'let b   ' }, later())
    expect(kept.of(task('a.ts'))).toEqual({ 'a.ts': 'let a   ', 'b.ts': 'let b   ' })
    expect(kept.of(task('b.ts'))).toEqual({})
    expect(kept.of(task('a.ts', 'another of the same module'))).toEqual({})
    writeFileSync(join(folder, 'b.ts'), 'let b: 2')
    expect(kept.of(task('a.ts'))).toEqual({ 'a.ts': 'let a   ' })
    rmSync(join(folder, 'a.ts'))
    expect(kept.of(task('a.ts'))).toEqual({})
  })

  it('is not known of a file that may have changed since it was read, or whose time was set back', () => {
    const { kept, path, task } = open()
    kept.keep(task('a.ts'), { 'a.ts': 'let a   ' }, Date.now() - 1000)
    expect(kept.of(task('a.ts'))).toEqual({})
    kept.keep(task('a.ts'), { 'a.ts': 'let a   ' }, later())
    writeFileSync(path, 'let a: 2')
    utimesSync(path, 0, 0)
    expect(kept.of(task('a.ts'))).toEqual({})
  })

  it('is known of so many files only as can be looked at in no time', () => {
    const { kept, folder, task } = open()
    const names = Array.from({ length: 300 }, (_, i) => `${i}.ts`)
    for (const name of names) writeFileSync(join(folder, name), '')
    kept.keep(task('a.ts'), Object.fromEntries(names.map((name) => [name, ''])), later())
    kept.keep(task('a.ts'), { 'a.ts': 'let a   ' }, later())
    expect(Object.keys(kept.of(task('a.ts')))).toHaveLength(200)
  })

  it('is taken from a worker only as texts of files that are there, and not without end', () => {
    const { kept, task } = open()
    expect([{}, { 'a.ts': '' }].every(isCode)).toBe(true)
    expect([null, 'a', { 'a.ts': 1 }, undefined].some(isCode)).toBe(false)
    kept.keep(task('a.ts'), { 'none.ts': '', 'a\0.ts': '' }, later())
    kept.keep(task('a.ts'), { 'a.ts': 'x'.repeat(2 << 20) }, later())
    expect(kept.of(task('a.ts'))).toEqual({})
  })
})
