import { dirname, resolve } from 'node:path'

/** The folders in which files of the patterns appear, as far as can be said without looking. */
export function foldersOf(patterns: readonly string[], folder: string): string[] {
  return patterns.map((pattern) => {
    let path = resolve(folder, pattern)
    while (hasGlob(path)) path = dirname(path)
    return hasGlob(pattern) ? path : dirname(path)
  })
}

export function hasGlob(path: string): boolean {
  return /[*?[{]/.test(path)
}
