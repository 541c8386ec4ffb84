import type { Dirent } from 'node:fs'
import { glob, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { UserError } from '../lib/errors.ts'
import { isInBounds, maybeBounds, maybeRealPath } from '../model/bounds.ts'
import { maybeAbsentFolder } from './absent-folder.ts'
import { hasGlob } from './paths.ts'
import type { UnreadableFiles } from './unreadable-files.ts'

export interface FileFinderOptions {
  /** Paths, folders and globs. */
  readonly patterns: readonly string[]
  /** What they are relative to: that of the project. */
  readonly folder: string
  readonly unreadable: UnreadableFiles
}

interface Found {
  readonly parent: string
  readonly name: string
  /** Where it is not known, it is looked up. */
  readonly isLink: boolean
}

/** The files that paths, folders and globs name. Links that lead out of their folder are not followed, which is told. */
export class FileFinder {
  readonly #options: FileFinderOptions

  constructor(options: FileFinderOptions) {
    this.#options = options
  }

  /** At present, absolute and sorted. Hidden files only when they are asked for by name. */
  async find(): Promise<string[]> {
    const { patterns, folder, unreadable } = this.#options
    const found = new Set<string>()
    const refused = new Set<string>()
    // Of thousands of files in a folder, its place is looked up once.
    const places = new Map<string, string | undefined>()
    for (const pattern of patterns) {
      const { base, files } = await expand(resolve(folder, pattern))
      const bounds = await maybeBounds(base, folder)
      const absent = files.length === 0 || !hasGlob(pattern) ? await maybeAbsentFolder(pattern, folder) : undefined
      if (absent) {
        unreadable.refuse(pattern, absent)
        refused.add(pattern)
      }
      if (!bounds) continue
      for (const { parent, name, isLink } of files) {
        if (!places.has(parent)) places.set(parent, await maybeRealPath(parent))
        const path = join(parent, name)
        const place = isLink ? await maybeRealPath(path) : join(places.get(parent) ?? parent, name)
        if (place === undefined) continue
        if (isInBounds(bounds, path, place)) found.add(path)
        else {
          unreadable.refuse(path, leadsOut(path, place))
          refused.add(path)
        }
      }
    }
    unreadable.keep(new Set([...found, ...refused]))
    return [...found].sort()
  }
}

function leadsOut(path: string, place: string): UserError {
  return new UserError('forbidden', `cannot read "${path}": the link leads out of its folder, to "${place}"`, {
    hint: 'Put the file itself there, or name in the project file the folder where it lies.',
  })
}

/** What a pattern names, and the folder in which links may lead anywhere. */
async function expand(path: string): Promise<{ base: string; files: readonly Found[] }> {
  const stats = await stat(path).catch(() => undefined)
  if (stats?.isDirectory()) {
    const entries = await readdir(path, { withFileTypes: true })
    const shown = entries.filter(({ name }) => !name.startsWith('.'))
    return {
      base: path,
      files: shown.map((entry) => ({ parent: path, name: entry.name, isLink: entry.isSymbolicLink() })),
    }
  }
  const parent = dirname(path)
  // A name may have a bracket in it without being a glob.
  if (stats || !hasGlob(path)) return { base: parent, files: [{ parent, name: basename(path), isLink: true }] }
  const wantsHidden = basename(path).startsWith('.')
  const entries = await entriesLike(path)
  const files = entries
    .filter(({ name }) => wantsHidden || !name.startsWith('.'))
    .map((entry) => ({ parent: entry.parentPath, name: entry.name, isLink: entry.isSymbolicLink() }))
  let base = path
  while (hasGlob(base)) base = dirname(base)
  return { base, files }
}

/** A folder of thousands of files is looked at often: where only their names vary, it is read once, and no file asked for. */
async function entriesLike(path: string): Promise<Dirent[]> {
  const parent = dirname(path)
  const names = hasGlob(parent) ? undefined : maybeNames(basename(path))
  if (!names) {
    const found: Dirent[] = []
    for await (const entry of glob(path, { withFileTypes: true })) found.push(entry)
    return found
  }
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => [])
  return entries.filter(({ name }) => names.test(name))
}

/** The names that a pattern of stars and question marks stands for; undefined where there is more in it. */
function maybeNames(pattern: string): RegExp | undefined {
  if (/\*\*|[[\]{}()!+@\\]/.test(pattern)) return undefined
  const source = pattern
    .replace(/[.^$|]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`, process.platform === 'linux' ? 'su' : 'isu')
}
