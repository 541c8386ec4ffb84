/**
 * The parts of a project that run. The start of a project is a change like each edit of it: from nothing. From the right end to the left
 * parts let go, from left to right they take up again. A part that cannot run as it is declared goes on as it was; it is not among those
 * that run as declared, so that the next change tries it again.
 */
import { messageOf, UserError } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import {
  type ProjectChange,
  type ProjectParts,
  planChange,
  type Section,
  type SectionParts,
} from '../project/change.ts'
import type { Stages } from './stage.ts'

/** Each stage after those that it needs; and what brings records in last, so that everybody sees all of them. */
const order = [
  'roles',
  'tenants',
  'login',
  'maps',
  'streams',
  'datasets',
  'views',
  'endpoints',
  'channels',
  'monitors',
  'dashboards',
  'reports',
  'functions',
  'sources',
] as const satisfies readonly Section[]

/** A part that does not run as it is declared. */
export interface Failure {
  readonly section: Section
  readonly name: string
  readonly error: unknown
}

type Running = { readonly [S in Section]: Map<string, SectionParts[S]> }

export class RunningParts {
  readonly #stages: Stages
  readonly #log: Log
  readonly #running = noParts()

  constructor(stages: Stages, log: Log) {
    this.#stages = stages
    this.#log = log
  }

  /** What there is to do for these parts, and no others, to run. */
  plan(wanted: Partial<ProjectParts>): ProjectChange {
    return planChange(this.#running, { ...noParts(), ...wanted })
  }

  /** Does all of it that can be done; resolves with the parts that do not run as they are declared. */
  async apply(change: ProjectChange): Promise<readonly Failure[]> {
    for (const section of order.toReversed()) await this.#stop(section, change)
    const failures: Failure[] = []
    for (const section of order) failures.push(...(await this.#start(section, change)))
    return failures
  }

  async #stop<S extends Section>(section: S, change: ProjectChange): Promise<void> {
    const { stop, start } = change[section]
    for (const part of stop) {
      this.#running[section].delete(part.name)
      try {
        await this.#stages[section].stop(part, namedIn(start, part.name))
      } catch (error) {
        this.#log.warn(`cannot stop ${kindOf(section)} "${part.name}" tidily: ${messageOf(error)}`)
      }
    }
  }

  async #start<S extends Section>(section: S, change: ProjectChange): Promise<Failure[]> {
    const { stop, start } = change[section]
    const failures: Failure[] = []
    for (const part of start) {
      const before = namedIn(stop, part.name)
      try {
        await this.#stages[section].start(part, before)
        this.#running[section].set(part.name, part)
      } catch (error) {
        failures.push({ section, name: part.name, error })
        if (before) await this.#goOn(section, before)
      }
    }
    return failures
  }

  /** As it was, for it does not run as it is declared now. */
  async #goOn<S extends Section>(section: S, before: SectionParts[S]): Promise<void> {
    try {
      await this.#stages[section].start(before, before)
      this.#running[section].set(before.name, before)
    } catch (error) {
      this.#log.warn(`cannot go on with ${kindOf(section)} "${before.name}" as it was: ${messageOf(error)}`)
    }
  }
}

/** What its reader is told; what is not a mistake of theirs keeps its cause. */
export function problemOf({ section, name, error }: Failure): UserError {
  if (error instanceof UserError) return error
  return new UserError('unavailable', `cannot start ${kindOf(section)} "${name}": ${messageOf(error)}`, {
    cause: error,
  })
}

/** Spelt out, so that none of them can be forgotten. */
function noParts(): Running {
  return {
    roles: new Map(),
    tenants: new Map(),
    login: new Map(),
    maps: new Map(),
    streams: new Map(),
    datasets: new Map(),
    views: new Map(),
    endpoints: new Map(),
    channels: new Map(),
    monitors: new Map(),
    dashboards: new Map(),
    reports: new Map(),
    functions: new Map(),
    sources: new Map(),
  }
}

function namedIn<Part extends { readonly name: string }>(parts: readonly Part[], wanted: string): Part | undefined {
  return parts.find(({ name }) => name === wanted)
}

function kindOf(section: Section): string {
  return section.replace(/s$/, '')
}
