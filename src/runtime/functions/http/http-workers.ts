/** The workers of a function that answers requests: each has one request at a time; a request that finds none free waits its turn. */
import { UserError } from '../../../lib/errors.ts'
import type { Log } from '../../../lib/log.ts'
import { loadErrorOf } from '../pool/load-error.ts'
import type { Scale } from '../pool/scaling.ts'
import type { Worker } from '../pool/worker.ts'
import { workerEvents } from '../pool/worker-events.ts'
import type { WorkerPool } from '../pool/worker-pool.ts'
import type { Task } from '../protocol.ts'

export interface HttpWorkersParts {
  readonly task: Task
  /** The folder that its workers would keep state in. */
  readonly state: string
  readonly memory_bytes: number
  readonly timeout_ms: number
  readonly scale: Scale
  readonly pool: WorkerPool
  readonly log: Log
  readonly onOpened: (took_ms: number) => void
  /** It cannot be loaded; undefined once it can. */
  readonly onTrouble: (error: UserError | undefined) => void
}

interface Waiting {
  resolve(worker: Worker): void
  reject(error: unknown): void
}

const load_ms = 30_000
/** A worker beyond the fewest ends after this long without a request. */
const idle_ms = 30_000
const trouble_ms = 1000
/** So many requests may wait for each worker. */
const waitingPerWorker = 50

export class HttpWorkers {
  readonly #parts: HttpWorkersParts
  /** The one that was used last stands last, and is used next: those that are not needed grow old. */
  readonly #idle: { readonly worker: Worker; readonly since: number }[] = []
  readonly #all = new Set<Worker>()
  /** Why it could not be loaded, for a moment: each attempt costs a process. */
  #trouble: { readonly error: UserError; readonly since: number } | undefined
  #waiting: Waiting[] = []
  readonly #looking: NodeJS.Timeout
  #isStopped = false

  constructor(parts: HttpWorkersParts) {
    this.#parts = parts
    this.#looking = setInterval(() => this.#endIdle(), 1000).unref()
    // Those that are to be there always; one that cannot be loaded has told so.
    for (let i = 0; i < parts.scale.min; i++)
      void this.#open().then(
        (worker) => this.#free(worker),
        () => {},
      )
  }

  /**
   * Lends a worker to one request, unless `signal` says before that nobody waits for its answer any more. Throws `overloaded` when too
   * many wait, or one has waited too long.
   */
  async use<T>(signal: AbortSignal, run: (worker: Worker) => Promise<T>): Promise<T> {
    const worker = await this.#take(signal)
    try {
      if (signal.aborted) throw gone(this.#parts.task.name)
      return await run(worker)
    } finally {
      this.#free(worker)
    }
  }

  /** Requests that no worker has yet. */
  get waiting(): number {
    return this.#waiting.length
  }

  get pids(): number[] {
    return [...this.#all].flatMap(({ pid }) => pid ?? [])
  }

  /** Takes nothing any more, waits for the requests under way for a while, then kills. */
  async stop(grace_ms: number): Promise<void> {
    this.#isStopped = true
    clearInterval(this.#looking)
    for (const { reject } of this.#waiting.splice(0)) reject(stopped(this.#parts.task.name))
    const until = performance.now() + grace_ms
    while (this.#all.size > this.#idle.length && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    const workers = [...this.#all]
    for (const worker of workers) worker.kill()
    await Promise.all(workers.map(({ exited }) => exited))
  }

  async #take(signal: AbortSignal): Promise<Worker> {
    const { task, scale } = this.#parts
    if (signal.aborted) throw gone(task.name)
    if (this.#isStopped) throw stopped(task.name)
    if (this.#trouble && performance.now() - this.#trouble.since < trouble_ms) throw this.#trouble.error
    for (let free = this.#idle.pop(); free; free = this.#idle.pop()) {
      if (!free.worker.isGone) return free.worker
      this.#all.delete(free.worker)
    }
    if (this.#all.size < scale.max) return this.#open()
    if (this.#waiting.length >= scale.max * waitingPerWorker) throw tooMany(task.name)
    return this.#wait(signal)
  }

  #wait(signal: AbortSignal): Promise<Worker> {
    const { task, timeout_ms } = this.#parts
    return new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', leave)
      }
      const waiting: Waiting = {
        resolve(worker) {
          settle()
          resolve(worker)
        },
        reject(error) {
          settle()
          reject(error)
        },
      }
      const drop = (error: UserError) => {
        this.#waiting = this.#waiting.filter((each) => each !== waiting)
        waiting.reject(error)
      }
      const leave = () => drop(gone(task.name))
      const timer = setTimeout(() => drop(tooMany(task.name)), timeout_ms)
      signal.addEventListener('abort', leave, { once: true })
      this.#waiting.push(waiting)
    })
  }

  /** Gives it to the request that waits longest; one that has gone is replaced for that. */
  #free(worker: Worker): void {
    const next = this.#waiting.shift()
    if (!worker.isGone) {
      if (next) next.resolve(worker)
      else this.#idle.push({ worker, since: performance.now() })
      return
    }
    this.#all.delete(worker)
    if (next) this.#open().then(next.resolve, next.reject)
    else if (this.#all.size < this.#parts.scale.min && !this.#isStopped) {
      void this.#open().then(
        (made) => this.#free(made),
        () => {},
      )
    }
  }

  async #open(): Promise<Worker> {
    const { pool, task, state, memory_bytes, log, onOpened, onTrouble } = this.#parts
    const started = performance.now()
    const worker = pool.take({ memory_bytes, kind: task.body.kind })
    worker.events = workerEvents(task.name, log)
    this.#all.add(worker)
    try {
      await worker.open(task, state, load_ms)
    } catch (error) {
      worker.kill()
      this.#all.delete(worker)
      if (this.#isStopped) throw stopped(task.name)
      onTrouble(loadErrorOf(error, task))
      this.#trouble = { error: notLoaded(task.name), since: performance.now() }
      if (this.#all.size === 0) for (const { reject } of this.#waiting.splice(0)) reject(this.#trouble.error)
      throw this.#trouble.error
    }
    this.#trouble = undefined
    onOpened(performance.now() - started)
    onTrouble(undefined)
    return worker
  }

  #endIdle(): void {
    const { min } = this.#parts.scale
    while (this.#all.size > min && this.#idle.length > 0 && performance.now() - this.#idle[0]!.since > idle_ms) {
      const { worker } = this.#idle.shift()!
      this.#all.delete(worker)
      worker.kill()
    }
  }
}

function tooMany(name: string): UserError {
  return new UserError('overloaded', `cannot answer by function "${name}": too many requests wait for it`, {
    hint: 'Send it again in a second.',
  })
}

function gone(name: string): UserError {
  return new UserError('cancelled', `cannot answer by function "${name}": the client has gone`)
}

function notLoaded(name: string): UserError {
  return new UserError('unavailable', `cannot answer by function "${name}": it cannot be loaded`, {
    hint: 'Whoever runs it finds the reason where the function is shown.',
  })
}

function stopped(name: string): UserError {
  return new UserError('unavailable', `cannot answer by function "${name}": it is being replaced`, {
    hint: 'Send it again in a second.',
  })
}
