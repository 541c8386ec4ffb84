import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../../../lib/errors.ts'
import type { Log } from '../../../lib/log.ts'
import { readersFolder } from '../lake-folders.ts'
import type { Job } from './job.ts'
import type { ReaderSettings } from './protocol.ts'
import { ReaderClient } from './reader-client.ts'

export interface PoolOptions {
  readonly settings: Omit<ReaderSettings, 'scratch'>
  readonly processes: number
  readonly log: Log
  /** A query met a file that could not be read. */
  readonly onUnreadable: () => void
}

/** So many requests run in one process at a time; it has two threads and shares its memory among them. */
const jobsPerProcess = 4
/** More than this wait for nobody. */
const queueLimit = 200
/** A process that had nothing to do for so long goes, unless it is the last one. */
const idle_ms = 60_000

/** The reader processes: one from the start, more when all are busy, fewer again when they are idle. */
export class Pool {
  readonly #options: PoolOptions
  readonly #folder: string
  readonly #clients = new Set<ReaderClient>()
  readonly #queue: Job[] = []
  readonly #sweep: NodeJS.Timeout
  #made = 0
  #isClosed = false

  constructor(options: PoolOptions) {
    this.#options = options
    this.#folder = readersFolder(options.settings.folder)
    mkdirSync(this.#folder, { recursive: true })
    // What a killed process left behind.
    for (const name of readdirSync(this.#folder)) rmSync(join(this.#folder, name), { recursive: true, force: true })
    this.#add()
    this.#sweep = setInterval(() => this.#removeIdle(), idle_ms / 4)
    this.#sweep.unref()
  }

  submit(job: Job): void {
    if (this.#isClosed) {
      job.fail(new UserError('unavailable', 'cannot run query: Caudal is stopping', { hint: 'Try again.' }))
    } else if (this.#queue.length >= queueLimit) {
      const message = `cannot run query: ${queueLimit} others are waiting already`
      job.fail(new UserError('overloaded', message, { hint: 'Try again in a few seconds.' }))
    } else {
      this.#queue.push(job)
      this.#dispatch()
    }
  }

  get pids(): number[] {
    return [...this.#clients].flatMap((client) => client.pid ?? [])
  }

  async stop(): Promise<void> {
    this.#isClosed = true
    clearInterval(this.#sweep)
    const error = new UserError('unavailable', 'cannot finish query: Caudal is stopping', { hint: 'Try again.' })
    for (const job of this.#queue.splice(0)) job.fail(error)
    await Promise.all([...this.#clients].map((client) => client.close()))
  }

  #dispatch(): void {
    while (this.#queue.length > 0) {
      // Cancelled while it waited.
      if (this.#queue[0]!.isOver) {
        this.#queue.shift()
        continue
      }
      const client = this.#choose()
      if (!client) return
      client.start(this.#queue.shift()!)
    }
  }

  /** An idle process, else a new one, else the least busy. */
  #choose(): ReaderClient | undefined {
    const usable = [...this.#clients].filter((client) => !client.isGoing)
    const [best] = usable.sort((a, b) => a.busy - b.busy)
    if (best?.busy === 0) return best
    if (this.#clients.size < this.#options.processes) return this.#add()
    return best && best.busy < jobsPerProcess ? best : undefined
  }

  #add(): ReaderClient {
    const client = new ReaderClient({
      settings: this.#options.settings,
      scratch: join(this.#folder, `${process.pid}-${++this.#made}`),
      log: this.#options.log,
      onExit: (gone) => this.#removed(gone),
      onFree: () => this.#dispatch(),
      onUnreadable: this.#options.onUnreadable,
    })
    this.#clients.add(client)
    return client
  }

  #removed(client: ReaderClient): void {
    this.#clients.delete(client)
    if (this.#isClosed) return
    // One is always warm.
    if (this.#clients.size === 0) this.#add()
    this.#dispatch()
  }

  #removeIdle(): void {
    const before = Date.now() - idle_ms
    for (const client of this.#clients) {
      if (this.#clients.size > 1 && client.busy === 0 && client.idleSince < before) {
        this.#clients.delete(client)
        void client.close()
      }
    }
  }
}
