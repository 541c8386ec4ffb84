/** Starts the functions of a project, and keeps the processes that they run in. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Log } from '../../lib/log.ts'
import type { ProjectFunction } from '../../project/project.ts'
import type { Stream } from '../../streams/stream.ts'
import { WorkerPool } from './pool/worker-pool.ts'
import type { Output, Task } from './protocol.ts'
import { FunctionRun } from './run/function-run.ts'
import type { TableParts } from './run/tables.ts'

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
    const { memory_bytes, timeout_ms, batch_records, retries } = declared
    const { stream: input } = intakeOf(declared.on)
    const task = taskOf(declared, this.#folder, (name) => {
      const { stream, key } = intakeOf(name)
      return { stream: name, partitions: stream.partitions, key }
    })
    return new FunctionRun({
      task,
      tables: { ...this.#tables, sources: declared.tables },
      input,
      outputs: task.outputs.map(({ stream }) => intakeOf(stream).stream),
      state: join(this.#data, 'state', declared.name),
      pool: this.#pool,
      memory_bytes,
      timeout_ms,
      batch_records,
      retries,
      scale: declared.scale,
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

/** A function as its workers have to know it. */
export function taskOf(declared: ProjectFunction, folder: string, outputOf: (stream: string) => Output): Task {
  const { name, on, body, config, secrets, to, errors, sends } = declared
  const streams = [...(to === undefined ? [] : [to]), errors, ...sends]
  return {
    name,
    stream: on,
    folder,
    path: process.env.PATH ?? '',
    body,
    config,
    secrets,
    outputs: streams.map(outputOf),
    to: to === undefined ? undefined : 0,
    errors: to === undefined ? 0 : 1,
  }
}

/** The intake of a stream, as far as functions need it. */
interface OutputStream {
  readonly stream: Stream
  readonly key: string | undefined
}
