/**
 * Looks at each record of a dataset once it is committed: at the offsets behind its own position, which it keeps together with what it
 * found in them. So every record is looked at exactly once, whatever dies when.
 */
import type { QueryResult } from '../../datasets/dataset.ts'
import { BackOff } from '../../lib/back-off.ts'
import { sleep } from '../../lib/sleep.ts'
import type { MonitorReport } from '../../model/monitor-report.ts'
import type { NoticeRows } from '../../model/notice.ts'
import { offsetOf } from '../../model/offset.ts'
import type { ProjectMonitor, RecordCondition } from '../../project/project.ts'
import { keyText, recordsNotice } from './monitor-notice.ts'
import { countColumn, firstColumn, groupsQuestion, type Question, rowsQuestion, totalQuestion } from './question.ts'
import {
  addRecords,
  emptyGroup,
  isForgettable,
  type RecordGroup,
  type RecordRules,
  settleGroup,
} from './record-group.ts'
import type { GroupKey } from './store.ts'
import { rowsOf, textOf } from './value-text.ts'
import { definitionOf, HealthKeeper, initialHealth, tell, type Watch, type WatchParts } from './watch.ts'

const look_ms = 500
/** Where nothing was found, looking again after a crash finds nothing again: the position need not be kept at once. */
const keepPosition_ms = 5000
const forget_ms = 60_000
/** Records are over at once: where the monitor does not say when it tells again, it is firing for so long after it told. */
const firing_ms = 3_600_000
const pauses = { first_ms: 1000, longest_ms: 60_000 }
const shownRows = 20
/** Groups of one look that are told by themselves; the others are told together. */
const mostGroups = 1000
const mostRows = 10_000
const reportedGroups = 20

interface StoredGroup extends RecordGroup {
  readonly key: GroupKey
}

interface FoundGroup {
  readonly key: GroupKey
  readonly first_offset: number
  readonly rows: NoticeRows
}

export class RecordWatch implements Watch {
  readonly #parts: WatchParts
  readonly #monitor: ProjectMonitor
  readonly #condition: RecordCondition
  readonly #health: HealthKeeper
  /** All groups that are remembered, by the text of their values. */
  readonly #groups: Map<string, StoredGroup>
  readonly #positions: Map<number, number>
  /** The groups that wait to be told. */
  readonly #open = new Set<string>()
  #kept_ms = 0
  #forgot_ms = 0
  readonly #stop = new AbortController()
  readonly #running: Promise<void>

  constructor(parts: WatchParts, monitor: ProjectMonitor, condition: RecordCondition) {
    this.#parts = parts
    this.#monitor = monitor
    this.#condition = condition
    const { store } = parts
    const { health, isNew } = store.open(monitor.name, definitionOf(monitor), initialHealth(Date.now()))
    // Records from before the monitor was made are none of its business.
    if (isNew) {
      store.inTransaction(() => {
        for (const [partition, next] of parts.positionsOf(condition.on) ?? [])
          store.setPosition(monitor.name, partition, next)
      })
    }
    this.#health = new HealthKeeper(parts, monitor, health)
    this.#groups = store.groups(monitor.name)
    for (const [text, { waiting }] of this.#groups) if (waiting) this.#open.add(text)
    this.#positions = store.positions(monitor.name)
    this.#running = this.#run()
  }

  report(): Omit<MonitorReport, 'muted'> {
    const { name, severity, notify } = this.#monitor
    const { state, error, evaluated_ms } = this.#health.current
    const told = [...this.#groups.values()].filter(({ told_ms }) => told_ms !== undefined)
    const latest = told.toSorted((a, b) => b.told_ms! - a.told_ms!).slice(0, reportedGroups)
    const calm_ms = Date.now() - (this.#monitor.again_ms ?? firing_ms)
    const stateOf = (told_ms: number | undefined) => (told_ms! < calm_ms ? 'ok' : 'firing')
    return {
      name,
      state: state.state === 'ok' && latest[0] ? stateOf(latest[0].told_ms) : state.state,
      severity,
      notify,
      when: this.#condition.when,
      groups: latest.map(({ key, told_ms, told_records }) => ({
        group: key,
        state: stateOf(told_ms),
        since: new Date(told_ms!).toISOString(),
        records: told_records,
      })),
      ...this.#health.work,
      ...(evaluated_ms !== undefined && { evaluated: new Date(evaluated_ms).toISOString() }),
      ...(error && { error }),
    }
  }

  /** Records are events: none of them goes on. */
  firing(): readonly GroupKey[] {
    return []
  }

  acknowledge(): number {
    return 0
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#running
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop
    const backOff = new BackOff(pauses)
    while (!signal.aborted) {
      try {
        for (const [partition, next] of this.#parts.positionsOf(this.#condition.on) ?? []) {
          const first = this.#positions.get(partition) ?? offsetOf(partition, 0)
          if (next > first) await this.#look(partition, first, next)
        }
        this.#settle()
        backOff.reset()
        await sleep(look_ms, signal)
      } catch (error) {
        if (signal.aborted) break
        this.#noteFailure(error)
        await sleep(backOff.pause(), signal)
      }
    }
  }

  /** The position stays where it is: nothing is stepped over. */
  #noteFailure(error: unknown): void {
    try {
      this.#health.noteFailure(error, Date.now())
    } catch (failure) {
      this.#parts.log.warn(`cannot keep the state of monitor "${this.#monitor.name}"`, { error: failure })
    }
  }

  async #look(partition: number, first: number, next: number): Promise<void> {
    const { store } = this.#parts
    const { name } = this.#monitor
    const begin = performance.now()
    const found = await this.#find(first, next)
    const at_ms = Date.now()
    const changed = new Map<string, StoredGroup>()
    for (const { key, ...records } of found) {
      const text = keyText(key)
      const before = changed.get(text) ?? this.#groups.get(text) ?? { ...emptyGroup, key }
      changed.set(text, { ...addRecords(before, records, at_ms, shownRows), key })
    }
    if (changed.size > 0 || at_ms - this.#kept_ms > keepPosition_ms) {
      store.inTransaction(() => {
        for (const [text, group] of changed) store.setGroup(name, text, group)
        for (const [part, position] of this.#positions) store.setPosition(name, part, position)
        store.setPosition(name, partition, next)
        this.#health.noteSuccess(at_ms)
      })
      this.#kept_ms = at_ms
      this.#health.adopt()
    }
    for (const [text, group] of changed) {
      this.#groups.set(text, group)
      this.#open.add(text)
    }
    this.#positions.set(partition, next)
    this.#health.noteWork(performance.now() - begin)
  }

  async #find(first: number, next: number): Promise<FoundGroup[]> {
    const { by } = this.#monitor
    const range = { first, next }
    const { rows: groups } = await this.#ask(groupsQuestion(this.#monitor, this.#condition, range, mostGroups))
    if (groups.length === 0) return []
    const { rows } = await this.#ask(rowsQuestion(this.#monitor, this.#condition, range, shownRows, mostRows))
    const keyOf = (row: Readonly<Record<string, unknown>>): GroupKey =>
      Object.fromEntries(by.map((column) => [column, textOf(row[column])]))
    const rowsByKey = Map.groupBy(rows, (row) => keyText(keyOf(row)))
    const found = groups.slice(0, mostGroups).map((group) => ({
      key: keyOf(group),
      first_offset: Number(group[firstColumn]),
      rows: rowsOf(rowsByKey.get(keyText(keyOf(group))) ?? [], Number(group[countColumn])),
    }))
    return groups.length > mostGroups ? [...found, await this.#others(found, range)] : found
  }

  /** So many groups at once are no longer told one by one; how many records they have is. */
  async #others(told: readonly FoundGroup[], range: { first: number; next: number }): Promise<FoundGroup> {
    const { rows } = await this.#ask(totalQuestion(this.#condition, range))
    const total = Number(rows[0]![countColumn]) - told.reduce((sum, group) => sum + group.rows.total, 0)
    const key = Object.fromEntries(this.#monitor.by.map((column) => [column, '(others)']))
    return { key, first_offset: range.first, rows: { columns: [], cells: [], total } }
  }

  async #ask({ sql, params }: Question): Promise<QueryResult> {
    const { reader, datasetNames } = this.#parts
    return reader.sql({ sql, params, scope: { datasets: await datasetNames() }, signal: this.#stop.signal })
  }

  /** Tells the groups that have waited long enough. */
  #settle(): void {
    const at_ms = Date.now()
    const { store, wake } = this.#parts
    const monitor = this.#monitor
    this.#forget(at_ms)
    if (this.#open.size === 0) return
    const settled = store.inTransaction(() => [...this.#open].flatMap((text) => this.#settleGroup(text, at_ms)))
    for (const { text, group } of settled) {
      this.#groups.set(text, group)
      this.#open.delete(text)
    }
    if (settled.length > 0) wake(monitor.notify)
  }

  /** Within a transaction; a group that still waits is not among the answer. */
  #settleGroup(text: string, at_ms: number): { readonly text: string; readonly group: StoredGroup }[] {
    const { store, mutedBy, project } = this.#parts
    const monitor = this.#monitor
    const before = this.#groups.get(text)!
    const { key } = before
    const isMuted = mutedBy(monitor, key, at_ms) !== undefined
    const { after, notice } = settleGroup(before, { at_ms, isMuted }, this.#rules)
    if (after === before) return []
    const group = { ...after, key }
    store.setGroup(monitor.name, text, group)
    if (notice)
      tell(this.#parts, monitor, recordsNotice({ monitor, project, key, at_ms }, this.#condition, notice), key, at_ms)
    return [{ text, group }]
  }

  get #rules(): RecordRules {
    return recordRulesOf(this.#monitor, this.#condition)
  }

  /** Groups that may be told again without regard to what was told. */
  #forget(at_ms: number): void {
    if (at_ms - this.#forgot_ms < forget_ms) return
    this.#forgot_ms = at_ms
    const old = [...this.#groups].filter(([, group]) => isForgettable(group, at_ms, this.#rules))
    if (old.length === 0) return
    const { store } = this.#parts
    store.inTransaction(() => {
      for (const [text] of old) store.removeGroup(this.#monitor.name, text)
    })
    for (const [text] of old) this.#groups.delete(text)
  }
}

export function recordRulesOf(
  { again_ms }: Pick<ProjectMonitor, 'again_ms'>,
  { wait_ms }: RecordCondition,
): RecordRules {
  return { wait_ms, ...(again_ms !== undefined && { again_ms }) }
}
