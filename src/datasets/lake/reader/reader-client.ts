import { type ChildProcess, fork } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { entryFile } from '../../../lib/entry.ts'
import { UserError } from '../../../lib/errors.ts'
import type { Log } from '../../../lib/log.ts'
import type { Job } from './job.ts'
import type { FromReader, ReaderSettings, StopReason, ToReader } from './protocol.ts'
import { stopError } from './stop-error.ts'

/** A process that does not stop within this after it was told to is killed. */
const stopGrace = 2000

export interface ClientOptions {
  readonly settings: Omit<ReaderSettings, 'scratch'>
  readonly scratch: string
  readonly log: Log
  /** The process is gone, and with it the jobs that it had. */
  readonly onExit: (client: ReaderClient) => void
  /** A job has ended. */
  readonly onFree: () => void
  /** A query met a file that could not be read. */
  readonly onUnreadable: () => void
}

/** The main process's end of one reader process. */
export class ReaderClient {
  readonly #options: ClientOptions
  readonly #child: ChildProcess
  readonly #jobs = new Map<number, Job>()
  readonly #graces = new Map<number, NodeJS.Timeout>()
  /** It was killed, or is about to be: it takes no more jobs. */
  isGoing = false
  /** When its last job ended. */
  idleSince = Date.now()

  constructor(options: ClientOptions) {
    this.#options = options
    mkdirSync(options.scratch, { recursive: true, mode: 0o700 })
    const { NODE_COMPILE_CACHE: compiled } = process.env
    this.#child = fork(entryFile(import.meta.url, './reader-process'), [], {
      // Nothing of the main process's environment, where secrets may be.
      env: { TZ: 'UTC', ...(compiled === undefined ? {} : { NODE_COMPILE_CACHE: compiled }) },
      cwd: options.scratch,
      execArgv: ['--disable-warning=ExperimentalWarning', '--max-old-space-size=512'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.#child.on('message', (message: FromReader) => this.#receive(message))
    this.#child.on('error', (error) => options.log.error('a reader process failed', { error: error.message }))
    this.#child.on('exit', (code, signal) => this.#exited(code, signal))
    this.#child
      .stderr!.setEncoding('utf8')
      .on('data', (text: string) => options.log.warn('a reader process wrote', { text: text.trim() }))
    this.#post({ kind: 'open', settings: { ...options.settings, scratch: options.scratch } })
  }

  get busy(): number {
    return this.#jobs.size
  }

  start(job: Job): void {
    this.#jobs.set(job.id, job)
    job.onMore = () => this.#post({ kind: 'more', id: job.id })
    job.onStop = (reason) => this.#stop(job, reason)
    this.#post({ kind: 'start', id: job.id, request: job.request })
    job.started()
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  kill(): void {
    this.isGoing = true
    this.#child.kill('SIGKILL')
  }

  /** Resolves once the process is gone. */
  async close(): Promise<void> {
    const child = this.#child
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    this.kill()
    await gone
  }

  #post(message: ToReader): void {
    if (this.#child.connected) this.#child.send(message)
  }

  #stop(job: Job, reason: StopReason): void {
    this.#post({ kind: 'stop', id: job.id, reason })
    this.#graces.set(
      job.id,
      setTimeout(() => this.#giveUp(job, reason), stopGrace),
    )
  }

  /** The engine does not react, so the process goes; the others that it served may try again. */
  #giveUp(job: Job, reason: StopReason): void {
    this.#options.log.warn('a reader process did not stop a query and was replaced')
    this.kill()
    this.#end(job)
    job.fail(stopError(reason))
  }

  #receive(message: FromReader): void {
    const job = message.kind === 'ready' ? undefined : this.#jobs.get(message.id)
    if (!job || message.kind === 'ready') return
    if (message.kind === 'piece') {
      job.piece(message.bytes)
      return
    }
    this.#end(job)
    if (message.kind === 'done') job.done(message.value)
    else {
      job.fail(UserError.fromBody(message.error))
      if (message.isUnreadable) this.#options.onUnreadable()
    }
    this.#options.onFree()
  }

  #end(job: Job): void {
    clearTimeout(this.#graces.get(job.id))
    this.#graces.delete(job.id)
    this.#jobs.delete(job.id)
    this.idleSince = Date.now()
  }

  #exited(code: number | null, signal: NodeJS.Signals | null): void {
    const jobs = [...this.#jobs.values()]
    // An engine that dies of a query may have died of a file.
    if (jobs.length > 0 && !this.isGoing) this.#options.onUnreadable()
    for (const job of jobs) {
      this.#end(job)
      job.fail(
        new UserError('unavailable', `cannot finish query: its reader process ended (${signal ?? `code ${code}`})`, {
          hint: 'Try again.',
        }),
      )
    }
    rmSync(this.#options.scratch, { recursive: true, force: true })
    this.#options.onExit(this)
  }
}
