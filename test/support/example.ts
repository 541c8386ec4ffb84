import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A copy of one of the examples, without what it has stored. */
export async function exampleProject(name: string): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'caudal-test-'))
  const source = fileURLToPath(new URL(`../../examples/${name}`, import.meta.url))
  await cp(source, folder, { recursive: true, filter: (path) => basename(path) !== '.caudal' })
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) }
}
