/**
 * Asks a query again and again, at whole multiples of its interval, and keeps the state of each group together with what is to be told
 * of it. Evaluations that were missed, because nothing ran, are told in the history.
 */
import { sleep } from '../../lib/sleep.ts'
import type { GroupReport, MonitorReport } from '../../model/monitor-report.ts'
import type { NoticeSeries } from '../../model/notice.ts'
import type { ProjectMonitor, QueryCondition } from '../../project/project.ts'
import { type GroupState, initialState, notAfter, stepGroup, type TransitionRules } from './group-state.ts'
import { keyText, stateNotice } from './monitor-notice.ts'
import { evaluate, type FoundValue } from './query-evaluation.ts'
import { valuesQuestion } from './question.ts'
import type { GroupKey } from './store.ts'
import { definitionOf, HealthKeeper, initialHealth, tell, type Watch, type WatchParts } from './watch.ts'

/** More groups than this are a mistake in the query. */
const mostGroups = 1000
const seriesPoints = 30
/** A query of a monitor may take so long, or as long as its interval. */
const longestQuery_ms = 30_000
const reportedGroups = 100

export interface StoredGroup {
  readonly key: GroupKey
  readonly state: GroupState
  readonly value?: number
  /** Milliseconds and value, oldest first. */
  readonly series: readonly (readonly [number, number])[]
}

export class QueryWatch implements Watch {
  readonly #parts: WatchParts
  readonly #monitor: ProjectMonitor
  readonly #condition: QueryCondition
  readonly #health: HealthKeeper
  readonly #groups: Map<string, StoredGroup>
  readonly #stop = new AbortController()
  readonly #running: Promise<void>

  constructor(parts: WatchParts, monitor: ProjectMonitor, condition: QueryCondition) {
    this.#parts = parts
    this.#monitor = monitor
    this.#condition = condition
    const { health } = parts.store.open(monitor.name, definitionOf(monitor), initialHealth(Date.now()))
    this.#health = new HealthKeeper(parts, monitor, health)
    this.#groups = parts.store.groups(monitor.name)
    this.#running = this.#run()
  }

  report(): Omit<MonitorReport, 'muted'> {
    const { name, severity, notify } = this.#monitor
    const { state, error, evaluated_ms } = this.#health.current
    const states = [...this.#groups.values()].map(({ state }) => state.state)
    const worst = (['firing', 'no_data', 'pending'] as const).find((one) => states.includes(one))
    return {
      name,
      state: state.state === 'error' ? 'error' : (worst ?? 'ok'),
      severity,
      notify,
      when: this.#condition.when,
      groups: [...this.#groups.values()].map(reportOf).toSorted(byState).slice(0, reportedGroups),
      ...this.#health.work,
      ...(evaluated_ms !== undefined && { evaluated: new Date(evaluated_ms).toISOString() }),
      ...(error && { error }),
    }
  }

  firing(): readonly GroupKey[] {
    return [...this.#groups.values()].filter(({ state }) => state.state === 'firing').map(({ key }) => key)
  }

  acknowledge(isMeant: (key: GroupKey) => boolean, who: string): number {
    const { store } = this.#parts
    const { name } = this.#monitor
    const at_ms = Date.now()
    const meant = [...this.#groups].filter(([, { key, state }]) => state.told !== 'ok' && isMeant(key))
    const known = meant.map(([text, group]): [string, StoredGroup] => [
      text,
      { ...group, state: { ...group.state, acknowledged: who } },
    ])
    store.inTransaction(() => {
      for (const [text, group] of known) {
        store.setGroup(name, text, group)
        store.addEvent(name, { at_ms, kind: 'acknowledged', key: group.key, text: `by ${who}` })
      }
    })
    for (const [text, group] of known) this.#groups.set(text, group)
    return known.length
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#running
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop
    const { every_ms } = this.#condition
    let last_ms = this.#health.current.evaluated_ms
    while (!signal.aborted) {
      const at_ms = Math.floor(Date.now() / every_ms) * every_ms
      // The clock was set back: what was known of the future is not waited for.
      if (last_ms !== undefined && last_ms > at_ms + every_ms) {
        const until = new Date(last_ms).toISOString()
        this.#parts.log.warn(`monitor "${this.#monitor.name}" goes on from now: the clock was set back`, { until })
        last_ms = undefined
      }
      if (last_ms === undefined || at_ms > last_ms) {
        await this.#evaluate(at_ms, last_ms)
        last_ms = at_ms
      }
      await sleep(Math.max(20, at_ms + every_ms - Date.now()), signal)
    }
  }

  async #evaluate(at_ms: number, last_ms: number | undefined): Promise<void> {
    const { every_ms, over_ms } = this.#condition
    const { store, reader, datasetNames, wake, log } = this.#parts
    const monitor = this.#monitor
    const { signal } = this.#stop
    const begin = performance.now()
    try {
      const times = { from_ms: at_ms - over_ms, until_ms: at_ms }
      const { sql, params } = valuesQuestion(monitor, this.#condition, times, await reader.list())
      const limits = { rows: mostGroups, time_ms: Math.min(Math.max(every_ms, 1000), longestQuery_ms) }
      const scope = { datasets: await datasetNames() }
      const found = evaluate(await reader.sql({ sql, params, limits, scope, signal }), monitor.by)
      const stepped = store.inTransaction(() => {
        this.#noteMissed(at_ms, last_ms)
        this.#health.noteSuccess(at_ms)
        return this.#step(found, at_ms)
      })
      this.#health.adopt()
      this.#health.noteWork(performance.now() - begin)
      for (const [text, group] of stepped) {
        if (group) this.#groups.set(text, group)
        else this.#groups.delete(text)
      }
      wake(monitor.notify)
    } catch (error) {
      if (signal.aborted) return
      try {
        this.#health.noteFailure(error, at_ms)
      } catch (failure) {
        log.warn(`cannot keep the state of monitor "${monitor.name}"`, { error: failure })
      }
    }
  }

  /** All groups, known or found, one step on; within a transaction. */
  #step(found: ReadonlyMap<string, FoundValue>, at_ms: number): [text: string, group: StoredGroup | undefined][] {
    const { store } = this.#parts
    const { name, by } = this.#monitor
    const texts = new Set([...this.#groups.keys(), ...found.keys(), ...(by.length === 0 ? [keyText({})] : [])])
    return [...texts].map((text) => {
      const group = this.#stepGroup(this.#groups.get(text), found.get(text), at_ms)
      // What is fine and gives no value any more is nobody's concern.
      const isGone = !found.has(text) && by.length > 0 && group.state.state === 'ok' && group.state.told === 'ok'
      if (isGone) store.removeGroup(name, text)
      else store.setGroup(name, text, group)
      return [text, isGone ? undefined : group]
    })
  }

  #stepGroup(known: StoredGroup | undefined, found: FoundValue | undefined, at_ms: number): StoredGroup {
    const { store, mutedBy, project } = this.#parts
    const monitor = this.#monitor
    const { name } = monitor
    const key = known?.key ?? found?.key ?? {}
    const before = notAfter(known?.state ?? initialState(at_ms), at_ms)
    const finding = found?.finding ?? { kind: 'nothing' as const }
    const isMuted = mutedBy(monitor, key, at_ms) !== undefined
    const { after, change, notice } = stepGroup(before, finding, { at_ms, isMuted }, rulesOf(monitor, this.#condition))
    const value = found?.value
    const points = [...(known?.series ?? []), ...(value === undefined ? [] : [[at_ms, value] as const])]
    const series = points.slice(-seriesPoints)
    if (change) store.addEvent(name, { at_ms, kind: 'changed', key, text: `${change.from} to ${change.to}` })
    if (notice && notice !== 'error') {
      const circumstances = { value, series: seriesOf(series), fields: found?.fields ?? {} }
      const about = { monitor, project, key, at_ms }
      tell(
        this.#parts,
        monitor,
        stateNotice(about, this.#condition, notice, { before, after }, circumstances),
        key,
        at_ms,
      )
    }
    return { key, state: after, series, ...(value !== undefined && { value }) }
  }

  #noteMissed(at_ms: number, last_ms: number | undefined): void {
    const { every_ms } = this.#condition
    const missed = last_ms === undefined ? 0 : Math.round((at_ms - last_ms) / every_ms) - 1
    if (missed <= 0) return
    const [first, last] = [last_ms! + every_ms, at_ms - every_ms].map((time_ms) => new Date(time_ms).toISOString())
    const text = `${missed} evaluation${missed === 1 ? '' : 's'} missed between ${first} and ${last}`
    this.#parts.store.addEvent(this.#monitor.name, { at_ms, kind: 'missed', key: {}, text })
  }
}

export function rulesOf({ again_ms }: Pick<ProjectMonitor, 'again_ms'>, condition: QueryCondition): TransitionRules {
  const { for_ms, no_data, every_ms } = condition
  return { for_ms, no_data, gap_ms: 2.5 * every_ms, ...(again_ms !== undefined && { again_ms }) }
}

function seriesOf(series: StoredGroup['series']): NoticeSeries {
  return { name: 'value', points: series.map(([ms, value]) => ({ time: new Date(ms).toISOString(), value })) }
}

function reportOf({ key, state, value }: StoredGroup): GroupReport {
  return {
    group: key,
    state: state.state,
    since: new Date(state.since_ms).toISOString(),
    ...(value !== undefined && { value }),
    ...(state.acknowledged !== undefined && { acknowledged: state.acknowledged }),
  }
}

const order = ['firing', 'no_data', 'error', 'pending', 'ok']

function byState(a: GroupReport, b: GroupReport): number {
  return order.indexOf(a.state) - order.indexOf(b.state) || a.since.localeCompare(b.since)
}
