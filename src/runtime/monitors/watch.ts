/** What the parts of a monitor have in common: what they are given, and what is asked of them while they run. */
import type { DatasetReader } from '../../datasets/dataset.ts'
import { type ErrorBody, messageOf, UserError } from '../../lib/errors.ts'
import type { Log } from '../../lib/log.ts'
import { isPassing } from '../../lib/passing.ts'
import type { MonitorReport } from '../../model/monitor-report.ts'
import type { Notice } from '../../model/notice.ts'
import type { ProjectMonitor } from '../../project/project.ts'
import { type GroupState, initialState, stepGroup, type TransitionRules } from './group-state.ts'
import { healthNotice } from './monitor-notice.ts'
import type { GroupKey, MonitorStore } from './store.ts'

export interface WatchParts {
  readonly project: string
  readonly store: MonitorStore
  readonly reader: DatasetReader
  readonly datasetNames: () => Promise<string[]>
  /** The next offset that a dataset wants, by partition: what lies before can be read. */
  readonly positionsOf: (dataset: string) => ReadonlyMap<number, number> | undefined
  /** Why a group is not told at the moment. */
  readonly mutedBy: (monitor: ProjectMonitor, key: GroupKey, at_ms: number) => string | undefined
  /** Puts a notice into the outbox, within a transaction of the store. */
  readonly post: (notice: Notice, channels: readonly string[], at_ms: number) => void
  /** After the transaction: the deliveries have something to do. */
  readonly wake: (channels: readonly string[]) => void
  readonly log: Log
}

export interface Watch {
  report(): Omit<MonitorReport, 'muted'>
  /** The groups that fire. */
  firing(): readonly GroupKey[]
  /** Somebody knows of these groups; returns how many there are. */
  acknowledge(isMeant: (key: GroupKey) => boolean, who: string): number
  stop(): Promise<void>
}

/** Whether a monitor can do its work at all, as it is stored. */
export interface Health {
  readonly state: GroupState
  readonly evaluated_ms?: number
  readonly error?: ErrorBody
}

export function initialHealth(at_ms: number): Health {
  return { state: initialState(at_ms) }
}

/** What defines a monitor: with another question, the states of the earlier one mean nothing. */
export function definitionOf({ condition, by }: ProjectMonitor): string {
  return JSON.stringify({ condition, by })
}

/** Such failures in a row are taken for a bad moment of the reader. */
const mostBadMoments = 3

const healthRules: TransitionRules = { for_ms: 0, no_data: 'ok', gap_ms: Number.POSITIVE_INFINITY }

/** Follows whether a monitor can be evaluated, and tells when it cannot and when it can again. */
export class HealthKeeper {
  readonly #parts: WatchParts
  readonly #monitor: ProjectMonitor
  #health: Health
  /** What was written in a transaction that is not known to have been committed. */
  #written: Health | undefined
  #badMoments = 0
  #evaluations = 0
  #failures = 0
  #took_ms: number | undefined

  constructor(parts: WatchParts, monitor: ProjectMonitor, health: Health) {
    this.#parts = parts
    this.#monitor = monitor
    this.#health = health
  }

  get current(): Health {
    return this.#health
  }

  /** What the report says of the work itself. */
  get work(): Pick<MonitorReport, 'evaluations' | 'failures' | 'took_ms'> {
    const took_ms = this.#took_ms
    return { evaluations: this.#evaluations, failures: this.#failures, ...(took_ms !== undefined && { took_ms }) }
  }

  /** An evaluation went well. */
  noteWork(took_ms: number): void {
    this.#evaluations++
    this.#took_ms = Math.round(took_ms * 10) / 10
  }

  /** After the transaction: what was written in it is so. */
  adopt(): void {
    this.#health = this.#written ?? this.#health
  }

  /** Within a transaction, after an evaluation that went well. */
  noteSuccess(at_ms: number): void {
    this.#badMoments = 0
    this.#step({ kind: 'value', holds: false }, undefined, at_ms)
  }

  /** After one that did not. What fails while the disk does is tried again, and no mistake of the monitor. */
  noteFailure(error: unknown, at_ms: number): void {
    const { store, log, wake } = this.#parts
    const { name, notify } = this.#monitor
    this.#failures++
    const isBadMoment = isPassing(error) || (error instanceof UserError && error.code === 'cancelled')
    if (isBadMoment && ++this.#badMoments < mostBadMoments) {
      log.debug(`monitor "${name}" is evaluated later: ${messageOf(error)}`)
      return
    }
    const hint = error instanceof UserError ? error.hint : undefined
    if (this.#health.state.state !== 'error')
      log.warn(`cannot evaluate monitor "${name}": ${messageOf(error)}`, { hint })
    store.inTransaction(() => this.#step({ kind: 'error' }, error, at_ms))
    this.adopt()
    wake(notify)
  }

  #step(finding: Parameters<typeof stepGroup>[1], error: unknown, at_ms: number): void {
    const { store, mutedBy, project } = this.#parts
    const monitor = this.#monitor
    const isMuted = mutedBy(monitor, {}, at_ms) !== undefined
    const before = this.#health.state
    const { after, change, notice } = stepGroup(before, finding, { at_ms, isMuted }, healthRules)
    this.#written = {
      state: after,
      ...(error === undefined ? { evaluated_ms: at_ms } : withEvaluated(this.#health)),
      ...(error !== undefined && { error: bodyOf(error) }),
    }
    store.setHealth(monitor.name, this.#written)
    if (change) {
      const text = error === undefined ? 'can be evaluated again' : `cannot be evaluated: ${messageOf(error)}`
      store.addEvent(monitor.name, { at_ms, kind: 'changed', key: {}, text })
    }
    if (!notice) return
    const about = { monitor, project, key: {}, at_ms }
    tell(
      this.#parts,
      monitor,
      healthNotice(about, { before, after }, error === undefined ? undefined : messageOf(error)),
      {},
      at_ms,
    )
  }
}

/** A notice goes into the outbox, and into the history. Within a transaction. */
export function tell(
  { store, post }: WatchParts,
  { name, notify }: ProjectMonitor,
  notice: Notice,
  key: GroupKey,
  at_ms: number,
): void {
  post(notice, notify, at_ms)
  store.addEvent(name, { at_ms, kind: 'told', key, text: `${notice.state}: ${notice.title}`, notice: notice.id })
}

function withEvaluated({ evaluated_ms }: Health) {
  return evaluated_ms === undefined ? {} : { evaluated_ms }
}

function bodyOf(error: unknown): ErrorBody {
  return error instanceof UserError ? error.toBody() : { code: 'internal', message: messageOf(error) }
}
