/** One function of a project while it runs: its workers, and the partitions of its input. */
import type { TableSource } from '../../../functions/function.ts'
import { messageOf, type UserError } from '../../../lib/errors.ts'
import type { Log } from '../../../lib/log.ts'
import { sleep } from '../../../lib/sleep.ts'
import { offsetOf } from '../../../model/offset.ts'
import type { FunctionReport } from '../../../model/status-report.ts'
import type { Stream } from '../../../streams/stream.ts'
import { type Scale, Scaling } from '../pool/scaling.ts'
import type { WorkerPool } from '../pool/worker-pool.ts'
import { Workers } from '../pool/workers.ts'
import type { Task } from '../protocol.ts'
import type { RunningFunction } from '../running-function.ts'
import { Isolation } from './isolation.ts'
import { lagOf, PartitionRun } from './partition-run.ts'
import { type FunctionTotals, Progress, type ProgressParts } from './progress.ts'
import { FunctionStatistics } from './statistics.ts'
import { followTables, type TableParts } from './tables.ts'

export interface FunctionParts {
  readonly task: Task
  readonly tables: TableParts & { readonly sources: readonly TableSource[] }
  readonly input: Stream
  readonly outputs: readonly Stream[]
  /** Where its state is kept. */
  readonly state: string
  readonly pool: WorkerPool
  readonly memory_bytes: number
  readonly timeout_ms: number
  readonly batch_records: number
  /** Folders that it may read besides the project. */
  readonly readable: readonly string[]
  readonly retries: number
  /** For what runs on files: those that had changed before they were read. */
  readonly onLeft?: ProgressParts['onLeft']
  readonly scale: Scale
  /** In words, where it is not the records of a stream. */
  readonly trigger: string | undefined
  readonly log: Log
}

/** How long a batch under way may take to end when the function stops; what it would have given is given again later. */
const stopGrace_ms = 1500
const look_ms = 1000

export class FunctionRun implements RunningFunction {
  readonly on: string
  readonly statistics = new FunctionStatistics()
  readonly #parts: FunctionParts
  readonly #stop = new AbortController()
  readonly #progress: readonly Progress[]
  readonly #running: Promise<unknown>
  readonly #workers: Workers
  /** The files of the project that the function consists of, as they were loaded. */
  files: readonly string[] = []
  error: UserError | undefined

  constructor(parts: FunctionParts) {
    this.#parts = parts
    const { input, outputs, task, log, retries, batch_records, onLeft } = parts
    const { signal } = this.#stop
    this.on = input.name
    this.#progress = Array.from(
      { length: input.partitions },
      (_, partition) =>
        new Progress({ name: task.name, input, partition, outputs, signal, log, ...(onLeft && { onLeft }) }),
    )
    this.#hold()
    this.#workers = new Workers({
      ...parts,
      partitions: input.partitions,
      onOpened: (files, took_ms) => {
        this.files = files
        this.statistics.started(took_ms)
      },
      onRun: (given, took_ms) => this.statistics.ran(given, took_ms),
      onTrouble: (error) => {
        this.error = error
      },
    })
    void this.#scale()
    const runs = this.#progress.map((progress, partition) => {
      const isolation = new Isolation({
        task,
        partition,
        workers: this.#workers,
        retries,
        signal,
        log,
        onError: () => this.statistics.failed(),
      })
      const onStored = () => this.#hold()
      return new PartitionRun({ task, input, partition, progress, isolation, batch_records, signal, log, onStored })
    })
    this.#running = this.#readTables().then(() => Promise.all(runs.map((run) => run.run())))
  }

  /** Looks once a second whether there are too few workers or too many. */
  async #scale(): Promise<void> {
    const { signal } = this.#stop
    const scaling = new Scaling(this.#parts.scale)
    let before = this.statistics.cpu_ms
    while (!signal.aborted) {
      await sleep(look_ms, signal)
      const { active, most } = this.#workers
      const cpu = (100 * (this.statistics.cpu_ms - before)) / look_ms / active
      before = this.statistics.cpu_ms
      const wanted = scaling.look({ active, most, lag_records: this.lag_records, cpu })
      if (signal.aborted) return
      try {
        if (wanted === 0) await this.#workers.rest()
        else if (wanted !== active) await this.#workers.resize(wanted)
      } catch (error) {
        this.#parts.log.warn(`cannot change the workers of function "${this.#parts.task.name}": ${messageOf(error)}`)
      }
    }
  }

  async #readTables(): Promise<void> {
    const { sources, ...parts } = this.#parts.tables
    if (sources.length === 0) return
    const onRows = (name: string, rows: Uint8Array) => this.#workers.giveTable(name, rows)
    await followTables(sources, parts, { signal: this.#stop.signal, onRows })
  }

  /** What became of the records of its input. */
  get totals(): FunctionTotals {
    const sum = (name: keyof FunctionTotals) => this.#progress.reduce((all, { totals }) => all + totals[name], 0)
    return {
      stored: sum('stored'),
      rejected: sum('rejected'),
      dropped: sum('dropped'),
      late_dropped: sum('late_dropped'),
      duplicate: sum('duplicate'),
    }
  }

  get lag_records(): number {
    return this.#progress.reduce(
      (sum, { position }, partition) => sum + lagOf(this.#parts.input, partition, position),
      0,
    )
  }

  get report(): FunctionReport {
    return {
      on: this.on,
      ...(this.#parts.trigger === undefined ? {} : { trigger: this.#parts.trigger }),
      ...this.statistics.report(this.pids.length, this.error),
      lag_records: this.lag_records,
    }
  }

  get pids(): number[] {
    return this.#workers.pids
  }

  /** Ends after the batch under way. */
  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#workers.stop(stopGrace_ms)
    await this.#running
  }

  /** Its input keeps nothing for it any more. */
  release(): void {
    this.#parts.input.release(this.#consumer)
  }

  get #consumer(): string {
    return `function:${this.#parts.task.name}`
  }

  #hold(): void {
    const positions = this.#progress.map(({ position }, partition) => position ?? offsetOf(partition, 0))
    this.#parts.input.hold(this.#consumer, positions)
  }
}
