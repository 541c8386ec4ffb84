/** A pattern whose folder is misspelt would wait for ever without a word. */
import { readdir } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { UserError } from '../lib/errors.ts'
import { exists } from '../lib/existence.ts'
import { maybeMeant } from '../lib/similar.ts'
import { foldersOf, hasGlob } from './paths.ts'

/** The folder of a pattern that does not exist, with what it was probably meant to be. It may appear later: it is told, and no mistake. */
export async function maybeAbsentFolder(pattern: string, folder: string): Promise<UserError | undefined> {
  const path = resolve(folder, pattern)
  if (await exists(path)) return undefined
  const [base = path] = foldersOf([pattern], folder)
  const isThere = await exists(base)
  // What may be the name of a file that is not there yet is only asked about where there is a folder of nearly this name.
  if (isThere && (hasGlob(pattern) || basename(path).includes('.'))) return undefined
  let missing = isThere ? path : base
  while (dirname(missing) !== missing && !(await exists(dirname(missing)))) missing = dirname(missing)
  const parent = dirname(missing)
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => [])
  const folders = entries.filter((entry) => !entry.isFile() && !entry.name.startsWith('.')).map(({ name }) => name)
  const meant = maybeMeant(basename(missing), folders)
  if (isThere && meant === undefined) return undefined
  const written = (place: string) => (isAbsolute(pattern) ? place : relative(folder, place))
  const hint =
    meant === undefined
      ? 'Correct the path, or make the folder: what is put there is read from then on.'
      : `Did you mean "${written(join(parent, meant))}"?`
  return new UserError('not_found', `cannot find folder "${written(missing)}" of path "${pattern}"`, { hint })
}
