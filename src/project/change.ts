import { isDeepStrictEqual } from 'node:util'
import type { ProjectDashboard } from './dashboards/dashboard.ts'
import type {
  ProjectChannel,
  ProjectDataset,
  ProjectEndpoint,
  ProjectFunction,
  ProjectLogin,
  ProjectMap,
  ProjectMonitor,
  ProjectReport,
  ProjectRole,
  ProjectSource,
  ProjectStream,
  ProjectTenant,
  ProjectView,
} from './project.ts'

/** What a part of each section is. */
export interface SectionParts {
  readonly streams: ProjectStream
  readonly datasets: ProjectDataset
  readonly views: ProjectView
  readonly endpoints: ProjectEndpoint
  readonly channels: ProjectChannel
  readonly monitors: ProjectMonitor
  readonly functions: ProjectFunction
  readonly sources: ProjectSource
  readonly dashboards: ProjectDashboard
  readonly reports: ProjectReport
  readonly maps: ProjectMap
  readonly roles: ProjectRole
  readonly tenants: ProjectTenant
  readonly login: ProjectLogin
}

export type Section = keyof SectionParts

/** The parts of a project, or those of them that run, by their names. */
export type ProjectParts = { readonly [S in Section]: ReadonlyMap<string, SectionParts[S]> }

/** What to do so that the parts of a project run instead of those that do. What is not named here is not touched. */
export type ProjectChange = { readonly [S in Section]: Turn<SectionParts[S]> }

/** Parts to stop, as they ran, and to start, as they are now. One that changed is in both. */
export interface Turn<Part> {
  readonly stop: readonly Part[]
  readonly start: readonly Part[]
}

/** The difference; pure. */
export function planChange(old: ProjectParts, next: ProjectParts): ProjectChange {
  const streams = turnOf(old.streams, next.streams)
  const reopened = new Set(streams.start.map(({ name }) => name))
  // Who holds a stream that is opened anew has to let go of it and take it again.
  return {
    streams,
    datasets: turnOf(old.datasets, next.datasets, ({ from }) => reopened.has(from)),
    functions: turnOf(old.functions, next.functions, (part) =>
      [part.on, part.to, part.errors, ...part.sends].some((name) => name !== undefined && reopened.has(name)),
    ),
    sources: turnOf(old.sources, next.sources, ({ to }) => reopened.has(to)),
    views: turnOf(old.views, next.views),
    endpoints: turnOf(old.endpoints, next.endpoints),
    channels: turnOf(old.channels, next.channels),
    monitors: turnOf(old.monitors, next.monitors),
    dashboards: turnOf(old.dashboards, next.dashboards),
    reports: turnOf(old.reports, next.reports),
    maps: turnOf(old.maps, next.maps),
    roles: turnOf(old.roles, next.roles),
    tenants: turnOf(old.tenants, next.tenants),
    login: turnOf(old.login, next.login),
  }
}

/** Whether there is anything to do. */
export function isChange(change: ProjectChange): boolean {
  return Object.values<Turn<unknown>>({ ...change }).some(({ stop, start }) => stop.length > 0 || start.length > 0)
}

interface Part {
  readonly name: string
  readonly at?: unknown
  readonly origin?: unknown
}

function turnOf<P extends Part>(
  old: ReadonlyMap<string, P>,
  next: ReadonlyMap<string, P>,
  isTouched: (part: P) => boolean = () => false,
): Turn<P> {
  const isKept = (part: P) => {
    const before = old.get(part.name)
    return before !== undefined && isDeepStrictEqual(withoutPlace(before), withoutPlace(part)) && !isTouched(part)
  }
  const start = [...next.values()].filter((part) => !isKept(part))
  const started = new Set(start.map(({ name }) => name))
  return { start, stop: [...old.values()].filter(({ name }) => started.has(name) || !next.has(name)) }
}

/** Moving a part within the file changes nothing. */
function withoutPlace(part: Part): Part {
  return { ...part, at: undefined, origin: undefined }
}
