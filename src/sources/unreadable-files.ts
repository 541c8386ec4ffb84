import { messageOf, systemCode, UserError } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'

/** Files that cannot be read: each is logged once until it could be, is told as long as it is there, and none stops the others. */
export class UnreadableFiles {
  readonly #log: Log
  readonly #tell: (troubles: readonly UserError[]) => void
  readonly #logged = new Set<string>()
  readonly #troubles = new Map<string, UserError>()

  constructor({ log, tell }: { log: Log; tell: (troubles: readonly UserError[]) => void }) {
    this.#log = log
    this.#tell = tell
  }

  /** Says nothing of one that is gone; throws what is no error of the system. */
  tell(path: string, error: unknown): void {
    const code = systemCode(error)
    if (code === undefined) throw error
    if (code === 'ENOENT') return
    const isDenied = code === 'EACCES' || code === 'EPERM'
    const why = isDenied ? 'permission denied' : messageOf(error)
    const hint = isDenied ? 'Let the user that runs Caudal read it (chmod).' : 'See to the file, or to its disk.'
    this.refuse(path, new UserError('forbidden', `cannot read file "${path}": ${why}`, { hint, cause: error }))
  }

  refuse(path: string, trouble: UserError): void {
    if (!this.#logged.has(path)) this.#log.warn(trouble.message, { hint: trouble.hint })
    this.#logged.add(path)
    if (this.#troubles.get(path)?.message === trouble.message) return
    this.#troubles.set(path, trouble)
    this.#tell([...this.#troubles.values()])
  }

  wasRead(path: string): void {
    this.#logged.delete(path)
    if (this.#troubles.delete(path)) this.#tell([...this.#troubles.values()])
  }

  /** Of those that are not there any more nothing is to be said. */
  keep(present: ReadonlySet<string>): void {
    for (const path of [...this.#troubles.keys()]) if (!present.has(path)) this.wasRead(path)
  }
}
