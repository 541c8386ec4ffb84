import { accessSync, constants } from 'node:fs'
import { delimiter, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Terminal } from './terminal.ts'

const own = fileURLToPath(new URL('../../../bin/caudal', import.meta.url))

/** The folder of this program where the shell does not find `caudal` by itself: in a checkout that nobody put on the path. */
export function maybeOwnFolder({ env }: Pick<Terminal, 'env'>): string | undefined {
  const folders = env.PATH?.split(delimiter).filter(Boolean) ?? []
  return folders.some((folder) => isExecutable(join(folder, 'caudal'))) ? undefined : dirname(own)
}

/** What to type for `caudal` in this folder. */
export function ownProgram(terminal: Pick<Terminal, 'env' | 'folder'>): string {
  if (maybeOwnFolder(terminal) === undefined) return 'caudal'
  const path = relative(terminal.folder, own)
  return path.startsWith('..') ? own : path
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
