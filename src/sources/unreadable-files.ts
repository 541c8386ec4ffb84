import { messageOf, systemCode } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'

/** Files that cannot be read: each is told once until it could be, and none stops the others. */
export class UnreadableFiles {
  readonly #told = new Set<string>()
  readonly #log: Log

  constructor(log: Log) {
    this.#log = log
  }

  /** Says nothing of one that is gone; throws what is no error of the system. */
  tell(path: string, error: unknown): void {
    const code = systemCode(error)
    if (code === undefined) throw error
    if (code === 'ENOENT' || this.#told.has(path)) return
    this.#told.add(path)
    const why =
      code === 'EACCES' ? 'permission denied; let the user that runs Caudal read it (chmod)' : messageOf(error)
    this.#log.warn(`cannot read file "${path}": ${why}`)
  }

  wasRead(path: string): void {
    this.#told.delete(path)
  }
}
