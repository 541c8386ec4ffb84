/** The queries of a dashboard's panels, many in one request: those of one that is saved, or of one that is being written. */
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { UserError } from '../../lib/errors.ts'
import type { Annotation, DashboardAnswers, PanelAnswer, PanelQuery } from '../../model/dashboard.ts'
import type { ProjectDashboard } from '../../project/dashboards/dashboard.ts'
import { annotationOptions, queryOptions } from '../../project/dashboards/declaration.ts'
import { type Caller, scopeOf } from '../../runtime/access.ts'
import { dashboardScope, isDashboardVisible } from '../../runtime/dashboards/access.ts'
import { askedPanel, knownAlerts, writtenAnnotation } from '../../runtime/dashboards/asked-panel.ts'
import type { Platform } from '../../runtime/platform.ts'
import { abortOnClose } from '../http/abort.ts'
import { instantOf } from '../http/instant.ts'
import { choicesOf, dashboardFilters, filtersOf } from './dashboard-choices.ts'

const common = {
  from: Type.Optional(
    Type.String({ description: 'ISO 8601, or a duration back from now: `1h`; the beginning of the data without it.' }),
  ),
  until: Type.Optional(Type.String({ description: 'ISO 8601, or a duration back from now; now without it.' })),
  points: Type.Integer({
    minimum: 1,
    maximum: 2000,
    default: 120,
    description: 'Into about so many stretches the time is divided.',
  }),
  // Not a union: the values would be taken for one another.
  variables: Type.Record(Type.String(), Type.Unknown(), {
    default: {},
    description: 'What is chosen for each: a text, a list of texts, or null for all.',
  }),
}

const filters = {
  filters: dashboardFilters('Only rows whose fields have these values, of the datasets that have the fields.'),
}

const Saved = Type.Object(
  {
    ...common,
    ...filters,
    ask: Type.Array(Type.String(), {
      maxItems: 500,
      description: 'What is asked: `panels.<name>`, or `variables.<name>` for its values, or `annotations.<name>`.',
    }),
  },
  { additionalProperties: false },
)

const Written = Type.Object(
  {
    ...common,
    ...filters,
    queries: Type.Record(Type.String(), queryOptions, { description: 'The queries, by any name.' }),
    annotations: Type.Record(Type.String(), annotationOptions, {
      default: {},
      description: 'Answered with what they mark, by any names that no query has.',
    }),
    alerts: Type.Array(Type.String(), {
      default: [],
      maxItems: 500,
      description: 'Answered with how the monitors stand, by any names.',
    }),
  },
  { additionalProperties: false },
)

export function dashboardQueryRoutes(server: FastifyInstance, platform: Platform): void {
  const { dashboards } = platform
  const watched = () => ({ monitors: platform.monitors, all: [...platform.project.monitors.values()] })

  server.post<{ Params: { dashboard: string }; Body: Static<typeof Saved> }>(
    '/api/dashboards/:dashboard/query',
    {
      config: { policy: 'view', isScoped: true },
      schema: { summary: 'Answers panels of a dashboard, each by itself.', tags: ['dashboards'], body: Saved },
    },
    async ({ caller, params, body }, reply): Promise<DashboardAnswers> => {
      const dashboard = dashboards.find(params.dashboard, (one) => isDashboardVisible(caller, one))
      const asked = await dashboards.queries.answer({
        ...commonOf(body, caller),
        panels: body.ask.map((id) => askedPanel(id, dashboard, { caller, ...watched() })),
        inputs: dashboard.inputs,
        scope: dashboardScope(caller, dashboard),
        signal: abortOnClose(reply),
      })
      if (!caller.link) return asked
      const told = Object.entries(asked.answers).map(([id, answer]) => [id, forStranger(answer)] as const)
      return { ...asked, answers: Object.fromEntries(told) }
    },
  )

  server.post<{ Body: Static<typeof Written> }>(
    '/api/dashboards/query',
    {
      config: { policy: 'read', isScoped: true },
      schema: { summary: 'Answers queries of panels, each by itself.', tags: ['dashboards', 'query'], body: Written },
    },
    async ({ caller, body }, reply): Promise<DashboardAnswers> => {
      const queries = Object.entries(body.queries as Record<string, PanelQuery>)
      const annotations = Object.entries(body.annotations as Record<string, Annotation>)
      const asker = { caller, ...watched() }
      return dashboards.queries.answer({
        ...commonOf(body, caller),
        panels: [
          ...queries.map(([id, query]) => ({ id, query, sql: namedSql(dashboards.all, query.sql) })),
          ...annotations.map(([id, one]) => writtenAnnotation(id, one, namedSql(dashboards.all, one.sql), asker)),
          ...body.alerts.map((id) => ({ id, query: {}, known: () => knownAlerts(asker) })),
        ],
        inputs: [...queries, ...annotations].flatMap(([, { in: dataset }]) => dataset ?? []),
        scope: scopeOf(caller, await platform.datasetNames()),
        signal: abortOnClose(reply),
      })
    },
  )
}

function commonOf(
  { from, until, points, variables, filters }: Static<typeof Saved> | Static<typeof Written>,
  caller: Caller,
) {
  const now = Date.now()
  return {
    from: from === undefined ? undefined : instantOf('from', from, now),
    until: until === undefined ? new Date(now) : instantOf('until', until, now),
    points,
    variables: { ...choicesOf(variables), ...caller.link?.variables },
    filters: filtersOf(filters),
  }
}

/** Who has nothing but a link is not told how it is asked, nor what an error says: it may hold a value of a row that is not shown. */
function forStranger({ sql: _, error, ...answer }: PanelAnswer): PanelAnswer {
  if (!error) return answer
  return {
    error: { code: error.code, message: 'cannot show panel: its query failed', hint: 'Tell whoever sent you here.' },
  }
}

/** The text of a file of SQL that a dashboard names; other files are nobody's business. */
function namedSql(dashboards: readonly ProjectDashboard[], sql: string | undefined): string | undefined {
  if (sql === undefined || !/^\S+\.sql$/.test(sql)) return sql
  for (const { dashboard, statements } of dashboards) {
    const { panels, variables, annotations = {} } = dashboard
    const named = [
      ...Object.entries(panels).map(([name, { query }]) => [`panels.${name}`, query?.sql] as const),
      ...Object.entries(variables).map(([name, one]) => [`variables.${name}`, one.sql] as const),
      ...Object.entries(annotations).map(([name, one]) => [`annotations.${name}`, one.sql] as const),
    ]
    const found = named.find(([, written]) => written === sql)
    if (found) return statements[found[0]]
  }
  throw new UserError('not_found', `cannot find "${sql}": no dashboard names it`, { hint: 'Write the SQL itself.' })
}
