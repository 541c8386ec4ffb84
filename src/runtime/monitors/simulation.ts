/** Runs monitors over a time gone by, through the same state machines as the living ones; pure. */
import type { BackTest, Firing } from '../../model/monitor-report.ts'
import type { ProjectMonitor, QueryCondition, RecordCondition } from '../../project/project.ts'
import { type GroupState, initialState, stepGroup } from './group-state.ts'
import { isInWindow } from './maintenance.ts'
import { keyText } from './monitor-notice.ts'
import type { FoundValue } from './query-evaluation.ts'
import { rulesOf } from './query-watch.ts'
import { addRecords, emptyGroup, type RecordGroup, settleGroup } from './record-group.ts'
import { recordRulesOf } from './record-watch.ts'
import type { GroupKey } from './store.ts'
import { type Point, thinned } from './thinned-series.ts'

export type Simulated = Pick<BackTest, 'firings' | 'fired' | 'firing_ms' | 'notices' | 'series'>

/** More are counted, not listed. */
const mostFirings = 1000
/** So much is drawn: groups as they come, and points of each. */
const mostSeries = 20
const mostPoints = 1000

interface SimulatedGroup {
  readonly key: GroupKey
  state: GroupState
}

type OpenFiring = Omit<Firing, 'until'> & { until?: string }

/** A monitor with a query, evaluation by evaluation. */
export class StateSimulation {
  readonly #monitor: ProjectMonitor
  readonly #condition: QueryCondition
  readonly #step_ms: number
  readonly #groups = new Map<string, SimulatedGroup>()
  readonly #firings: OpenFiring[] = []
  readonly #open = new Map<string, OpenFiring>()
  readonly #series = new Map<string, { readonly group: GroupKey; readonly points: Point[] }>()
  #notices = 0
  #firing_ms = 0
  #last_ms = 0

  constructor(monitor: ProjectMonitor, condition: QueryCondition, step_ms: number) {
    this.#monitor = monitor
    this.#condition = condition
    this.#step_ms = step_ms
  }

  evaluate(at_ms: number, found: ReadonlyMap<string, FoundValue>): void {
    const { by, maintenance } = this.#monitor
    const rules = rulesOf(this.#monitor, { ...this.#condition, every_ms: this.#step_ms })
    const isMuted = maintenance.some((window) => isInWindow(window, at_ms))
    const texts = new Set([...this.#groups.keys(), ...found.keys(), ...(by.length === 0 ? [keyText({})] : [])])
    for (const text of texts) {
      const one = found.get(text)
      if (one?.value !== undefined) this.#draw(text, one.key, [at_ms, one.value])
      const group = this.#groups.get(text) ?? { key: one?.key ?? {}, state: initialState(at_ms) }
      const finding = one?.finding ?? { kind: 'nothing' as const }
      const { after, change, notice } = stepGroup(group.state, finding, { at_ms, isMuted }, rules)
      if (notice) this.#notices++
      if (group.state.state === 'firing') this.#firing_ms += at_ms - this.#last_ms
      if (change?.to === 'firing') this.#begin(text, group.key, at_ms, one?.value)
      if (change?.from === 'firing') this.#end(text, at_ms)
      group.state = after
      if (after.state === 'ok' && after.told === 'ok') this.#groups.delete(text)
      else this.#groups.set(text, group)
    }
    this.#last_ms = at_ms
  }

  result(): Simulated {
    const fired = this.#firings.length
    const series = [...this.#series.values()].map(({ group, points }) => ({
      group,
      points: thinned(points, mostPoints),
    }))
    const firings = this.#firings.slice(0, mostFirings)
    return { firings, fired, firing_ms: this.#firing_ms, notices: this.#notices, series }
  }

  #draw(text: string, group: GroupKey, point: Point): void {
    const known = this.#series.get(text)
    if (known) known.points.push(point)
    else if (this.#series.size < mostSeries) this.#series.set(text, { group, points: [point] })
  }

  #begin(text: string, group: GroupKey, at_ms: number, value: number | undefined): void {
    const firing = { group, from: new Date(at_ms).toISOString(), ...(value !== undefined && { value }) }
    this.#firings.push(firing)
    this.#open.set(text, firing)
  }

  #end(text: string, at_ms: number): void {
    const firing = this.#open.get(text)
    if (firing) firing.until = new Date(at_ms).toISOString()
    this.#open.delete(text)
  }
}

/** Records of one group that came at one time. */
export interface Arrival {
  readonly key: GroupKey
  readonly at_ms: number
  readonly first_offset: number
  readonly records: number
}

/** A monitor that looks at records, by the times at which they came; `arrivals` in their order. */
export function simulateRecords(
  monitor: ProjectMonitor,
  condition: RecordCondition,
  arrivals: readonly Arrival[],
): Simulated {
  const rules = recordRulesOf(monitor, condition)
  const groups = new Map<string, { readonly key: GroupKey; group: RecordGroup; due_ms: number }>()
  const firings: Firing[] = []
  const settleUntil = (until_ms: number) => {
    for (const entry of groups.values()) {
      while (entry.group.waiting && entry.due_ms <= until_ms) {
        const at_ms = entry.due_ms
        const isMuted = monitor.maintenance.some((window) => isInWindow(window, at_ms))
        const { after, notice, due_ms } = settleGroup(entry.group, { at_ms, isMuted }, rules)
        entry.group = after
        // In planned work it is asked again a minute later.
        entry.due_ms = Math.max(due_ms ?? 0, at_ms + (isMuted ? 60_000 : 1))
        if (!notice) continue
        firings.push({ group: entry.key, from: new Date(at_ms).toISOString(), records: notice.rows.total })
      }
    }
  }
  for (const { key, at_ms, first_offset, records } of arrivals) {
    settleUntil(at_ms)
    const text = keyText(key)
    const known = groups.get(text)
    const rows = { columns: [], cells: [], total: records }
    const group = addRecords(known?.group ?? emptyGroup, { first_offset, rows }, at_ms, 0)
    groups.set(text, { key, group, due_ms: settleGroup(group, { at_ms, isMuted: true }, rules).due_ms ?? at_ms })
  }
  // What waits at the end is told as soon as it is due.
  const lastDue_ms = Math.max(0, ...[...groups.values()].map(({ due_ms }) => due_ms))
  settleUntil(lastDue_ms + 2 * 86_400_000)
  firings.sort((a, b) => a.from.localeCompare(b.from))
  const fired = firings.length
  const series = seriesOf(arrivals)
  return { firings: firings.slice(0, mostFirings), fired, firing_ms: 0, notices: fired, series }
}

/** How many records came at each time. */
function seriesOf(arrivals: readonly Arrival[]): Simulated['series'] {
  const groups = [...Map.groupBy(arrivals, ({ key }) => keyText(key)).values()].slice(0, mostSeries)
  return groups.map((own) => ({
    group: own[0]!.key,
    points: thinned(
      own.map(({ at_ms, records }): Point => [at_ms, records]),
      mostPoints,
    ),
  }))
}
