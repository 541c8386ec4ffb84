/** What a function's module consists of, as a version: with other content in one of its files it is another function. */
import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import type { Place } from '../../lib/errors.ts'
import type { ProjectFiles } from '../files.ts'

/** `import … from './a.ts'`, `export … from './a.ts'`, `import './a.ts'` and `import('./a.ts')`. */
const importing = /\b(?:from|import)\s*\(?\s*(["'])(\.{1,2}\/[^"'\n]+)\1/g

/** Reads what the module imports from the project, and what that imports; a file that is not there is told when the function is loaded. */
export async function functionVersion(path: string, text: string, at: Place, files: ProjectFiles): Promise<string> {
  const hash = createHash('sha256')
  const seen = new Set<string>()
  const add = async (file: string, content: string) => {
    seen.add(file)
    hash.update(JSON.stringify([file, content]))
    for (const [, , name] of content.matchAll(importing)) {
      const imported = posix.join(posix.dirname(file), name!)
      if (seen.has(imported)) continue
      const bytes = await files.readBytes(imported, file, at, () => {})
      await add(imported, Buffer.from(bytes ?? []).toString('latin1'))
    }
  }
  await add(posix.normalize(path), text)
  return hash.digest('hex').slice(0, 16)
}
