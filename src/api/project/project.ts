/** The project as it runs, and what flows where in it. */
import type { FastifyInstance } from 'fastify'
import type { ProjectReport } from '../../model/project-report.ts'
import { graphOf } from '../../project/graph.ts'
import type { Project } from '../../project/project.ts'
import { type Caller, isLimited, isNamed } from '../../runtime/access.ts'
import type { Platform } from '../../runtime/platform.ts'

export function projectRoutes(server: FastifyInstance, platform: Platform): void {
  server.get(
    '/api/project',
    {
      config: { policy: 'edit' },
      schema: { summary: 'The project as it runs, with the graph of what flows where.', tags: ['operation'] },
    },
    async ({ caller }) => ({
      ...reportOf(visibleTo(caller, platform.project)),
      editable: !isLimited(caller) && (await platform.projectFile.isWritable()),
      problems: isLimited(caller) ? [] : platform.projectProblems.map((error) => error.toBody()),
    }),
  )
}

/** What belongs together is shown when all of its names may be known. */
export function visibleTo(caller: Caller, project: Project): Project {
  const filter = <Part>(parts: ReadonlyMap<string, Part>, namesOf: (part: Part) => readonly (string | undefined)[]) => {
    const isVisible = (part: Part) => namesOf(part).every((name) => name === undefined || isNamed(caller, name))
    return new Map([...parts].filter(([, part]) => isVisible(part)))
  }
  return {
    ...project,
    sources: filter(project.sources, ({ to }) => [to]),
    streams: filter(project.streams, ({ name }) => [name]),
    functions: filter(project.functions, ({ on, to, errors, sends }) => [on, to, errors, ...sends]),
    datasets: filter(project.datasets, ({ name, from }) => [name, from]),
    views: filter(project.views, ({ name, inputs }) => [name, ...inputs]),
    endpoints: filter(project.endpoints, ({ name, inputs }) => [name, ...inputs]),
    dashboards: filter(project.dashboards, ({ inputs }) => inputs),
    ...(isLimited(caller)
      ? {
          // A channel carries records of any dataset, and what reads none is nobody's in particular.
          monitors: new Map(
            [...filter(project.monitors, ({ inputs }) => inputs)]
              .filter(([, { inputs }]) => inputs.length > 0)
              .map(([name, monitor]) => [name, { ...monitor, notify: [] }]),
          ),
          channels: new Map(),
          reports: new Map(),
        }
      : {}),
  }
}

/** Without options, configurations and secrets. */
function reportOf(project: Project): Omit<ProjectReport, 'problems' | 'editable'> {
  const { name, folder, sources, streams, functions, datasets, views, endpoints, monitors, channels } = project
  return {
    name,
    folder,
    sources: [...sources.values()].map(({ name, type, to, at }) => ({ name, type, to, at })),
    streams: [...streams.values()],
    functions: [...functions.values()].map(({ config: _, secrets: __, body, ...rest }) => ({
      ...rest,
      kind: body.kind,
    })),
    datasets: [...datasets.values()],
    views: [...views.values()].map(({ name, inputs, refresh, at }) => ({ name, inputs, refresh: refresh.kind, at })),
    endpoints: [...endpoints.values()].map(({ name, inputs, summary, isPublic, at }) => ({
      name,
      inputs,
      ...(summary === undefined ? {} : { summary }),
      public: isPublic,
      at,
    })),
    monitors: [...monitors.values()].map(({ name, inputs, condition, severity, notify, at }) => ({
      name,
      inputs,
      kind: condition.kind,
      severity,
      notify,
      at,
    })),
    channels: [...channels.values()].map(({ name, type, at }) => ({ name, type, at })),
    graph: graphOf(project),
  }
}
