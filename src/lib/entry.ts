import { fileURLToPath } from 'node:url'

/**
 * The file of a process that we fork, or of a module that others import, named relative to the module that says so and without its ending:
 * `.ts` where TypeScript runs as it is, `.js` in the built package, for which each that is named here is built.
 *
 *     fork(entryFile(import.meta.url, './lake-process'))
 */
export function entryFile(moduleUrl: string, name: string): string {
  const ending = moduleUrl.endsWith('.ts') ? '.ts' : '.js'
  return fileURLToPath(new URL(`${name}${ending}`, moduleUrl))
}
