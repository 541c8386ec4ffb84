import type { Stats } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileKey } from './open-files.ts'

export async function maybeStat(path: string): Promise<Stats | undefined> {
  return stat(path).catch(() => undefined)
}

/** Whether the test is true for a file of the folder. */
export async function findInFolder(
  folder: string,
  test: (path: string, stats: Stats) => boolean | Promise<boolean>,
): Promise<boolean> {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name)
    const stats = await maybeStat(path)
    if (stats?.isFile() && (await test(path, stats))) return true
  }
  return false
}

/** Where the file is now, when it was renamed in its folder. */
export async function findRenamed(path: string, key: string): Promise<{ path: string; stats: Stats } | undefined> {
  let found: { path: string; stats: Stats } | undefined
  await findInFolder(dirname(path), (other, stats) => {
    if (fileKey(stats) === key) found = { path: other, stats }
    return found !== undefined
  })
  return found
}
