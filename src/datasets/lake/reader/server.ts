import type { ErrorBody } from '../../../lib/errors.ts'
import { messageOf, UserError } from '../../../lib/errors.ts'
import type { QueryResult } from '../../dataset.ts'
import { quoteName } from '../catalogue/column-type.ts'
import { listDatasets } from './dataset-list.ts'
import { openEngine } from './engine.ts'
import { FatalEngineError } from './engine-error.ts'
import { formats } from './formats/format.ts'
import { ndjson } from './formats/json.ts'
import { pieces } from './pieces.ts'
import {
  type FromReader,
  pieceWindow,
  type ReaderSettings,
  type Request,
  type SqlRequest,
  type StopReason,
} from './protocol.ts'
import { limitRows } from './row-limit.ts'
import { search } from './search.ts'
import type { Relation } from './search-context.ts'
import { Snapshot } from './snapshot.ts'
import { type Engine, Run } from './sql-run.ts'
import { Views } from './views.ts'

/** One request on its way: its runs, whether it was stopped, and how many pieces may still go out. */
interface Job {
  readonly id: number
  readonly runs: Set<Run>
  stopped: StopReason | undefined
  credit: number
  wake: (() => void) | undefined
}

/** Answers requests, several at a time. `send` resolves once the message is on its way. */
export class ReaderServer {
  readonly #engine: Engine
  readonly #scratch: string
  readonly #send: (message: FromReader) => Promise<void>
  readonly #jobs = new Map<number, Job>()

  private constructor(engine: Engine, scratch: string, send: (message: FromReader) => Promise<void>) {
    this.#engine = engine
    this.#scratch = scratch
    this.#send = send
  }

  static async open(settings: ReaderSettings, send: (message: FromReader) => Promise<void>): Promise<ReaderServer> {
    const instance = await openEngine(settings)
    const snapshot = new Snapshot(settings.folder)
    const engine: Engine = { instance, snapshot, views: new Views(snapshot), folder: settings.folder }
    return new ReaderServer(engine, settings.scratch, send)
  }

  /** Never rejects: what goes wrong is told to the caller. Resolves to true when this process must end. */
  async start(id: number, request: Request): Promise<boolean> {
    const job: Job = { id, runs: new Set(), stopped: undefined, credit: pieceWindow, wake: undefined }
    this.#jobs.set(id, job)
    try {
      await this.#answer(job, request)
      return false
    } catch (error) {
      await this.#send({ kind: 'failed', id, error: bodyOf(error) })
      return error instanceof FatalEngineError
    } finally {
      this.#jobs.delete(id)
    }
  }

  more(id: number): void {
    const job = this.#jobs.get(id)
    if (!job) return
    job.credit++
    job.wake?.()
  }

  stop(id: number, reason: StopReason): void {
    const job = this.#jobs.get(id)
    if (!job || job.stopped) return
    job.stopped = reason
    for (const run of job.runs) run.stop(reason)
    job.wake?.()
  }

  async #answer(job: Job, request: Request): Promise<void> {
    const { id } = job
    switch (request.kind) {
      case 'list':
        return this.#send({ kind: 'done', id, value: listDatasets(this.#engine.snapshot) })
      case 'search': {
        this.#engine.snapshot.refresh()
        const value = await search(request.query, {
          folder: this.#engine.folder,
          table: (name) => this.#engine.snapshot.table(name),
          runTrusted: (sql, params, datasets, relations) => this.#runTrusted(job, sql, params, datasets, relations),
        })
        return this.#send({ kind: 'done', id, value })
      }
      case 'sql':
        await this.#within(job, (run) => this.#sendResult(job, run, request))
        return this.#send({ kind: 'done', id })
    }
  }

  async #sendResult(job: Job, run: Run, request: SqlRequest): Promise<void> {
    const { columns, chunks } = await run.start(request)
    const format = await formats[request.format]()
    const bytes = format(columns, limitRows(chunks, request.rows), { scratch: this.#scratch })
    for await (const piece of pieces(bytes)) {
      while (job.credit === 0 && !job.stopped) {
        await new Promise<void>((resolve) => {
          job.wake = resolve
        })
      }
      job.credit--
      await this.#send({ kind: 'piece', id: job.id, bytes: piece })
    }
  }

  async #runTrusted(
    job: Job,
    sql: string,
    params: Readonly<Record<string, unknown>>,
    datasets: readonly string[],
    relations: readonly Relation[] = [],
  ): Promise<QueryResult> {
    return this.#within(job, async (run) => {
      for (const { name, dataset, files } of relations) {
        const table = this.#engine.snapshot.table(dataset)
        if (!table) continue
        const relation = await this.#engine.views.relation(run.connection, table, files)
        await run.connection.run(`create temp view ${quoteName(name)} as ${relation}`)
      }
      const { columns, chunks } = await run.startTrusted(sql, params, datasets)
      const rows: Record<string, unknown>[] = []
      for await (const bytes of ndjson(columns, chunks, { scratch: this.#scratch })) {
        for (const line of Buffer.from(bytes).toString().split('\n')) if (line !== '') rows.push(JSON.parse(line))
      }
      return { columns: columns.map(({ name, type }) => ({ name, type: String(type) })), rows }
    })
  }

  async #within<T>(job: Job, work: (run: Run) => Promise<T>): Promise<T> {
    const run = await Run.open(this.#engine)
    job.runs.add(run)
    if (job.stopped) run.stop(job.stopped)
    try {
      return await work(run)
    } finally {
      job.runs.delete(run)
      run.close()
    }
  }
}

function bodyOf(error: unknown): ErrorBody {
  if (error instanceof UserError) return error.toBody()
  if (error instanceof FatalEngineError) {
    return new UserError('unavailable', 'cannot finish query: the engine broke on it', {
      hint: 'Try again, or write it in another way.',
    }).toBody()
  }
  return { code: 'internal', message: error instanceof Error ? (error.stack ?? error.message) : messageOf(error) }
}
