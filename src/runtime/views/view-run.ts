/** One view while it runs: whether it is to be computed anew, and how that went. */
import { createHash } from 'node:crypto'
import type { DatasetReader } from '../../datasets/dataset.ts'
import { type Pauses, pauseAfter } from '../../lib/back-off.ts'
import type { UserError } from '../../lib/errors.ts'
import { Pause } from '../../lib/pause.ts'
import type { Refresh, RefreshScope, ViewReport } from '../../model/view-report.ts'
import type { ProjectView } from '../../project/project.ts'
import { nextRefresh } from '../../project/views/refresh.ts'

/** The versions of what a view is computed from, by name; its SQL is one of them. */
type Versions = Readonly<Record<string, string>>

/** How it is called in the causes of a refresh when the text of the view was edited. */
const ownText = 'the project file'
/** With the versions is kept which snapshot of the lake they are of. */
const ownSnapshot = 'the snapshot'
/** Another client changed its rows, or a file of them was damaged. */
const ownRows = 'its own rows'

/** While its inputs change, a view may take a quarter of the time, so that one over many records does not occupy the machine meanwhile. */
const pauseFactor = 3
const pause_ms = { least: 100, most: 600_000 }
/** The longer its inputs have been changing, the longer it rests between two refreshes: by this share of it, and no more than that. */
const streak = { share: 0.25, most_ms: 1000 }
/** Inputs that have not changed for so long, and for as long as it took, are as they will be: it waits no longer. */
const still_ms = 500
const failurePauses = { first_ms: 2000, longest_ms: 60_000 }

export class ViewRun {
  readonly view: ProjectView
  readonly #reader: DatasetReader
  readonly #text: string
  #known: Versions
  /** Its own rows, as it wrote them last. */
  #own: string
  readonly #rest = new Pause()
  /** Since when it has been computed again as soon as it might be, and when it was so last; by a clock that nobody sets. */
  #streakFrom_ms = 0
  #refreshed_ms = 0
  /** The inputs as they were when they were looked at last while it rests, and since when they have been so. */
  #seen = { versions: '', since_ms: 0 }
  #next_ms: number | undefined
  /** The clock is set back when it says less. */
  #looked_ms = 0
  #last: Refresh | undefined
  #asked: string[] = []
  /** The inputs as they were when it failed: it fails again until they change. */
  #failedFor: string | undefined
  #failures = 0
  error: UserError | undefined
  isWaiting = false
  underWay: Promise<unknown> | undefined
  /** Its rows are to be written to its file after a pause, though they have not changed. */
  needsExport: boolean
  readonly exportPause = new Pause()
  /** Why its file is not as its rows are. */
  exportError: UserError | undefined
  #exportFailures = 0
  rows: number
  /** What is computed anew when rows come or go, as far as that is known. */
  scope: RefreshScope | undefined

  constructor(view: ProjectView, reader: DatasetReader, stored: { version: string; rows: number } | undefined) {
    this.view = view
    this.#reader = reader
    this.#text = createHash('sha256')
      .update(JSON.stringify([view.sql, view.key]))
      .digest('hex')
      .slice(0, 16)
    this.#known = stored && stored.version !== '' ? (JSON.parse(stored.version) as Versions) : {}
    this.#own = this.#ownVersion()
    this.rows = stored?.rows ?? 0
    // Nobody knows what became of the file, or whether it was declared otherwise.
    this.needsExport = stored !== undefined && view.export !== undefined
    this.#next_ms = nextRefresh(view.refresh, Date.now())
    // What only the clock or a person refreshes has no rows before the first time.
    if (!stored && view.refresh.kind !== 'on_change') this.#asked.push('its first rows')
  }

  /** Somebody wants it anew, whatever has changed. */
  ask(cause: string): void {
    this.#asked.push(cause)
    this.#failedFor = undefined
    this.#rest.end()
  }

  /** Why it is to be computed now; nothing while it need not be, or has to wait. */
  causes(now: number): readonly string[] {
    if (this.underWay || !(this.#rest.isOver || this.#lookIfStill())) return []
    return this.pending(now)
  }

  /** The same, however long it has to wait. */
  pending(now: number): readonly string[] {
    const causes = [...this.#asked]
    if (now < this.#looked_ms) this.#next_ms = nextRefresh(this.view.refresh, now)
    this.#looked_ms = now
    if (this.#next_ms !== undefined && now >= this.#next_ms) causes.push('the clock')
    if (this.view.refresh.kind === 'on_change') causes.push(...this.#changes())
    else if (this.#known[ownText] !== undefined && this.#known[ownText] !== this.#text) causes.push(ownText)
    return causes
  }

  /** What it is computed from at this moment. */
  now(): Versions {
    const versions = this.#reader.versions(this.view.inputs)
    return Object.fromEntries([[ownText, this.#text], ...this.view.inputs.map((name, i) => [name, versions[i]!])])
  }

  /** The same, with the snapshot that they are not older than. */
  nowInLake(): Versions {
    const snapshot = this.#reader.snapshot()
    return { ...this.now(), [ownSnapshot]: String(snapshot) }
  }

  begin(): void {
    const now = performance.now()
    if (now - this.#refreshed_ms > 2 * streak.most_ms) this.#streakFrom_ms = now
    this.#asked = []
    this.#next_ms = nextRefresh(this.view.refresh, Date.now())
  }

  /** The input whose rows are all that has changed since it was computed, and the snapshot that it was computed from. */
  changedAlone(): { input: string; since: number } | undefined {
    const versions = this.now()
    const changed = Object.keys(versions).filter((name) => versions[name] !== this.#known[name])
    const since = Number(this.#known[ownSnapshot] ?? -1)
    const [input] = changed
    if (input === undefined || changed.length > 1 || input === ownText || since < 0) return undefined
    return this.#own === this.#ownVersion() ? { input, since } : undefined
  }

  succeeded(versions: Versions, refresh: Refresh): void {
    this.#known = versions
    this.#own = this.#ownVersion()
    this.#last = refresh
    this.rows = refresh.rows
    this.error = undefined
    this.isWaiting = false
    this.#failures = 0
    this.#failedFor = undefined
    this.#refreshed_ms = performance.now()
    this.#rest.begin(restAfter(refresh.duration_ms, this.#refreshed_ms - this.#streakFrom_ms))
  }

  /** A query that is wrong is so until something changes; what may pass is tried again, later each time. */
  failed(versions: Versions, error: UserError, mayPass: boolean, causes: readonly string[]): void {
    this.#failures++
    if (mayPass) this.#asked.push(...causes)
    this.error = error
    this.#failedFor = mayPass ? undefined : textOf(versions)
    this.#rest.begin(mayPass ? pauseAfter(this.#failures, failurePauses) : pause_ms.least)
  }

  exported(): void {
    this.needsExport = false
    this.exportError = undefined
    this.#exportFailures = 0
  }

  exportFailed(error: UserError, pauses: Pauses): void {
    this.exportError = error
    this.needsExport = true
    this.exportPause.begin(pauseAfter(++this.#exportFailures, pauses))
  }

  report(): ViewReport {
    return {
      name: this.view.name,
      state: this.#state(),
      inputs: this.view.inputs,
      ...(this.scope ? { refresh: this.scope } : {}),
      rows: this.rows,
      ...(this.#last ? { refreshed: this.#last.started, duration_ms: this.#last.duration_ms } : {}),
      ...(this.#next_ms === undefined ? {} : { next: new Date(this.#next_ms).toISOString() }),
      ...(this.error && !this.isWaiting ? { error: this.error.toBody() } : {}),
      ...(this.exportError ? { export_error: this.exportError.toBody() } : {}),
    }
  }

  /** Looks at the inputs: whether they have been as they are for a while. */
  #lookIfStill(): boolean {
    const now = performance.now()
    const versions = textOf(this.now())
    if (versions !== this.#seen.versions) this.#seen = { versions, since_ms: now }
    return !this.error && now - this.#seen.since_ms >= Math.max(still_ms, this.#last?.duration_ms ?? 0)
  }

  #state(): ViewReport['state'] {
    if (this.underWay) return 'refreshing'
    if (this.isWaiting) return 'waiting'
    if (this.error) return 'failed'
    if (this.pending(Date.now()).length > 0) return 'due'
    return this.view.refresh.kind === 'on_change' ? 'fresh' : 'resting'
  }

  #changes(): string[] {
    const versions = this.now()
    if (this.#failedFor === textOf(versions)) return []
    const changed = Object.keys(versions).filter((name) => versions[name] !== this.#known[name])
    // Its first rows come from all that it reads.
    if (this.#known[ownText] === undefined)
      return [...this.view.inputs, ...(this.view.inputs.length === 0 ? [ownText] : [])]
    return changed.length > 0 || this.#own === this.#ownVersion() ? changed : [ownRows]
  }

  #ownVersion(): string {
    return this.#reader.versions([this.view.name])[0]!
  }
}

/** Whatever the snapshot is. */
function textOf(versions: Versions): string {
  return JSON.stringify({ ...versions, [ownSnapshot]: undefined })
}

function restAfter(duration_ms: number, streak_ms: number): number {
  const least_ms = Math.max(pause_ms.least, Math.min(streak_ms * streak.share, streak.most_ms))
  return Math.min(Math.max(least_ms, duration_ms * pauseFactor), pause_ms.most)
}
