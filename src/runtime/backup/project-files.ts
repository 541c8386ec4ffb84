import { join } from 'node:path'
import { exists } from '../../lib/existence.ts'
import { projectFile, readProject } from '../../project/index.ts'

/** The project file and all that it names, by their paths in its folder. Not `.env`: secrets are kept elsewhere. */
export async function projectFilesOf(folder: string): Promise<Map<string, string>> {
  const { files } = await readProject(folder)
  const found = new Map<string, string>()
  for (const path of [projectFile, ...files]) {
    const from = join(folder, path)
    if (!path.endsWith('/') && path !== '.env' && (await exists(from))) found.set(path, from)
  }
  return found
}
