/** What paths, folders and globs name at this moment. */
import { stat } from 'node:fs/promises'
import type { UserError } from '../lib/errors.ts'
import { silent } from '../lib/log.ts'
import { maybeAbsentFolder } from './absent-folder.ts'
import { FileFinder } from './file-finder.ts'
import type { SourceLook } from './source.ts'
import { UnreadableFiles } from './unreadable-files.ts'

export async function lookForFiles(path: string | readonly string[], folder: string): Promise<SourceLook> {
  const patterns = typeof path === 'string' ? [path] : path
  const absent: UserError[] = []
  for (const pattern of patterns) {
    const missing = await maybeAbsentFolder(pattern, folder)
    if (missing) absent.push(missing)
  }
  const unreadable = new UnreadableFiles({ log: silent, tell: () => {} })
  const found = await new FileFinder({ patterns, folder, unreadable }).find()
  const files = await Promise.all(found.map(isFile))
  return { absent, patterns, isEmpty: !files.includes(true) }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  )
}
