import { constants } from 'node:fs'
import { copyFile, mkdir, open, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { systemCode, UserError } from '../../lib/errors.ts'

/** Two writes may get the same time when they are closer than the clock of files ticks: every 10 ms at most. */
const tick_ms = 30
/** Where no time has a fraction of a second, the file system keeps none, and some count by twos. */
const longTick_ms = 2100
const looks = 10
const leastAttempts = 2
/** With salts of their own for each turn of the log (https://sqlite.org/fileformat2.html#the_write_ahead_log). */
const logHeader_bytes = 32

/**
 * The copy of a database that another process has for itself, in WAL mode. Nobody else can lock it, and the kernel copies it without
 * passing it through our memory; that the copy is of one instant is known from three things:
 *
 * - The database itself is written by checkpoints only, each write of which sets its times. When size, times and inode have stood for
 *   longer than the clock of files ticks before the copying, and are the same behind it, it was not written meanwhile.
 * - Its log (`-wal`) is only added to, until it begins anew with other salts in its header. When the header is the same before and behind
 *   the copying, the copy has all that was committed before it, and at its end perhaps a part of a transaction, which fails its checksums.
 * - Both were so together: the log is copied while the database is as it was copied.
 *
 * So it is what a `kill -9` of its process would have left, from which SQLite goes on, and it does not matter how often it commits. A log
 * of the older kind (`-journal`), which is there while a database is made, is held to what the database itself is.
 */
export class StillCopy {
  readonly #path: string
  readonly #to: string
  #seen = { state: '', at: 0 }
  #copied: string | undefined

  constructor(path: string, to: string) {
    this.#path = path
    this.#to = to
  }

  /** Sees how it is; the sooner, the less there is to wait for. */
  async look(): Promise<void> {
    const state = await stateOf(this.#path)
    // The moment behind the look: what is written a tick later has another time.
    if (state !== this.#seen.state) this.#seen = { state, at: performance.now() }
  }

  /** Copies the database; when it changes afterwards, it is copied once more by `finish`. */
  async prepare(): Promise<void> {
    for (let look = 0; look < looks; look++) {
      await this.look()
      const { state, at } = this.#seen
      if (state === this.#copied) return
      const rest_ms = at + tickOf(state) - performance.now()
      if (rest_ms <= 0) break
      await sleep(rest_ms)
    }
    const { state } = this.#seen
    await mkdir(dirname(this.#to), { recursive: true })
    const isCopied = await copyOrRemove(this.#path, this.#to)
    await copyOrRemove(`${this.#path}-journal`, `${this.#to}-journal`)
    this.#copied = isCopied || state === absent ? state : undefined
  }

  /** Copies what there is to be copied still, the log, too. Throws `unavailable` when it is not still until then (`performance.now()`). */
  async finish(deadline: number): Promise<void> {
    for (let attempt = 0; attempt < leastAttempts || performance.now() < deadline; attempt++) {
      await this.prepare()
      if (await this.#copyLog()) return
    }
    throw new UserError('unavailable', `cannot back up "${this.#path}": it changes faster than it can be copied`, {
      hint: 'Try again when its function has less to do, or stop the project for the backup.',
    })
  }

  /** Whether it belongs to the database as it was copied. */
  async #copyLog(): Promise<boolean> {
    const log = `${this.#path}-wal`
    const before = await headerOf(log)
    await copyOrRemove(log, `${this.#to}-wal`)
    const after = await headerOf(log)
    return before === after && (await stateOf(this.#path)) === this.#copied
  }
}

/** The state where there is nothing. */
const absent = ' '

/** What tells that nothing was written. */
async function stateOf(path: string): Promise<string> {
  const files = await Promise.all([path, `${path}-journal`].map((file) => orAbsent(stat(file, { bigint: true }))))
  return files.map((file) => (file ? `${file.ino}/${file.size}/${file.ctimeNs}/${file.mtimeNs}` : '')).join(' ')
}

function tickOf(state: string): number {
  return /0{9}( |$)/.test(state) ? longTick_ms : tick_ms
}

async function headerOf(path: string): Promise<string> {
  await using file = await orAbsent(open(path))
  if (!file) return ''
  const { buffer, bytesRead } = await file.read(Buffer.alloc(logHeader_bytes), 0, logHeader_bytes, 0)
  return buffer.toString('hex', 0, bytesRead)
}

/** Shares the blocks of the file where the file system can; whether there is such a file. */
async function copyOrRemove(path: string, to: string): Promise<boolean> {
  const isCopied = await orAbsent(copyFile(path, to, constants.COPYFILE_FICLONE).then(() => true))
  if (!isCopied) await rm(to, { force: true })
  return isCopied === true
}

async function orAbsent<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined
    throw error
  }
}
