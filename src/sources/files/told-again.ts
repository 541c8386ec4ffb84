/**
 * Files that are to be told of again, for whoever was told of a version found another one when it came to read it: that may have gone
 * before we saw it, and be what was told before. Notes in the state folder, so that no crash forgets them.
 */
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { systemCode } from '../../lib/errors.ts'
import { realFileSystem } from '../../lib/file-system.ts'
import { writeText } from '../../lib/whole-file.ts'

/** A version as it was told of. */
export interface ToldVersion {
  readonly path: string
  /** ISO 8601. */
  readonly modified: string
}

/** Durable once it resolves. What is noted again under the same name is the same note. */
export async function noteAgain(state: string, name: string, versions: readonly ToldVersion[]): Promise<void> {
  await writeText(join(state, `again-${name}.json`), JSON.stringify(versions), 'which files are to be told of again')
  await realFileSystem.syncFolder(state)
}

/** The notes, and what removes them once they are heeded. */
export async function readAgain(state: string): Promise<{ versions: readonly ToldVersion[]; remove(): Promise<void> }> {
  const paths = (await namesIn(state)).filter((name) => /^again-.*\.json$/.test(name)).map((name) => join(state, name))
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')))
  return {
    versions: texts.flatMap((text) => JSON.parse(text) as ToldVersion[]),
    async remove() {
      for (const path of paths) await rm(path, { force: true })
    },
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  }
}
