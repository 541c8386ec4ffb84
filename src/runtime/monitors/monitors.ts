/** The monitors of a project and the deliveries of its channels, started and stopped one by one. */
import type { DatasetReader } from '../../datasets/dataset.ts'
import { UserError } from '../../lib/errors.ts'
import { Keeper } from '../../lib/keeper.ts'
import type { Log } from '../../lib/log.ts'
import { didYouMean } from '../../lib/similar.ts'
import type {
  BackTest,
  ChannelReport,
  DeliveryReport,
  DeliveryStory,
  MonitorEvent,
  MonitorReport,
  Silence,
  StateSpans,
} from '../../model/monitor-report.ts'
import type { Notice } from '../../model/notice.ts'
import type { Project, ProjectChannel, ProjectMonitor } from '../../project/project.ts'
import type { Stages } from '../stage.ts'
import type { State } from '../state.ts'
import { Attempts } from './attempts.ts'
import { type BackTestOptions, backTest } from './back-test.ts'
import { worded } from './channel-wording.ts'
import { DeadLetters } from './dead-letters.ts'
import { Delivery } from './delivery.ts'
import { isAlike, isPartOf } from './group-key.ts'
import { isInWindow } from './maintenance.ts'
import { Outbox } from './outbox.ts'
import { QueryWatch } from './query-watch.ts'
import { RecordWatch } from './record-watch.ts'
import { type GroupKey, MonitorStore } from './store.ts'
import { testNotice } from './test-notice.ts'
import { timelineOf } from './timeline.ts'
import type { Watch, WatchParts } from './watch.ts'

export interface MonitorsParts {
  readonly state: State
  readonly reader: DatasetReader
  readonly datasetNames: () => Promise<string[]>
  readonly positionsOf: WatchParts['positionsOf']
  /** The project as it is now. */
  readonly project: () => Project
  readonly log: Log
}

/** More changes of state are not drawn. */
const mostChanges = 10_000

export class Monitors {
  readonly #parts: MonitorsParts
  readonly #store: MonitorStore
  readonly #outbox: Outbox
  readonly #deadLetters: DeadLetters
  readonly #attempts: Attempts
  readonly #watches = new Map<string, Watch>()
  readonly #deliveries = new Map<string, Delivery>()
  #silences: readonly Silence[] = []

  constructor(parts: MonitorsParts) {
    this.#parts = parts
    this.#store = new MonitorStore(parts.state)
    this.#outbox = new Outbox(parts.state)
    this.#deadLetters = new DeadLetters(parts.state)
    this.#attempts = new Attempts(parts.state)
    this.#silences = this.#store.silences(Date.now())
  }

  get stages(): Pick<Stages, 'channels' | 'monitors'> {
    return {
      channels: {
        start: (channel) => this.#startChannel(channel),
        stop: ({ name }) => this.#stopOne(this.#deliveries, name),
      },
      monitors: {
        start: (monitor) => this.#startMonitor(monitor),
        stop: ({ name }) => this.#stopOne(this.#watches, name),
      },
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#watches.keys()].map((name) => this.#stopOne(this.#watches, name)))
    await Promise.all([...this.#deliveries.keys()].map((name) => this.#stopOne(this.#deliveries, name)))
  }

  list(): MonitorReport[] {
    const now = Date.now()
    return [...this.#parts.project().monitors.values()].flatMap((monitor) => {
      const report = this.#watches.get(monitor.name)?.report()
      if (!report) return []
      const muted = this.#mutedBy(monitor, {}, now)
      return [{ ...report, ...(muted !== undefined && { muted }) }]
    })
  }

  /** What became of it, the newest first, and its states over the time. Throws `not_found`. */
  history(
    name: string,
    { from_ms, until_ms, limit }: { readonly from_ms: number; readonly until_ms: number; readonly limit: number },
  ): { readonly events: MonitorEvent[]; readonly states: StateSpans[] } {
    const { name: known } = this.monitor(name)
    const changes = this.#store.changes(known, from_ms, until_ms, mostChanges)
    return {
      events: this.#store.events(known, from_ms, until_ms, limit).map((event) => this.#outbox.withFates(event)),
      states: timelineOf(changes, Math.max(from_ms, this.#store.maybeMade_ms(known) ?? from_ms), until_ms),
    }
  }

  /** A monitor of the project; throws `not_found`. */
  monitor(name: string): ProjectMonitor {
    return named(this.#parts.project().monitors, 'monitor', name)
  }

  /** What the monitor would have told; the caller's scope is that of its queries. */
  backTest(asked: Omit<BackTestOptions, 'reader'>): Promise<BackTest> {
    return backTest({ ...asked, reader: this.#parts.reader })
  }

  silence(silence: Omit<Silence, 'id'>): Silence {
    this.#checkGroup(this.monitor(silence.monitor), silence.group)
    const made = this.#store.addSilence(silence)
    this.#silences = this.#store.silences(Date.now())
    return made
  }

  silences(): readonly Silence[] {
    this.#silences = this.#store.silences(Date.now())
    return this.#silences
  }

  endSilence(id: number): void {
    const isThere = this.#store.removeSilence(id)
    this.#silences = this.#store.silences(Date.now())
    if (!isThere)
      throw new UserError('not_found', `cannot end silence ${id}: there is none of this number`, {
        hint: 'Look for it in the list of silences.',
      })
  }

  /** Somebody knows of what is told of these groups; returns how many there are. */
  acknowledge(name: string, group: GroupKey, who: string): number {
    const monitor = this.monitor(name)
    this.#checkGroup(monitor, group)
    return this.#watches.get(name)?.acknowledge((key) => isPartOf(group, key), who) ?? 0
  }

  /** Those of the project, and those that are no more in it and have left something to deliver. */
  channels(): ChannelReport[] {
    const { channels } = this.#parts.project()
    const present = [...channels.values()].map(({ name, type, limit }) => {
      const paused_ms = this.#deliveries.get(name)?.pausedUntil_ms
      return {
        name,
        type,
        limit,
        attempts: this.#attempts.count(name, Date.now()),
        ...(paused_ms !== undefined && { paused_until: new Date(paused_ms).toISOString() }),
        ...this.#outbox.report(name),
      }
    })
    const removed = this.#outbox.channels().filter((name) => !channels.has(name))
    const isRemoved = true as const
    return [
      ...present,
      ...removed.map((name) => ({ name, type: '', isRemoved, limit: 0, attempts: 0, ...this.#outbox.report(name) })),
    ]
  }

  deliveries(name: string, state: DeliveryReport['state'] | undefined, limit: number): DeliveryReport[] {
    return this.#outbox.list(this.#named(name).channel, state, limit)
  }

  /** One notice with its history. Throws `not_found`. */
  delivery(name: string, notice: string): DeliveryStory {
    return this.#deadLetters.show(this.#named(name).channel, notice)
  }

  /** Lets dead letters be tried again, one or all, and says how many. */
  retry(name: string, notice: string | undefined, who: string): number {
    const { channel, isRemoved } = this.#named(name)
    if (isRemoved) {
      throw new UserError('conflict', `cannot send notices of channel "${channel}" again: the project has it no more`, {
        hint: 'Add it under "channels" again, or discard them.',
      })
    }
    const count = this.#deadLetters.retry({ channel, notice }, who, Date.now())
    this.#deliveries.get(name)?.resume()
    return count
  }

  /** Says of dead letters, one or all, that nothing is to come of them. */
  discard(name: string, notice: string | undefined, who: string, reason: string): number {
    const { channel, isRemoved } = this.#named(name)
    return this.#deadLetters.discard({ channel, notice }, isRemoved, who, reason, Date.now())
  }

  /** Sends a notice that says that it is a test, at once and past the outbox; throws what the channel throws. */
  async test(name: string, signal: AbortSignal): Promise<Notice> {
    const channel = this.#channel(name)
    const { declaration, options } = channel
    const notice = worded(channel.wording, testNotice(name, this.#parts.project().name, new Date()))
    const { redact } = this.#parts.project()
    using keeper = new Keeper()
    this.#attempts.note(name, Date.now())
    try {
      const context = { signal, now: () => new Date(), redact, keep: keeper.keep, bytesOf: this.#outbox.bytesOf }
      await declaration.send(options, notice, context)
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      throw new UserError(error.code, redact(error.message), { at: error.at, hint: error.hint, cause: error })
    }
    return notice
  }

  /** One that is no more in the project has its notices still. Throws `not_found`. */
  #named(name: string): { readonly channel: string; readonly isRemoved: boolean } {
    const isRemoved = !this.#parts.project().channels.has(name) && this.#outbox.has(name)
    return { channel: isRemoved ? name : this.#channel(name).name, isRemoved }
  }

  #channel(name: string): ProjectChannel {
    return named(this.#parts.project().channels, 'channel', name)
  }

  #startChannel(channel: ProjectChannel): void {
    const { log, project } = this.#parts
    const redact = (text: string) => project().redact(text)
    this.#deliveries.set(
      channel.name,
      new Delivery({ channel, outbox: this.#outbox, attempts: this.#attempts, log, redact }),
    )
  }

  #startMonitor(monitor: ProjectMonitor): void {
    const { reader, datasetNames, positionsOf, project, log } = this.#parts
    const { condition } = monitor
    const parts: WatchParts = {
      project: project().name,
      store: this.#store,
      reader,
      datasetNames,
      positionsOf,
      mutedBy: (one, key, at_ms) => this.#mutedBy(one, key, at_ms),
      post: (notice, channels, at_ms) => this.#outbox.add(notice, channels, at_ms),
      wake: (channels) => this.wake(channels),
      log,
    }
    const watch =
      condition.kind === 'record'
        ? new RecordWatch(parts, monitor, condition)
        : new QueryWatch(parts, monitor, condition)
    this.#watches.set(monitor.name, watch)
  }

  #mutedBy({ name, maintenance, inhibited_by }: ProjectMonitor, key: GroupKey, at_ms: number): string | undefined {
    const silence = this.#silences.find(
      ({ monitor, group, from, until }) =>
        monitor === name && Date.parse(from) <= at_ms && at_ms < Date.parse(until) && isPartOf(group, key),
    )
    if (silence) return `silenced until ${silence.until} by ${silence.created_by}`
    if (maintenance.some((window) => isInWindow(window, at_ms))) return 'planned work'
    const cause = inhibited_by.find((other) =>
      this.#watches
        .get(other)
        ?.firing()
        .some((one) => isAlike(one, key)),
    )
    return cause === undefined ? undefined : `"${cause}" fires`
  }

  wake(channels: readonly string[]): void {
    for (const name of channels) this.#deliveries.get(name)?.wake()
  }

  async #stopOne(parts: Map<string, { stop(): Promise<void> }>, name: string): Promise<void> {
    const part = parts.get(name)
    parts.delete(name)
    await part?.stop()
  }

  #checkGroup({ name, by }: ProjectMonitor, group: GroupKey): void {
    for (const column of Object.keys(group).filter((one) => !by.includes(one))) {
      const known = by.length > 0 ? `It has groups by ${by.join(', ')}.` : 'It has no groups.'
      throw new UserError('invalid', `cannot find groups of monitor "${name}" by "${column}"`, {
        hint: didYouMean(column, by) ?? known,
      })
    }
  }
}

function named<Part>(parts: ReadonlyMap<string, Part>, kind: string, name: string): Part {
  const part = parts.get(name)
  if (part) return part
  const names = [...parts.keys()]
  throw new UserError('not_found', `cannot find ${kind} "${name}": the project has none of this name`, {
    hint: didYouMean(name, names) ?? (names.length > 0 ? `There are ${names.join(', ')}.` : `Add it under "${kind}s".`),
  })
}
