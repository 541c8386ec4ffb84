/**
 * Keeps views as their inputs are. What was committed, by whomever, shows in the versions of the inputs; they are looked at often, for
 * that costs microseconds. A view waits for the views that it reads; a few are computed at a time, each once at a time, and
 * what changes meanwhile makes it due again.
 */
import type { DatasetReader, ViewRows, ViewStore } from '../../datasets/dataset.ts'
import { messageOf, UserError } from '../../lib/errors.ts'
import type { Log } from '../../lib/log.ts'
import { isPassing } from '../../lib/passing.ts'
import { didYouMean } from '../../lib/similar.ts'
import type { Refresh, ViewReport } from '../../model/view-report.ts'
import type { ProjectView } from '../../project/project.ts'
import { placeIn } from '../../project/sql-text.ts'
import type { Stages } from '../stage.ts'
import { Computation } from './computation.ts'
import { exportView } from './export.ts'
import { ViewRun } from './view-run.ts'

export interface ViewsParts {
  readonly folder: string
  readonly store: ViewStore
  readonly reader: DatasetReader
  readonly log: Log
}

const look_ms = 100
const mostUnderWay = 2
/** How a refresh that somebody asked for is called among the causes. */
const byHand = 'by hand'
/** A file that could not be written is tried again after these. */
const exportPauses = { first_ms: 1000, longest_ms: 60_000 }
export class Views {
  readonly #parts: ViewsParts
  readonly #runs = new Map<string, ViewRun>()
  readonly #stop = new AbortController()
  readonly #computation: Computation
  #timer: NodeJS.Timeout | undefined
  #left: readonly { name: string; rows: number }[] = []

  constructor(parts: ViewsParts) {
    this.#parts = parts
    this.#computation = new Computation(parts.reader, parts.log, this.#stop.signal)
  }

  /** Before the first view is started: rows of views that are none of these were left by an earlier project. */
  async open(views: ReadonlyMap<string, ProjectView>): Promise<void> {
    this.#left = (await this.#parts.store.list()).filter(({ name }) => !views.has(name))
    for (const { name } of this.#left) this.#tellThatLeft(name)
    this.#timer ??= setInterval(() => this.#look(), look_ms)
  }

  get stages(): Pick<Stages, 'views'> {
    return { views: { start: (view) => this.#startView(view), stop: (view, next) => this.#stopView(view, next) } }
  }

  async #startView(view: ProjectView): Promise<void> {
    const { store, reader } = this.#parts
    const stored = (await store.list()).find(({ name }) => name === view.name)
    this.#left = this.#left.filter(({ name }) => name !== view.name)
    this.#runs.set(view.name, new ViewRun(view, reader, stored))
  }

  /** Rows of a view that is no part of the project any more stay. */
  #stopView({ name }: ProjectView, next: ProjectView | undefined): void {
    const run = this.#runs.get(name)
    // One that changes is there until it is started anew.
    if (next || !run) return
    this.#runs.delete(name)
    this.#left = [...this.#left, { name, rows: run.rows }]
    this.#tellThatLeft(name)
  }

  #tellThatLeft(name: string): void {
    this.#parts.log.warn(`view "${name}" is no part of the project any more; its rows stay as they are`, {
      hint: `Remove them with: caudal views remove ${name}`,
    })
  }

  /** Computes it now; resolves once its rows are stored. */
  async refresh(name: string): Promise<Refresh> {
    const run = this.#runs.get(name)
    if (!run) throw this.#unknown('refresh', name)
    while (run.underWay) await run.underWay.catch(() => {})
    run.ask(byHand)
    return this.#start(run, run.pending(Date.now()))
  }

  async history(name: string, limit: number): Promise<readonly Refresh[]> {
    if (!this.#runs.has(name) && !this.#left.some((view) => view.name === name))
      throw this.#unknown('show the history of', name)
    return this.#parts.store.history(name, limit)
  }

  /** Only of a view that is no part of the project any more: another one would come again. */
  async remove(name: string): Promise<void> {
    if (this.#runs.has(name)) {
      throw new UserError('conflict', `cannot remove view "${name}": the project has it`, {
        hint: 'Remove it from caudal.yaml first.',
      })
    }
    if (!this.#left.some((view) => view.name === name)) throw this.#unknown('remove', name)
    await this.#parts.store.remove(name)
    this.#left = this.#left.filter((view) => view.name !== name)
  }

  /** The same as `list`, with what is computed anew when rows of the inputs come or go. */
  async explain(): Promise<ViewReport[]> {
    const datasets = await this.#parts.reader.list()
    for (const run of this.#runs.values()) run.scope = this.#computation.scopeOf(run, datasets)
    return this.list()
  }

  list(): ViewReport[] {
    const left = this.#left.map(({ name, rows }) => ({ name, state: 'left' as const, inputs: [], rows }))
    return [...[...this.#runs.values()].map((run) => run.report()), ...left]
  }

  /** Waits for what is under way. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    this.#stop.abort()
    await Promise.allSettled([...this.#runs.values()].map((run) => run.underWay))
  }

  #look(): void {
    if (this.#stop.signal.aborted) return
    const now = Date.now()
    for (const run of this.#runs.values()) {
      if ([...this.#runs.values()].filter(({ underWay }) => underWay).length >= mostUnderWay) return
      const causes = run.causes(now)
      if (causes.length > 0 && !this.#isMoving(run, now)) void this.#start(run, causes).catch(() => {})
      else if (causes.length === 0) this.#exportIfDue(run)
    }
  }

  /** Whether a view that it reads is about to change: it would be computed twice. One that fails is not waited for. */
  #isMoving(run: ViewRun, now: number): boolean {
    return run.view.inputs.some((name) => {
      const input = this.#runs.get(name)
      return input && (input.underWay || (!input.error && input.causes(now).length > 0) || this.#isMoving(input, now))
    })
  }

  #exportIfDue(run: ViewRun): void {
    if (run.underWay || run.error || !run.needsExport || !run.exportPause.isOver) return
    run.underWay = this.#export(run).finally(() => {
      run.underWay = undefined
    })
  }

  #start(run: ViewRun, causes: readonly string[]): Promise<Refresh> {
    const underWay = this.#compute(run, causes).finally(() => {
      run.underWay = undefined
    })
    run.underWay = underWay
    return underWay
  }

  async #compute(run: ViewRun, cause: readonly string[]): Promise<Refresh> {
    const { view } = run
    // Before the query: what is committed while it runs makes the view due again.
    const versions = run.nowInLake()
    const started_ms = Date.now()
    const about = { view: view.name, started_ms, cause: [...new Set(cause)], history_ms: view.history_ms }
    run.begin()
    try {
      const refresh = await this.#exchange(run, { ...about, version: JSON.stringify(versions) }, isAskedFor(cause))
      run.succeeded(versions, refresh)
      const isAsked = isAskedFor(cause) || run.needsExport
      if (view.export && (refresh.outcome === 'changed' || isAsked)) await this.#export(run)
      return refresh
    } catch (error) {
      if (this.#stop.signal.aborted) throw error
      throw await this.#failed(run, versions, about, error)
    }
  }

  /** Whoever asks for a view gets all of it anew; a part that cannot be exchanged is followed by the whole. */
  async #exchange(run: ViewRun, about: ViewRows, isWhole: boolean): Promise<Refresh> {
    const computed = await this.#computation.rowsOf(run, isWhole)
    if (computed === 'nothing') return nothingChanged(about, run.rows)
    const { parquet, part } = computed
    const key = run.view.key ? { key: run.view.key } : {}
    try {
      return await this.#parts.store.replace({ ...about, ...key, ...(part ? { part } : {}) }, parquet)
    } catch (error) {
      if (!part || this.#stop.signal.aborted || isPassing(error)) throw error
      this.#parts.log.debug(`view "${run.view.name}" is computed whole: ${messageOf(error)}`)
      return this.#exchange(run, about, true)
    }
  }

  async #failed(
    run: ViewRun,
    versions: ReturnType<ViewRun['now']>,
    about: Parameters<ViewStore['fail']>[0],
    error: unknown,
  ): Promise<UserError> {
    const { view } = run
    const told = error instanceof UserError ? inProject(view, error) : ofOurs(view, error)
    const mayPass = !(error instanceof UserError) || isPassing(error) || error.code === 'cancelled'
    run.isWaiting = !mayPass && (await this.#areInputsEmpty(view))
    const isNew = run.error?.message !== told.message
    run.failed(versions, told, mayPass, about.cause)
    if (run.isWaiting || !isNew) return told
    this.#parts.log.error(told.message, { at: told.at, hint: told.hint, view: view.name })
    await this.#parts.store.fail(about, told.toBody()).catch((why: unknown) => {
      this.#parts.log.warn(`cannot note that view "${view.name}" failed: ${messageOf(why)}`)
    })
    return told
  }

  /** Columns come with records: before the first one, a query that names a column has to fail. */
  async #areInputsEmpty(view: ProjectView): Promise<boolean> {
    const datasets = await this.#parts.reader.list().catch(() => [])
    const rows = new Map(datasets.map(({ name, rows }) => [name, rows]))
    return view.inputs.length > 0 && view.inputs.some((name) => (rows.get(name) ?? 0) === 0)
  }

  async #export(run: ViewRun): Promise<void> {
    const { view } = run
    try {
      await exportView(this.#parts.reader, this.#parts.folder, view.name, view.export!, this.#stop.signal)
      run.exported()
    } catch (error) {
      if (this.#stop.signal.aborted) return
      const told = error instanceof UserError ? error : new UserError('unavailable', messageOf(error))
      const isNew = run.exportError?.message !== told.message
      run.exportFailed(told, exportPauses)
      if (!isNew) return
      this.#parts.log.error(`cannot export view "${view.name}" to "${view.export!.to}": ${told.message}`, {
        hint: told.hint ?? 'It is tried again, or at once when it is refreshed.',
      })
    }
  }

  #unknown(verb: string, name: string): UserError {
    const names = [...this.#runs.keys(), ...this.#left.map((view) => view.name)]
    const others = names.length > 0 ? `The views are: ${names.join(', ')}.` : 'The project has no views.'
    return new UserError('not_found', `cannot ${verb} view "${name}": there is none of this name`, {
      hint: didYouMean(name, names) ?? others,
    })
  }
}

function isAskedFor(cause: readonly string[]): boolean {
  return cause.includes(byHand)
}

/** Rows were moved to other files, and none of them came or went. */
function nothingChanged({ started_ms, cause }: ViewRows, rows: number): Refresh {
  return {
    started: new Date(started_ms).toISOString(),
    duration_ms: Date.now() - started_ms,
    ...{ cause, outcome: 'unchanged', rows, buckets: 0, added: 0, changed: 0, removed: 0, key: [] },
    keys: { added: [], changed: [], removed: [] },
    times: 1,
  }
}

/** The engine's error with its place in the project's SQL. */
function inProject(view: ProjectView, error: UserError): UserError {
  const message = error.message.replace(/^cannot run query/, `cannot compute view "${view.name}"`)
  const named = message.includes(`view "${view.name}"`) ? message : `cannot compute view "${view.name}": ${message}`
  // What it reads is declared: a view that was never computed is not in the lake yet.
  const isEarly = error.message.startsWith('cannot find dataset')
  const hint = isEarly ? 'What it reads has no rows yet; it is computed once there are some.' : error.hint
  return new UserError(error.code, named, { at: placeIn(view.origin, error.at), hint, cause: error })
}

function ofOurs(view: ProjectView, error: unknown): UserError {
  return new UserError('unavailable', `cannot compute view "${view.name}": ${messageOf(error)}`, {
    hint: 'It is tried again.',
    cause: error,
  })
}
