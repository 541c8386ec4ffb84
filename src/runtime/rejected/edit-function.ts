/** A file of the project that edits rejected records: a function that is given each of them alone, in a worker apart. */
import { existsSync } from 'node:fs'
import { isAbsolute, join, normalize } from 'node:path'
import { UserError } from '../../lib/errors.ts'
import { type JsonRecord, maybeRecord, parseJson, recordText } from '../../model/record.ts'
import type { RejectedReport } from '../../model/rejected-report.ts'
import { loadErrorOf } from '../functions/pool/load-error.ts'
import { RunError, type Worker } from '../functions/pool/worker.ts'
import type { WorkerPool } from '../functions/pool/worker-pool.ts'
import type { Task } from '../functions/protocol.ts'

const load_ms = 30_000
const record_ms = 5000
const memory_bytes = 256 << 20
/** A function that ends its process so often ends it always. */
const strikes = 3

export interface EditFunctionParts {
  readonly file: string
  readonly folder: string
  readonly pool: WorkerPool
  /** Where it may keep state, for as long as it is open. */
  readonly state: string
}

/** Throws for what is no file of the project that could be a function. */
export function checkEditFile(file: string, folder: string): string {
  const path = normalize(file)
  const [why, hint] =
    isAbsolute(path) || path.split('/').some((name) => name.startsWith('.'))
      ? ['it lies outside of the project', 'Name a file of the project, such as functions/mend.ts.']
      : !/\.(ts|mts|js|mjs)$/.test(path)
        ? ['expecting a file that ends in .ts, .mts, .js or .mjs', 'Name one such as functions/mend.ts.']
        : existsSync(join(folder, path))
          ? []
          : ['there is no such file', 'Correct the path, or create the file.']
  if (why) throw new UserError('invalid', `cannot edit by "${file}": ${why}`, { hint })
  return path
}

export class EditFunction {
  readonly #parts: EditFunctionParts
  readonly #task: Task
  #worker: Worker | undefined
  #runs = 0
  #ended = 0

  constructor(parts: EditFunctionParts) {
    this.#parts = parts
    const { file, folder } = parts
    this.#task = {
      name: file,
      stream: 'rejected',
      handler: 'run',
      folder,
      landing: [],
      path: process.env.PATH ?? '',
      body: { kind: 'module', path: join(folder, file) },
      config: {},
      secrets: {},
      outputs: ['edited', 'left'].map((stream) => ({ stream, partitions: 1 })),
      to: 0,
      errors: 1,
    }
  }

  /** The new text of the record, or why there is none. Throws where the function cannot be loaded, or ends its process again and again. */
  async edit(record: RejectedReport): Promise<{ readonly text: string } | { readonly why: string }> {
    const worker = await this.#workerNow()
    const line = Buffer.from(`${recordText(givenOf(record))}\n`)
    const order = { partition: 0, position: ++this.#runs, turn: 0, origins: [] }
    try {
      const { result, body } = await worker.run(order, line, record_ms)
      if (result.kept) worker.confirm(0, result)
      const [first] = result.parts
      const lines = body.toString('utf8', 0, first?.length).trimEnd().split('\n')
      if (result.parts.length > 1 || lines.length > 1) return { why: 'it gave several records: expecting one' }
      if (!first) return { why: 'it gave no record' }
      if (first.output === 0) return { text: lines[0]! }
      return { why: String((parseJson(lines[0]!) as JsonRecord).reason) }
    } catch (error) {
      if (!(error instanceof RunError)) throw error
      const { message, at } = error.failure
      const why = at ? `${message} (${at.file}:${at.line}:${at.column})` : message
      if (error.kind !== 'threw' && ++this.#ended >= strikes) {
        throw new UserError('invalid', `cannot edit by "${this.#task.name}": ${why}`, { hint: 'Correct the function.' })
      }
      return { why }
    }
  }

  async close(): Promise<void> {
    this.#worker?.kill()
    await this.#worker?.exited
  }

  async #workerNow(): Promise<Worker> {
    if (this.#worker && !this.#worker.isGone) return this.#worker
    await this.#worker?.exited
    this.#worker = this.#parts.pool.take({ memory_bytes, kind: 'module' })
    try {
      await this.#worker.open(this.#task, this.#parts.state, load_ms)
    } catch (error) {
      throw loadErrorOf(error, this.#task)
    }
    return this.#worker
  }
}

/** `record` is what the text says, where it says a record. */
function givenOf({ text, reason, source, line, request }: RejectedReport): JsonRecord {
  return { text, reason, source, line, request, record: maybeRecord(text ?? '') ?? null }
}
