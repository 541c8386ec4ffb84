/** Starts the functions of a project, and keeps the processes that they run in. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Log } from '../../lib/log.ts'
import type { ProjectFunction } from '../../project/project.ts'
import type { Stream } from '../../streams/stream.ts'
import { FunctionRun } from './function-run.ts'
import type { Task } from './protocol.ts'
import type { TableParts } from './tables.ts'
import { WorkerPool } from './worker-pool.ts'

export class FunctionEngine {
  readonly #tables: TableParts
  readonly #data: string
  readonly #folder: string
  readonly #log: Log
  readonly #pool: WorkerPool

  /** `data` is a folder of its own. */
  constructor(options: TableParts & { data: string }) {
    this.#tables = options
    this.#data = options.data
    this.#folder = options.folder
    this.#log = options.log
    mkdirSync(options.data, { recursive: true, mode: 0o700 })
    this.#pool = new WorkerPool(join(options.data, 'workers'), options.folder)
  }

  start(declared: ProjectFunction, intakeOf: (stream: string) => OutputStream): FunctionRun {
    const { name, body, config, secrets, memory_bytes, timeout_ms, batch_records, retries } = declared
    const names = [...(declared.to === undefined ? [] : [declared.to]), declared.errors, ...declared.sends]
    const intakes = names.map(intakeOf)
    const { stream: input } = intakeOf(declared.on)
    const task: Task = {
      name,
      stream: declared.on,
      folder: this.#folder,
      path: process.env.PATH ?? '',
      body,
      config,
      secrets,
      outputs: intakes.map(({ stream, key }) => ({ stream: stream.name, partitions: stream.partitions, key })),
      to: declared.to === undefined ? undefined : 0,
      errors: declared.to === undefined ? 0 : 1,
    }
    return new FunctionRun({
      task,
      tables: { ...this.#tables, sources: declared.tables },
      input,
      outputs: intakes.map(({ stream }) => stream),
      state: join(this.#data, 'state', name),
      pool: this.#pool,
      memory_bytes,
      timeout_ms,
      batch_records,
      retries,
      size: Math.min(declared.scale.max, input.partitions),
      log: this.#log,
    })
  }

  get pids(): number[] {
    return this.#pool.pids
  }

  stop(): Promise<void> {
    return this.#pool.stop()
  }
}

/** The intake of a stream, as far as functions need it. */
interface OutputStream {
  readonly stream: Stream
  readonly key: string | undefined
}
