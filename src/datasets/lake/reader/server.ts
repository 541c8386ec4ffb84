import type { ErrorBody } from '../../../lib/errors.ts'
import { messageOf, UserError } from '../../../lib/errors.ts'
import type { TenantScope } from '../../dataset.ts'
import { Connections } from './connections.ts'
import { listDatasets } from './dataset-list.ts'
import { openEngine } from './engine.ts'
import { FatalEngineError, UnreadableFileError } from './engine-error.ts'
import { formats } from './formats/format.ts'
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
import type { SearchContext } from './search-context.ts'
import { SearchMemory } from './search-memory.ts'
import { Catalogue } from './snapshot.ts'
import { type Engine, Run, rowsOf } from './sql-run.ts'
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
    const catalogue = new Catalogue(settings.folder)
    const engine: Engine = {
      connections: new Connections(instance),
      catalogue,
      views: new Views(),
      memory: new SearchMemory(),
      folder: settings.folder,
    }
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
      const isUnreadable = error instanceof UnreadableFileError || error instanceof FatalEngineError
      await this.#send({ kind: 'failed', id, error: bodyOf(error), isUnreadable })
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
        return this.#send({
          kind: 'done',
          id,
          value: listDatasets(this.#engine.catalogue.latest(), this.#engine.folder),
        })
      case 'search': {
        const value = await search(request.query, this.#searchContext(job, request.query.scope.tenant))
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

  #searchContext(job: Job, tenant: TenantScope | undefined): SearchContext {
    const snapshot = this.#engine.catalogue.latest()
    return {
      folder: this.#engine.folder,
      table: (name) => snapshot.table(name),
      memory: this.#engine.memory,
      tenant,
      runTrusted: (statement) =>
        this.#within(job, async (run) => rowsOf(await run.startTrusted(statement, snapshot, tenant))),
    }
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
