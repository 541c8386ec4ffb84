import { readdir, readFile } from 'node:fs/promises'
import { isAbsolute, join, normalize } from 'node:path'
import { messageOf, type Place, systemCode, UserError } from '../lib/errors.ts'
import type { Tell } from './part.ts'
import { decodeText } from './text.ts'

/** The files that a project file names, beside it in the folder; they are watched like the project file. */
export class ProjectFiles {
  readonly #folder: string
  readonly #named = new Set<string>()

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Relative to the folder, those included that are not there; folders whose files matter end in a slash. */
  get named(): readonly string[] {
    return [...this.#named]
  }

  /** The names in a folder of the project, in order; none where there is no such folder. */
  async list(path: string): Promise<string[]> {
    this.#named.add(`${path}/`)
    try {
      return (await readdir(join(this.#folder, path))).sort()
    } catch {
      return []
    }
  }

  /** The text of a file; undefined, and told at the place that names it, when it cannot be read. */
  async read(path: string, owner: string, at: Place, tell: Tell): Promise<string | undefined> {
    const bytes = await this.readBytes(path, owner, at, tell)
    return bytes && decodeText(bytes, normalize(path), tell)
  }

  /** Of any size, and whatever is in it. */
  async readBytes(path: string, owner: string, at: Place, tell: Tell): Promise<Uint8Array | undefined> {
    const file = normalize(path)
    if (isAbsolute(file) || file.startsWith('..')) {
      const message = `cannot read "${path}" of ${owner}: it lies outside of the project`
      tell(new UserError('invalid', message, { at, hint: 'Put the file into the folder of the project.' }))
      return undefined
    }
    this.#named.add(file)
    try {
      return await readFile(join(this.#folder, file))
    } catch (cause) {
      const isAbsent = systemCode(cause) === 'ENOENT' || systemCode(cause) === 'ENOTDIR'
      const message = `cannot read "${path}" of ${owner}: ${isAbsent ? 'there is no such file' : messageOf(cause)}`
      const hint = isAbsent ? 'Correct the path, or create the file.' : 'Correct its permissions.'
      tell(new UserError('invalid', message, { at, hint, cause }))
      return undefined
    }
  }
}
