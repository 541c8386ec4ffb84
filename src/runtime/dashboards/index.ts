/** The dashboards of the project, as they run and as people write them anew in the browser. The files stay what counts. */
import { join } from 'node:path'
import type { DatasetReader } from '../../datasets/dataset.ts'
import { UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import { maybeText, removeFile, writeText } from '../../lib/whole-file.ts'
import type { Dashboard, DashboardVersion, RemovedDashboard } from '../../model/dashboard.ts'
import { readDashboard, versionOf } from '../../project/dashboards/check.ts'
import type { ProjectDashboard } from '../../project/dashboards/dashboard.ts'
import { ProjectFiles } from '../../project/files.ts'
import type { Tell } from '../../project/part.ts'
import { wayToPlace } from '../../project/parts/part-place.ts'
import type { Project } from '../../project/project.ts'
import type { Stages } from '../stage.ts'
import type { State } from '../state.ts'
import { dashboardText } from './dashboard-text.ts'
import { DashboardHistory } from './history.ts'
import { PanelQueries } from './queries.ts'

export interface DashboardsParts {
  readonly state: State
  readonly reader: DatasetReader
  readonly project: () => Project
}

/** What a dashboard is to be: its whole text, or what it says. */
export interface DashboardChange {
  readonly yaml?: string | undefined
  readonly dashboard?: Dashboard | undefined
  /** The version that they saw, or `*` for whatever is there; absent for one that is new. */
  readonly version?: string | undefined
  readonly by: string
}

export class Dashboards {
  readonly queries: PanelQueries
  readonly #parts: DashboardsParts
  readonly #history: DashboardHistory
  readonly #all = new Map<string, ProjectDashboard>()
  /** Changes of files come one after the other. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(parts: DashboardsParts) {
    this.#parts = parts
    this.#history = new DashboardHistory(parts.state)
    this.queries = new PanelQueries(parts.reader)
  }

  get stages(): Pick<Stages, 'dashboards'> {
    return {
      dashboards: {
        start: (one) => this.#follow(one),
        stop: (one, next) => (next ? undefined : this.#leave(one)),
      },
    }
  }

  get all(): ProjectDashboard[] {
    return [...this.#all.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  /** Throws `not_found` with the names that the caller may know. */
  find(name: string, isVisible: (dashboard: ProjectDashboard) => boolean): ProjectDashboard {
    const found = this.#all.get(name)
    if (found && isVisible(found)) return found
    const known = this.all.filter(isVisible).map((one) => one.name)
    const list = known.length > 0 ? `The dashboards are: ${known.join(', ')}.` : 'Make one first.'
    throw new UserError('not_found', `cannot find dashboard "${name}"`, { hint: didYouMean(name, known) ?? list })
  }

  history(name: string): DashboardVersion[] {
    return this.#history.of(name)
  }

  /** Those that were there, and whose versions are kept. */
  get removed(): RemovedDashboard[] {
    return this.#history.removed((name) => this.#all.has(name))
  }

  /** Writes the file, with the comments that it has; throws `conflict` when somebody else has changed it meanwhile. */
  save(name: string, change: DashboardChange): Promise<ProjectDashboard> {
    return this.#inTurn(async () => {
      const { folder, dashboardFolder } = this.#parts.project()
      const file = this.#all.get(name)?.file ?? `${dashboardFolder}/${name}.yaml`
      const before = await maybeText(join(folder, file))
      refuseOverwriting(name, before, change)
      const text = change.yaml ?? dashboardText(before, change.dashboard!)
      const checked = await this.#check(name, file, text)
      if (before === text) return checked
      // Somebody may have written it by hand while it was checked.
      const now = await maybeText(join(folder, file))
      if (now !== before) refuseOverwriting(name, now, change)
      if (before !== undefined) this.#history.keep(name, before, change.by)
      await writeText(join(folder, file), text, `dashboard "${name}"`)
      this.#all.set(name, checked)
      return checked
    })
  }

  /** All that is wrong with what a dashboard is to say, each with the keys that lead to it; nothing is saved. */
  async problems(name: string, dashboard: Dashboard): Promise<UserError[]> {
    const { folder, dashboardFolder } = this.#parts.project()
    const file = this.#all.get(name)?.file ?? `${dashboardFolder}/${name}.yaml`
    const text = dashboardText(await maybeText(join(folder, file)), dashboard)
    const problems: UserError[] = []
    await this.#read(name, file, text, (problem) => problems.push(problem))
    return problems.map(({ code, message, at, hint }) => {
      const option = at?.option ?? (at?.file === file ? wayToPlace(text, at).join('.') : '')
      return new UserError(code, message, { at: at && option !== '' ? { ...at, option } : at, hint })
    })
  }

  remove({ name, file, text }: ProjectDashboard, by: string): Promise<void> {
    return this.#inTurn(async () => {
      const path = join(this.#parts.project().folder, file)
      this.#history.keep(name, (await maybeText(path)) ?? text, by, true)
      await removeFile(path, `dashboard "${name}"`)
      this.#all.delete(name)
    })
  }

  /** The project was read before it changes: what was saved or removed since then stays, another reading of it follows. */
  #follow(one: ProjectDashboard): Promise<void> {
    return this.#inTurn(async () => {
      const text = await maybeText(join(this.#parts.project().folder, one.file))
      if (text !== undefined && versionOf(text) === one.version) this.#all.set(one.name, one)
    })
  }

  #leave(one: ProjectDashboard): Promise<void> {
    return this.#inTurn(async () => {
      const isSaved = this.#all.get(one.name) !== one
      const text = isSaved ? await maybeText(join(this.#parts.project().folder, one.file)) : undefined
      if (text === undefined) this.#all.delete(one.name)
    })
  }

  async #check(name: string, file: string, text: string): Promise<ProjectDashboard> {
    const problems: UserError[] = []
    const checked = await this.#read(name, file, text, (problem) => problems.push(problem))
    if (problems[0]) throw problems[0]
    return checked!
  }

  #read(name: string, file: string, text: string, tell: Tell): Promise<ProjectDashboard | undefined> {
    const { folder, datasets, views, monitors, maps } = this.#parts.project()
    const tables = [...[...datasets.keys()].flatMap((dataset) => [dataset, `${dataset}_rejected`]), ...views.keys()]
    const files = new ProjectFiles(folder)
    const names = { tables, monitors: [...monitors.keys()], maps: [...maps.keys()], files }
    return readDashboard({ name, file, text }, names, tell)
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(act)
    this.#turn = done.catch(() => {})
    return done
  }
}

function refuseOverwriting(name: string, before: string | undefined, { version }: DashboardChange): void {
  if (version === '*') return
  if (version === undefined && before !== undefined) {
    throw new UserError('conflict', `cannot make dashboard "${name}": there is one of this name`, {
      hint: 'Choose another name.',
    })
  }
  if (version !== undefined && (before === undefined || versionOf(before) !== version)) {
    throw new UserError('conflict', `cannot save dashboard "${name}": it has been changed since you opened it`, {
      hint: 'Save yours under another name, or open the new one.',
    })
  }
}
