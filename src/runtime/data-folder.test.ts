import { mkdtemp, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { UserError } from '../lib/errors.ts'
import { makeDataFolder } from './data-folder.ts'

const folder = () => mkdtemp(join(tmpdir(), 'caudal-data-'))

describe('the data folder', () => {
  it('is made for its owner alone, and used when it is there', async () => {
    const path = join(await folder(), 'deep', '.caudal')
    await makeDataFolder(path)
    await makeDataFolder(path)
    expect((await stat(path)).mode & 0o777).toBe(0o700)
  })

  it('is refused with what to do where it cannot be made', async () => {
    const file = join(await folder(), 'file')
    await writeFile(file, '')
    for (const [path, why] of [
      [file, 'there is a file of this name'],
      [join(file, '.caudal'), 'part of the path is a file'],
    ] as const) {
      const error = await makeDataFolder(path).catch((error: unknown) => error)
      expect(error).toBeInstanceOf(UserError)
      expect(error).toMatchObject({ message: `cannot use data folder "${path}": ${why}` })
    }
  })
})
