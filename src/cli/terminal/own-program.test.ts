import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { maybeOwnFolder, ownProgram } from './own-program.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

describe('what to type for this program', () => {
  it('is its name where the shell finds it', () => {
    const terminal = { env: { PATH: `/nowhere:${root}bin` }, folder: root }
    expect(ownProgram(terminal)).toBe('caudal')
    expect(maybeOwnFolder(terminal)).toBeUndefined()
  })

  it('is its path elsewhere, the short one where it lies below', () => {
    expect(ownProgram({ env: { PATH: '/nowhere' }, folder: root })).toBe('bin/caudal')
    expect(ownProgram({ env: {}, folder: '/' })).toBe(`${root}bin/caudal`.slice(1))
    expect(ownProgram({ env: {}, folder: `${root}docs` })).toBe(`${root}bin/caudal`)
  })
})
