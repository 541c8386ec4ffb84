import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/folder.ts'
import { maybeAbsentFolder } from './absent-folder.ts'

function open(): string {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'landing', 'march'), { recursive: true })
  writeFileSync(join(folder, 'landing', 'a.csv'), 'a')
  return folder
}

const make = 'Correct the path, or make the folder: what is put there is read from then on.'

describe('a path of a source', () => {
  it.each([
    ['ladning/*', 'ladning', 'Did you mean "landing"?'],
    ['ladning', 'ladning', 'Did you mean "landing"?'],
    ['landing/mrach/**/*.csv', 'landing/mrach', 'Did you mean "landing/march"?'],
    ['elsewhere/far/*.csv', 'elsewhere', make],
    ['elsewhere/app.log', 'elsewhere', make],
  ])('is told that names a folder that does not exist: %s', async (pattern, missing, hint) => {
    const folder = open()
    expect(await maybeAbsentFolder(pattern, folder)).toMatchObject({
      message: `cannot find folder "${missing}" of path "${pattern}"`,
      hint,
    })
  })

  it.each(['landing', 'landing/*', 'landing/*/*.csv', 'landing/later.csv', 'later.log', 'incoming', 'landing/a.csv'])(
    'is not told of where its folder is there: %s',
    async (pattern) => {
      expect(await maybeAbsentFolder(pattern, open())).toBeUndefined()
    },
  )

  it('is told by its whole name where it is written so', async () => {
    const folder = open()
    expect(await maybeAbsentFolder(join(folder, 'ladning/*'), folder)).toMatchObject({
      message: `cannot find folder "${join(folder, 'ladning')}" of path "${join(folder, 'ladning/*')}"`,
      hint: `Did you mean "${join(folder, 'landing')}"?`,
    })
  })
})
