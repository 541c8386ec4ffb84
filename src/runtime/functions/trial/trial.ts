/** A function that is tried apart from any stream: it is given records in a worker as it runs in, and tells what it gives. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UserError } from '../../../lib/errors.ts'
import { didYouMean } from '../../../lib/similar.ts'
import { countLines } from '../../../model/batch.ts'
import { type JsonRecord, recordText } from '../../../model/record.ts'
import type { CaseTable } from '../../../project/functions/case-tables.ts'
import { recordsIn } from '../../../project/functions/cases.ts'
import type { Project, ProjectFunction } from '../../../project/project.ts'
import { taskOf } from '../function-engine.ts'
import { loadErrorOf } from '../pool/load-error.ts'
import { type Answered, RunError, type RunOutput, type Worker } from '../pool/worker.ts'
import { WorkerPool } from '../pool/worker-pool.ts'
import type { Task } from '../protocol.ts'
import { tableName } from '../table-name.ts'
import { requestOf, shownAnswer } from './request-trial.ts'

export interface Outcome {
  /** What it gave to `to`. */
  readonly gives: readonly unknown[]
  /** The reasons of what it rejected. */
  readonly rejects: readonly string[]
  /** All records by the streams that they went to, that of `to` and the error stream included. */
  readonly sends: ReadonlyMap<string, readonly unknown[]>
  /** What it answered to requests. */
  readonly answers: readonly unknown[]
  /** Why it failed, with the place; then it gave nothing. */
  readonly failure?: string
  /** What it logged and printed. */
  readonly lines: readonly string[]
}

const load_ms = 30_000

/** Where functions are tried; what they write there goes with it. */
export class Trials {
  readonly #project: Project
  readonly #scratch = mkdtempSync(join(tmpdir(), 'caudal-test-'))
  readonly #pool: WorkerPool

  constructor(project: Project) {
    this.#project = project
    this.#pool = new WorkerPool(join(this.#scratch, 'workers'), project.folder)
  }

  /** A function of the project. Throws `not_found` with the names that there are. */
  open(name: string): Trial {
    const { functions, folder } = this.#project
    const declared = functions.get(name)
    if (!declared) {
      const names = [...functions.keys()]
      throw new UserError('not_found', `cannot run function "${name}": the project has none of this name`, {
        hint: didYouMean(name, names) ?? `The functions are: ${names.join(', ')}.`,
      })
    }
    return new Trial(declared, folder, this.#pool, join(this.#scratch, 'state', name))
  }

  async close(): Promise<void> {
    await this.#pool.stop()
    rmSync(this.#scratch, { recursive: true, force: true })
  }
}

/** One function with some records, and the tables that it looks into, once. */
export async function tryFunction(
  project: Project,
  name: string,
  records: readonly JsonRecord[],
  tables: readonly CaseTable[],
): Promise<Outcome> {
  const trials = new Trials(project)
  try {
    const trial = trials.open(name)
    const outcome = await trial.run(Buffer.from(records.map((record) => `${recordText(record)}\n`).join('')), tables)
    await trial.close()
    return outcome
  } finally {
    await trials.close()
  }
}

class Trial {
  readonly #declared: ProjectFunction
  readonly #task: Task
  readonly #pool: WorkerPool
  readonly #state: string
  #worker: Worker | undefined
  #lines: string[] = []
  #runs = 0

  constructor(declared: ProjectFunction, folder: string, pool: WorkerPool, state: string) {
    this.#declared = declared
    this.#task = taskOf(declared, folder, (stream) => ({ stream, partitions: 1 }))
    this.#pool = pool
    this.#state = state
  }

  /** Begins with no state. Throws `UserError` where the function cannot be loaded. */
  async run(given: Uint8Array, tables: readonly CaseTable[]): Promise<Outcome> {
    this.#lines = []
    const worker = await this.#workerNow()
    for (const { source, rows } of tables) worker.giveTable(tableName(source), rows)
    try {
      return this.#declared.trigger.kind === 'http'
        ? await this.#request(worker, recordsIn(given) as JsonRecord[])
        : await this.#batch(worker, given)
    } catch (error) {
      if (!(error instanceof RunError)) throw error
      const { at, message: why } = error.failure
      const message = error.kind === 'threw' ? why : `cannot run function "${this.#task.name}": ${why}`
      const failure = at ? `${message} (${at.file}:${at.line}:${at.column})` : message
      return { gives: [], rejects: [], sends: new Map(), answers: [], failure, lines: this.#lines }
    }
  }

  async #batch(worker: Worker, given: Uint8Array): Promise<Outcome> {
    const count = countLines(given)
    // Each run is a partition of its own, and so begins with no state.
    const order = { partition: this.#runs++, position: count, turn: 0, origins: [{ offset: 0, count, source: 'test' }] }
    return this.#outcomeOf([await worker.run(order, given, this.#declared.timeout_ms)])
  }

  /** Requests one after the other. */
  async #request(worker: Worker, requests: readonly JsonRecord[]): Promise<Outcome> {
    const answered: Answered[] = []
    for (const [index, given] of requests.entries()) {
      const { head, body } = requestOf(given, this.#declared, `request-${index + 1}`)
      answered.push(await worker.answer(head, body, this.#declared.timeout_ms))
    }
    return { ...this.#outcomeOf(answered.map(({ output }) => output)), answers: answered.map(shownAnswer) }
  }

  async close(): Promise<void> {
    this.#worker?.kill()
    await this.#worker?.exited
  }

  async #workerNow(): Promise<Worker> {
    if (this.#worker && !this.#worker.isGone) return this.#worker
    const { memory_bytes, body } = this.#declared
    const worker = this.#pool.take({ memory_bytes, kind: body.kind })
    this.#worker = worker
    worker.events = { log: (_, message) => this.#lines.push(message), print: (line) => this.#lines.push(line) }
    try {
      await worker.open(this.#task, this.#state, load_ms)
    } catch (error) {
      throw loadErrorOf(error, this.#task)
    }
    return worker
  }

  #outcomeOf(all: readonly RunOutput[]): Outcome {
    const { outputs, to, errors } = this.#task
    const given = outputs.map((): unknown[] => [])
    for (const { result, body } of all) {
      let start = 0
      for (const { output, length } of result.parts) {
        given[output]!.push(...recordsIn(body.subarray(start, start + length)))
        start += length
      }
    }
    return {
      gives: to === undefined ? [] : given[to]!,
      rejects: (given[errors] as { reason: string }[]).map(({ reason }) => reason),
      sends: new Map(outputs.map(({ stream }, index) => [stream, given[index]!])),
      answers: [],
      lines: this.#lines,
    }
  }
}
