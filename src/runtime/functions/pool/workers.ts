/** The workers of one function: each has its partitions, and runs one batch at a time. One that has gone is replaced when it is needed. */

import type { UserError } from '../../../lib/errors.ts'
import type { Log } from '../../../lib/log.ts'
import type { RunOrder, Task } from '../protocol.ts'
import type { RunPosition } from '../run/progress.ts'
import { loadErrorOf } from './load-error.ts'
import type { Scale } from './scaling.ts'
import type { RunOutput, Worker } from './worker.ts'
import { workerEvents } from './worker-events.ts'
import type { WorkerPool } from './worker-pool.ts'

export interface WorkersParts {
  readonly task: Task
  readonly state: string
  readonly memory_bytes: number
  readonly timeout_ms: number
  readonly scale: Scale
  readonly partitions: number
  /** Where it may read besides the project. */
  readonly readable: readonly string[]
  readonly pool: WorkerPool
  readonly log: Log
  /** Told of each worker that was taken up, with the files that it consists of. */
  readonly onOpened: (files: readonly string[], took_ms: number) => void
  readonly onRun: (output: RunOutput, took_ms: number) => void
  /** It cannot be loaded; undefined once it can. */
  readonly onTrouble: (error: UserError | undefined) => void
}

interface Slot {
  worker?: Worker | undefined
  /** The batch under way; the next waits for it. */
  turn: Promise<unknown>
}

const load_ms = 30_000

export class Workers {
  readonly #parts: WorkersParts
  readonly #slots: Slot[]
  /** So many of the slots have partitions; while that changes, batches wait. */
  #active: number
  #gate: Promise<void> = Promise.resolve()
  readonly #tables = new Map<string, Uint8Array>()
  #isStopped = false
  /** It is to be run without records, too. */
  ticks = false

  constructor(parts: WorkersParts) {
    this.#parts = parts
    this.#active = Math.max(1, Math.min(parts.scale.min, parts.partitions))
    const most = Math.min(parts.scale.max, parts.partitions)
    this.#slots = Array.from({ length: most }, () => ({ turn: Promise.resolve() }))
  }

  take(partition: number): Promise<readonly RunOutput[]> {
    return this.#inTurn(partition, (worker) => worker.take(partition, load_ms))
  }

  run(order: RunOrder, bytes: Uint8Array): Promise<RunOutput> {
    return this.#inTurn(order.partition, async (worker) => {
      const started = performance.now()
      const output = await worker.run(order, bytes, this.#parts.timeout_ms)
      this.#parts.onRun(output, performance.now() - started)
      return output
    })
  }

  confirm(partition: number, run: RunPosition): void {
    this.#slotOf(partition).worker?.confirm(partition, run)
  }

  /** The rows of a table from now on, as NDJSON. */
  giveTable(name: string, rows: Uint8Array): void {
    this.#tables.set(name, rows)
    for (const { worker } of this.#slots) worker?.giveTable(name, rows)
  }

  get pids(): number[] {
    return this.#slots.flatMap(({ worker }) => worker?.pid ?? [])
  }

  /** How many have partitions now. */
  get active(): number {
    return this.#active
  }

  get most(): number {
    return this.#slots.length
  }

  /** Spreads the partitions over so many workers, between two batches of each; a state goes with its partition. */
  async resize(active: number): Promise<void> {
    const before = this.#active
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#gate = promise
    try {
      // Whoever has passed the gate already has its turn by then.
      await new Promise(setImmediate)
      await Promise.all(this.#slots.map(({ turn }) => turn))
      for (let partition = 0; partition < this.#parts.partitions; partition++) {
        const { worker } = this.#slots[partition % before]!
        if (partition % before !== partition % active && worker && !worker.isGone) {
          await worker.release(partition, load_ms)
        }
      }
      this.#active = active
      for (const { worker } of this.#slots.slice(active)) worker?.kill()
    } finally {
      resolve()
    }
  }

  /** Ends all workers between two batches; the next batch has one again. */
  async rest(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#gate = promise
    await new Promise(setImmediate)
    await Promise.all(this.#slots.map(({ turn }) => turn))
    this.#kill()
    resolve()
  }

  /** Waits for the batches under way for a while, then kills. */
  async stop(grace_ms: number): Promise<void> {
    this.#isStopped = true
    const impatient = setTimeout(() => this.#kill(), grace_ms)
    await Promise.allSettled(this.#slots.map(({ turn }) => turn))
    clearTimeout(impatient)
    this.#kill()
    await Promise.all(this.#slots.map(({ worker }) => worker?.exited))
  }

  #kill(): void {
    for (const { worker } of this.#slots) worker?.kill()
  }

  #slotOf(partition: number): Slot {
    return this.#slots[partition % this.#active]!
  }

  async #inTurn<T>(partition: number, use: (worker: Worker) => Promise<T>): Promise<T> {
    await this.#gate
    const slot = this.#slotOf(partition)
    const turn = slot.turn.then(async () => use(await this.#workerOf(slot)))
    slot.turn = turn.catch(() => {})
    return turn
  }

  async #workerOf(slot: Slot): Promise<Worker> {
    if (this.#isStopped) throw new Error('the function was stopped')
    if (slot.worker && !slot.worker.isGone) return slot.worker
    await slot.worker?.exited
    const { pool, task, state, memory_bytes, readable, onOpened, onTrouble } = this.#parts
    const started = performance.now()
    const worker = pool.take({ memory_bytes, kind: task.body.kind, readable })
    worker.events = workerEvents(task.name, this.#parts.log)
    slot.worker = worker
    try {
      const { files, ticks } = await worker.open(task, state, load_ms)
      this.ticks = ticks
      for (const [name, rows] of this.#tables) worker.giveTable(name, rows)
      onOpened(files, performance.now() - started)
      onTrouble(undefined)
      return worker
    } catch (error) {
      worker.kill()
      const trouble = loadErrorOf(error, task)
      onTrouble(trouble)
      throw trouble
    }
  }
}
