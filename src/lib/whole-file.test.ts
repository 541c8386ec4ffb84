import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { maybeText, removeFile, writeText } from './whole-file.ts'

describe('a file that is written as a whole', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caudal-whole-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('is there with its text and its mode, and nothing beside it', async () => {
    const path = join(folder, 'a', '.env')
    expect(await maybeText(path)).toBeUndefined()
    await writeText(path, 'A=1\n', '.env', 0o600)
    await writeText(path, 'A=2\n', '.env', 0o600)
    expect(await maybeText(path)).toBe('A=2\n')
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await readdir(join(folder, 'a'))).toEqual(['.env'])
    await removeFile(path, '.env')
    expect(await maybeText(path)).toBeUndefined()
  })

  it('is what a link leads to', async () => {
    const [path, link] = [join(folder, 'shared.env'), join(folder, '.env')]
    await writeFile(path, 'A=1\n')
    await symlink(path, link)
    await writeText(link, 'A=2\n', '.env')
    expect(await readFile(path, 'utf8')).toBe('A=2\n')
    expect((await lstat(link)).isSymbolicLink()).toBe(true)
  })

  it('stays as it was where it cannot be written, and says why', async () => {
    const path = join(folder, 'x.yaml')
    await writeText(path, 'before', 'x')
    await chmod(folder, 0o555)
    await asNobody(() =>
      expect(writeText(path, 'after', 'part "x"')).rejects.toMatchObject({
        code: 'forbidden',
        message: 'cannot write part "x": the folder of the project is read-only',
      }),
    )
    await chmod(folder, 0o755)
    // Something else is in the way.
    await mkdir(join(folder, `.x.yaml.${process.pid}.tmp`))
    await expect(writeText(path, 'after', 'part "x"')).rejects.toMatchObject({ code: 'unavailable' })
    expect(await readFile(path, 'utf8')).toBe('before')
  })
})

/** Rights do not stop the superuser. */
async function asNobody(act: () => Promise<unknown>): Promise<void> {
  const isRoot = process.geteuid?.() === 0
  if (isRoot) process.seteuid?.(65_534)
  try {
    await act()
  } finally {
    if (isRoot) process.seteuid?.(0)
  }
}
