import { fileURLToPath } from 'node:url'

/**
 * The file of a process that we fork, named relative to the module that forks it and without its ending: `.ts` where TypeScript
 * runs as it is, `.js` in the built package.
 *
 *     fork(entryFile(import.meta.url, './lake-process'))
 */
export function entryFile(moduleUrl: string, name: string): string {
  const ending = moduleUrl.endsWith('.ts') ? '.ts' : '.js'
  return fileURLToPath(new URL(`${name}${ending}`, moduleUrl))
}
