/** Starts the functions of a project, and keeps the processes that they run in. */
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Log } from '../../lib/log.ts'
import type { Simulators } from '../../model/simulation.ts'
import { literalFolder } from '../../project/functions/landing-folder.ts'
import { triggerText } from '../../project/functions/trigger-text.ts'
import type { FunctionTrigger, ProjectFunction } from '../../project/project.ts'
import type { SourceDeclaration } from '../../sources/source.ts'
import type { Intake } from '../intake.ts'
import { runSource } from '../source-runner.ts'
import { HttpRun } from './http/http-run.ts'
import { WorkerPool } from './pool/worker-pool.ts'
import type { Destination, LeftFile, Task } from './protocol.ts'
import { FunctionRun } from './run/function-run.ts'
import type { TableParts } from './run/tables.ts'
import type { RunningFunction } from './running-function.ts'
import { ScheduleTrigger } from './triggers/schedule-trigger.ts'
import { type Trigger, TriggeredRun } from './triggers/triggered-run.ts'

/** What tells of files, and how it is told which ones to tell of again. */
export interface LandedFiles {
  readonly source: SourceDeclaration
  noteAgain(state: string, name: string, files: readonly LeftFile[]): Promise<void>
}

/** In the data folder. */
export const functionsFolder = 'functions'
/** Within: a folder for each worker process, for as long as it lives. */
const workers = 'workers'
export const workersFolder = join(functionsFolder, workers)

export class FunctionEngine {
  readonly #tables: TableParts
  readonly #landed: LandedFiles
  readonly #simulators: Simulators
  readonly #data: string
  readonly #folder: string
  readonly #log: Log
  readonly #pool: WorkerPool

  /** `data` is a folder of its own; `landed` tells of files. */
  constructor(options: TableParts & { data: string; landed: LandedFiles; simulators: Simulators }) {
    this.#tables = options
    this.#landed = options.landed
    this.#simulators = options.simulators
    this.#data = options.data
    this.#folder = options.folder
    this.#log = options.log
    mkdirSync(options.data, { recursive: true, mode: 0o700 })
    this.#pool = new WorkerPool(join(options.data, workers), options.folder)
  }

  start(declared: ProjectFunction, intakeOf: (stream: string) => FunctionIntake): RunningFunction {
    const { name, trigger, on } = declared
    const task = taskOf(declared, this.#folder, (name) => {
      const { stream, key } = intakeOf(name)
      return { stream: name, partitions: stream.partitions, key }
    })
    const { memory_bytes, timeout_ms, scale } = declared
    const parts = {
      task,
      outputs: task.outputs.map(({ stream }) => intakeOf(stream).stream),
      state: join(this.#data, 'state', name),
      pool: this.#pool,
      memory_bytes,
      timeout_ms,
      scale,
      trigger: triggerText(declared),
      log: this.#log,
    }
    if (trigger.kind === 'http') return new HttpRun(parts)
    const intake = intakeOf(on)
    const { batch_records, retries, tables } = declared
    const run = new FunctionRun({
      ...parts,
      tables: { ...this.#tables, sources: tables },
      input: intake.stream,
      batch_records,
      retries,
      readable: task.landing,
      ...(trigger.kind === 'file' && {
        onLeft: (files, position) => this.#landed.noteAgain(this.#landedState(name), String(position), files),
      }),
    })
    if (trigger.kind === 'stream') return run
    return new TriggeredRun(run, this.#triggerOf(declared, run, intake), intake.stream)
  }

  #triggerOf({ name, trigger }: ProjectFunction, run: FunctionRun, intake: FunctionIntake): Trigger {
    if (trigger.kind === 'schedule') {
      const isBusy = () => run.lag_records > 0
      const times = new ScheduleTrigger({ name, schedule: trigger, stream: intake.stream, isBusy, log: this.#log })
      return {
        get schedule() {
          return times.report
        },
        stop: () => times.stop(),
      }
    }
    const { patterns, settle_ms } = trigger as FileTrigger
    const files = runSource({
      name: 'files',
      declaration: this.#landed.source,
      options: { path: patterns, settle: `${settle_ms}ms`, poll: '1s', remember: '30d' },
      folder: this.#folder,
      state: this.#landedState(name),
      formats: this.#tables.formats,
      simulators: this.#simulators,
      intake,
      log: this.#log.child({ function: name }),
    })
    return {
      get error() {
        return files.status.error
      },
      stop: () => files.stop(),
    }
  }

  #landedState(name: string): string {
    return join(this.#data, 'landed', name)
  }

  get pids(): number[] {
    return this.#pool.pids
  }

  stop(): Promise<void> {
    return this.#pool.stop()
  }
}

/** A function as its workers have to know it. */
export function taskOf(declared: ProjectFunction, folder: string, outputOf: (stream: string) => Destination): Task {
  const { name, on, trigger, body, config, secrets, to, errors, sends } = declared
  const streams = [...(to === undefined ? [] : [to]), errors, ...sends]
  return {
    name,
    stream: on,
    handler: trigger.kind === 'stream' ? 'run' : trigger.kind,
    folder,
    // What it may read, though the folder may be made later than its process.
    landing: trigger.kind === 'file' ? trigger.patterns.map((each) => resolve(folder, literalFolder(each))) : [],
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
type FunctionIntake = Pick<Intake, 'stream' | 'key' | 'append' | 'partitioned' | 'store'>

type FileTrigger = Extract<FunctionTrigger, { kind: 'file' }>
