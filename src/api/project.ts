/** The project as it runs, and what flows where in it. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { UserError } from '../lib/errors.ts'
import type { DeclaredPart } from '../model/declared-part.ts'
import type { ProjectReport } from '../model/project-report.ts'
import { type DeclaredSection, declaredSections, maybeDeclaredText, optionsOf } from '../project/declared-text.ts'
import { graphOf } from '../project/graph.ts'
import { type Project, projectFile } from '../project/project.ts'
import { projectSchema } from '../project/schema.ts'
import { type Caller, isLimited, isNamed } from '../runtime/access.ts'
import type { Platform } from '../runtime/platform.ts'

export function projectRoutes(server: FastifyInstance, platform: Platform): void {
  server.get(
    '/api/project',
    {
      config: { policy: 'edit' },
      schema: { summary: 'The project as it runs, with the graph of what flows where.', tags: ['operation'] },
    },
    ({ caller }) => ({
      ...reportOf(visibleTo(caller, platform.project)),
      problems: isLimited(caller) ? [] : platform.projectProblems.map((error) => error.toBody()),
    }),
  )

  server.get<{ Params: { section: DeclaredSection; name: string } }>(
    '/api/project/:section/:name',
    {
      config: { policy: 'edit' },
      schema: {
        summary: 'A part of the project as its file writes it, with what its options mean.',
        tags: ['operation'],
        params: Type.Object({
          section: Type.Union(declaredSections.map((one) => Type.Literal(one))),
          name: Type.String(),
        }),
      },
    },
    async ({ caller, params: { section, name } }): Promise<DeclaredPart> => {
      const { project } = platform
      const visible = visibleTo(caller, project)
      if (!visible[section].has(name)) {
        throw new UserError('not_found', `cannot find "${name}" among the ${section} of the project`, {
          hint: `There are: ${[...visible[section].keys()].join(', ') || 'none'}.`,
        })
      }
      const file = await readFile(join(project.folder, projectFile), 'utf8')
      const text = maybeDeclaredText(file, section, name)
      schema ??= projectSchema()
      return {
        section,
        name,
        ...(text === undefined ? {} : { text: project.redact(text) }),
        options: optionsOf(file, section, name, await schema),
      }
    },
  )
}

/** From declarations that do not change while the process runs. */
let schema: Promise<object> | undefined

/** What belongs together is shown when all of its names may be known. */
function visibleTo(caller: Caller, project: Project): Project {
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
        }
      : {}),
  }
}

/** Without options, configurations and secrets. */
function reportOf(project: Project): Omit<ProjectReport, 'problems'> {
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
