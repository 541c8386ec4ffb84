import { dirname } from 'node:path'

/** What a pattern of files begins with, up to its first wildcard: the folder in which they land. */
export function literalFolder(pattern: string): string {
  let folder = pattern
  while (/[*?[{]/.test(folder)) folder = dirname(folder)
  return folder
}
