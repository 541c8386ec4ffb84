import { isDeepStrictEqual } from 'node:util'
import type {
  Project,
  ProjectChannel,
  ProjectDataset,
  ProjectEndpoint,
  ProjectFunction,
  ProjectMonitor,
  ProjectRole,
  ProjectSource,
  ProjectStream,
  ProjectTenant,
  ProjectView,
} from './project.ts'

/**
 * What to do when the project file was edited while it runs. What is not named here is not touched. To perform it: stop
 * sources, then functions, then datasets, then streams; then start streams, datasets, functions, sources.
 */
export interface ProjectChange {
  readonly sources: Turn<ProjectSource>
  readonly streams: Turn<ProjectStream>
  readonly functions: Turn<ProjectFunction>
  readonly datasets: Turn<ProjectDataset>
  readonly views: Turn<ProjectView>
  readonly endpoints: Turn<ProjectEndpoint>
  readonly channels: Turn<ProjectChannel>
  readonly monitors: Turn<ProjectMonitor>
  readonly roles: Turn<ProjectRole>
  readonly tenants: Turn<ProjectTenant>
}

/** Parts to stop, as they ran, and to start, as they are now. One that changed is in both. */
export interface Turn<Part> {
  readonly stop: readonly Part[]
  readonly start: readonly Part[]
}

/** The difference of two projects; pure. */
export function planChange(old: Project, next: Project): ProjectChange {
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
    roles: turnOf(old.roles, next.roles),
    tenants: turnOf(old.tenants, next.tenants),
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
