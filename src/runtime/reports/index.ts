/** The reports of a project: dashboards that are drawn on a schedule, as somebody sees them who may see only those, and sent by mail. */
import { messageOf, UserError } from '../../lib/errors.ts'
import type { Log } from '../../lib/log.ts'
import { didYouMean } from '../../lib/similar.ts'
import type { DashboardAnswers } from '../../model/dashboard.ts'
import type { Notice } from '../../model/notice.ts'
import type { PaperFormat, PaperOrder, PaperQuestion } from '../../model/paper.ts'
import type { ReportDelivery, ReportReport } from '../../model/report.ts'
import type { Tile } from '../../model/tile.ts'
import type { ProjectDashboard } from '../../project/dashboards/dashboard.ts'
import { nextTime } from '../../project/functions/schedule.ts'
import type { Project, ProjectReport } from '../../project/project.ts'
import { type Caller, isAllowed } from '../access.ts'
import { dashboardScope } from '../dashboards/access.ts'
import { askedPanel } from '../dashboards/asked-panel.ts'
import { filterCondition } from '../dashboards/filter-parts.ts'
import type { Dashboards } from '../dashboards/index.ts'
import type { Maps } from '../maps/index.ts'
import type { Monitors } from '../monitors/monitors.ts'
import { Outbox } from '../monitors/outbox.ts'
import type { Policy } from '../policy.ts'
import type { Stages } from '../stage.ts'
import type { State } from '../state.ts'
import { inTransaction } from '../transaction.ts'
import type { TileBytes, WantedTiles } from './draw-process.ts'
import { drawPaper } from './drawing.ts'
import { ReportSchedule } from './report-schedule.ts'
import { ReportTimes } from './report-times.ts'
import { reportWords } from './report-words.ts'

export interface ReportsParts {
  readonly state: State
  readonly project: () => Project
  readonly dashboards: Dashboards
  readonly maps: Maps
  readonly policy: Policy
  readonly monitors: Monitors
  readonly log: Log
}

export interface ReportFile {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array
}

const types: Readonly<Record<PaperFormat, string>> = { pdf: 'application/pdf', png: 'image/png' }
/** As many as charts of a screen have. */
const points = 120

export class Reports {
  readonly #parts: ReportsParts
  readonly #times: ReportTimes
  readonly #outbox: Outbox
  readonly #schedules = new Map<string, ReportSchedule>()
  readonly #failures = new Map<string, UserError>()
  /** One is drawn after the other: each takes a core for a moment. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(parts: ReportsParts) {
    this.#parts = parts
    this.#times = new ReportTimes(parts.state)
    this.#outbox = new Outbox(parts.state)
  }

  get stages(): Pick<Stages, 'reports'> {
    return { reports: { start: (report) => this.#start(report), stop: ({ name }) => this.#stopOne(name) } }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#schedules.keys()].map((name) => this.#stopOne(name)))
  }

  list(): ReportReport[] {
    const now = Date.now()
    return [...this.#parts.project().reports.values()].map((report) => {
      const { name, dashboard, channel, format, tenant, schedule } = report
      const next = nextTime(schedule, now)
      const { last_ms } = this.#times.of(name) ?? {}
      const error = this.#failures.get(name)
      const delivery = this.#maybeDelivery(name)
      return {
        name,
        dashboard,
        title: this.#titleOf(report),
        channel,
        format,
        ...(tenant === undefined ? {} : { tenant }),
        schedule: schedule.expression,
        timezone: schedule.timezone,
        ...(next === undefined ? {} : { next: new Date(next).toISOString() }),
        ...(last_ms === undefined ? {} : { last: new Date(last_ms).toISOString() }),
        ...(error ? { error: error.toBody() } : {}),
        ...(delivery ? { delivery } : {}),
      }
    })
  }

  /** A report of the project; throws `not_found`. */
  find(name: string): ProjectReport {
    const { reports } = this.#parts.project()
    const found = reports.get(name)
    if (found) return found
    const names = [...reports.keys()]
    throw new UserError('not_found', `cannot find report "${name}": the project has none of this name`, {
      hint:
        didYouMean(name, names) ?? (names.length > 0 ? `There are ${names.join(', ')}.` : 'Add it under "reports".'),
    })
  }

  /** As it would be sent now. */
  draw(report: ProjectReport, signal: AbortSignal, format = report.format): Promise<ReportFile> {
    const drawn = this.#turn.then(() => this.#draw({ ...report, format }, new Date(), signal))
    this.#turn = drawn.catch(() => {})
    return drawn
  }

  /** Draws it and gives it to its channel, which delivers it as any notice; returns the id of the notice. */
  async send(report: ProjectReport, signal: AbortSignal): Promise<string> {
    const now = Date.now()
    const file = await this.draw(report, signal)
    return this.#post(report, `now-${now.toString(36)}`, file, () => this.#times.note(report.name, now))
  }

  #start(report: ProjectReport): void {
    const { name, schedule } = report
    const { log } = this.#parts
    this.#times.begin(name, schedule, Date.now())
    const running = new ReportSchedule({
      schedule,
      settled: () => this.#times.of(name)!.settled_ms,
      send: async (due_ms, signal) => {
        const file = await this.draw(report, signal)
        this.#post(report, due_ms.toString(36), file, () => this.#times.settle(name, due_ms, Date.now()))
        this.#failures.delete(name)
      },
      onFailure: (error, retry_ms) => {
        const known = error instanceof UserError ? error : new UserError('unavailable', messageOf(error))
        this.#failures.set(name, known)
        log.warn(`cannot send report "${name}" yet: ${known.message}`, { retry_ms })
      },
    })
    this.#schedules.set(name, running)
  }

  async #stopOne(name: string): Promise<void> {
    const running = this.#schedules.get(name)
    this.#schedules.delete(name)
    this.#failures.delete(name)
    await running?.stop()
  }

  #maybeDelivery(name: string): ReportDelivery | undefined {
    const found = this.#outbox.maybeLatest(idPrefix(name))
    if (!found) return undefined
    const { id, channel, state, attempts, created, error } = found
    return { notice: id, channel, state, attempts, created, ...(error === undefined ? {} : { error }) }
  }

  #titleOf({ title, dashboard }: ProjectReport): string {
    return title ?? this.#parts.dashboards.all.find(({ name }) => name === dashboard)?.dashboard.title ?? dashboard
  }

  async #draw(report: ProjectReport, now: Date, signal: AbortSignal): Promise<ReportFile> {
    const { dashboards, maps, project } = this.#parts
    const { dashboard, format, language, variables, time, schedule } = report
    const one = dashboards.find(dashboard, () => true)
    const caller = this.#callerOf(report)
    const { brand } = project().tenants.get(report.tenant ?? '') ?? {}
    const order: PaperOrder = {
      format,
      language,
      dashboard: one.dashboard,
      ...(time && { time }),
      variables,
      maps: maps.all,
      title: this.#titleOf(report),
      owner: caller.tenant?.title ?? caller.tenant?.name ?? project().brand?.title ?? project().name,
      ...((brand ?? project().brand) ? { brand: (brand ?? project().brand)! } : {}),
      made: now.toISOString(),
    }
    const ask = (question: PaperQuestion) => this.#ask(report, one, caller, question, signal)
    const tiles = (wanted: WantedTiles) => this.#tiles(report, wanted)
    const bytes = await drawPaper({ order, timezone: schedule.timezone, ask, tiles, signal })
    return { name: `${dashboard}-${now.toISOString().slice(0, 10)}.${format}`, type: types[format], bytes }
  }

  async #ask(
    { name }: ProjectReport,
    one: ProjectDashboard,
    caller: Caller,
    { from, until, variables }: PaperQuestion,
    signal: AbortSignal,
  ): Promise<DashboardAnswers> {
    const { dashboards, monitors, project, log } = this.#parts
    const { panels, annotations = {} } = one.dashboard
    const asked = Object.entries(panels).filter(([, { query, type }]) => query || type === 'alerts')
    const ids = [
      ...asked.map(([panel]) => `panels.${panel}`),
      ...Object.keys(annotations).map((annotation) => `annotations.${annotation}`),
    ]
    const watched = { caller, monitors, all: [...project().monitors.values()] }
    const told = await dashboards.queries.answer({
      panels: ids.map((id) => askedPanel(id, one, watched)),
      from: from === undefined ? undefined : new Date(from),
      until: new Date(until),
      points,
      variables,
      filters: [],
      inputs: one.inputs,
      scope: dashboardScope(caller, one),
      signal,
    })
    for (const [id, { error }] of Object.entries(told.answers)) {
      if (error) log.warn(`report "${name}" lacks ${id}: ${error.message}`)
    }
    return told
  }

  /** What cannot be had is drawn as outlines. */
  #tiles({ name }: ProjectReport, { map, tiles }: WantedTiles): Promise<TileBytes> {
    const { maps, log } = this.#parts
    let isTold = false
    const bytesOf = async (tile: Tile) => {
      try {
        return (await maps.tile(map, tile, () => true)).bytes
      } catch (error) {
        const isNone = error instanceof UserError && error.code === 'not_found'
        if (!isTold && !isNone) log.warn(`report "${name}" lacks tiles: ${messageOf(error)}`)
        isTold ||= !isNone
        return undefined
      }
    }
    return Promise.all(tiles.map(bytesOf))
  }

  /** Somebody who may see this dashboard and nothing else, and of it what the report says. */
  #callerOf({ name, dashboard, tenant, filters, variables }: ProjectReport): Caller {
    const account = { name: `report:${name}`, role: 'viewer', only: [`dashboards/${dashboard}`] }
    const caller = this.#parts.policy.callerOf({ ...account, ...(tenant === undefined ? {} : { tenant }) })
    if (!isAllowed(caller, 'view')) {
      throw new UserError('forbidden', `cannot make report "${name}": "${tenant}" may see no dashboards`, {
        hint: 'Declare the company under "tenants".',
      })
    }
    const rows = filterCondition(filters)
    return { ...caller, link: { variables, ...(rows === undefined ? {} : { rows }) } }
  }

  #post(report: ProjectReport, key: string, { name, type, bytes }: ReportFile, also: () => void): string {
    const { project, monitors, state } = this.#parts
    const id = `${idPrefix(report.name)}${key}`
    const about = { id, name, type, bytes: bytes.length }
    const title = this.#titleOf(report)
    const words = reportWords[report.language]
    const now = new Date()
    const notice: Notice = {
      id,
      incident: id,
      monitor: report.name,
      project: project().name,
      state: 'report',
      severity: 'info',
      title,
      text: words.attached(title),
      time: now.toISOString(),
      origin: words.origin(report.name, timeText(now, report)),
      facts: [],
      files: [about],
      ...(report.to ? { to: report.to } : {}),
    }
    inTransaction(state, () => {
      this.#outbox.keep(about, bytes)
      this.#outbox.add(notice, [report.channel], Date.now())
      also()
    })
    monitors.wake([report.channel])
    return id
  }
}

/** Names have no hyphen: what begins so is of this report. */
function idPrefix(name: string): string {
  return `report-${name}-`
}

function timeText(time: Date, { language, schedule: { timezone } }: ProjectReport): string {
  return time.toLocaleString(language, { dateStyle: 'long', timeStyle: 'long', timeZone: timezone })
}
