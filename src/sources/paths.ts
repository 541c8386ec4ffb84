import { glob, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'

/** The files that paths, folders and globs name at present, absolute and sorted. Hidden files only when they are asked for by name. */
export async function findFiles(patterns: readonly string[], folder: string): Promise<string[]> {
  const found = new Set<string>()
  for (const pattern of patterns) {
    for (const path of await expand(resolve(folder, pattern))) found.add(path)
  }
  return [...found].sort()
}

/** The folders in which files of the patterns appear, as far as can be said without looking. */
export function foldersOf(patterns: readonly string[], folder: string): string[] {
  return patterns.map((pattern) => {
    let path = resolve(folder, pattern)
    while (hasGlob(path)) path = dirname(path)
    return hasGlob(pattern) ? path : dirname(path)
  })
}

async function expand(path: string): Promise<string[]> {
  const stats = await stat(path).catch(() => undefined)
  if (stats?.isDirectory()) {
    const names = await readdir(path)
    return names.filter((name) => !name.startsWith('.')).map((name) => join(path, name))
  }
  // A name may have a bracket in it without being a glob.
  if (stats || !hasGlob(path)) return [path]
  const wantsHidden = basename(path).startsWith('.')
  const paths: string[] = []
  for await (const found of glob(path)) {
    if (wantsHidden || !basename(found).startsWith('.')) paths.push(found)
  }
  return paths
}

function hasGlob(path: string): boolean {
  return /[*?[{]/.test(path)
}
