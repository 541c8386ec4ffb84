/** The queries of a dashboard's panels, many in one request: those of one that is saved, or of one that is being written. */
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { UserError } from '../lib/errors.ts'
import type { Annotation, Dashboard, DashboardAnswers, PanelQuery, VariableValue } from '../model/dashboard.ts'
import type { ProjectDashboard } from '../project/dashboards/dashboard.ts'
import { queryOptions } from '../project/dashboards/declaration.ts'
import { type Caller, scopeOf } from '../runtime/access.ts'
import { dashboardScope, isDashboardVisible, mayKnowAlerts } from '../runtime/dashboards/access.ts'
import { alertSpans } from '../runtime/dashboards/alert-spans.ts'
import type { AskedPanel } from '../runtime/dashboards/queries.ts'
import type { Platform } from '../runtime/platform.ts'
import { abortOnClose } from './abort.ts'
import { instantOf } from './instant.ts'

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

/** Checked by hand, as the values of variables are. */
const filters = {
  filters: Type.Array(
    Type.Object(
      {
        field: Type.String({ minLength: 1, maxLength: 500 }),
        value: Type.Unknown({ description: 'A text, or null for none.' }),
        not: Type.Optional(Type.Boolean({ description: 'It is not to be this one.' })),
      },
      { additionalProperties: false },
    ),
    {
      default: [],
      maxItems: 50,
      description: 'Only rows whose fields have these values, of the datasets that have the fields.',
    },
  ),
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
  },
  { additionalProperties: false },
)

export function dashboardQueryRoutes(server: FastifyInstance, platform: Platform): void {
  const { dashboards } = platform

  const askedOf = (caller: Caller, one: ProjectDashboard, id: string): AskedPanel => {
    const wanted = watchedBy(one, id)
    if (!wanted) return savedPanel(one, id)
    const all = [...platform.project.monitors.values()]
    const watched = all.filter(
      (monitor) => (wanted === 'all' || wanted.includes(monitor.name)) && mayKnowAlerts(caller, one, monitor),
    )
    return { id, query: {}, known: (range) => alertSpans(platform.monitors, watched, range) }
  }

  server.post<{ Params: { dashboard: string }; Body: Static<typeof Saved> }>(
    '/api/dashboards/:dashboard/query',
    {
      config: { policy: 'view', isScoped: true },
      schema: { summary: 'Answers panels of a dashboard, each by itself.', tags: ['dashboards'], body: Saved },
    },
    async ({ caller, params, body }, reply): Promise<DashboardAnswers> => {
      const dashboard = dashboards.find(params.dashboard, (one) => isDashboardVisible(caller, one))
      return dashboards.queries.answer({
        ...commonOf(body),
        panels: body.ask.map((id) => askedOf(caller, dashboard, id)),
        inputs: dashboard.inputs,
        scope: dashboardScope(caller, dashboard),
        signal: abortOnClose(reply),
      })
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
      return dashboards.queries.answer({
        ...commonOf(body),
        panels: queries.map(([id, query]) => ({ id, query, sql: namedSql(dashboards.all, query.sql) })),
        inputs: queries.flatMap(([, query]) => query.in ?? []),
        scope: scopeOf(caller, await platform.datasetNames()),
        signal: abortOnClose(reply),
      })
    },
  )
}

function commonOf({ from, until, points, variables, filters }: Static<typeof Saved> | Static<typeof Written>) {
  const now = Date.now()
  return {
    from: from === undefined ? undefined : instantOf('from', from, now),
    until: until === undefined ? new Date(now) : instantOf('until', until, now),
    points,
    variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, choiceOf(name, value)])),
    filters: filters.map(({ field, value, not }) => ({
      field,
      value: filterValue(field, value),
      ...(not ? { not } : {}),
    })),
  }
}

function choiceOf(name: string, value: unknown): VariableValue {
  const isText = (one: unknown) => typeof one === 'string'
  if (value === null || isText(value) || (Array.isArray(value) && value.every(isText))) return value as VariableValue
  throw new UserError('invalid', `cannot read variable "${name}": expecting text, a list of texts, or null`, {
    hint: 'Write it like { "service": ["web"] }.',
  })
}

function filterValue(field: string, value: unknown): string | null {
  if (value === null || typeof value === 'string') return value
  throw new UserError('invalid', `cannot read filter of "${field}": expecting a text or null`, {
    hint: 'Write it like { "field": "service", "value": "web" }.',
  })
}

/** The monitors whose alerts an annotation shows, if it is one of those. */
function watchedBy({ dashboard: { annotations = {} } }: ProjectDashboard, id: string): Annotation['monitors'] {
  const [kind, key = ''] = id.split('.')
  return kind === 'annotations' && Object.hasOwn(annotations, key) ? annotations[key]!.monitors : undefined
}

/** So many records of an annotation are marked. */
const mostMarks = 200

function queryOf({ panels, annotations = {} }: Dashboard, id: string): PanelQuery | undefined {
  const [kind, key = ''] = id.split('.')
  if (kind === 'panels' && Object.hasOwn(panels, key)) return panels[key]!.query
  const annotation = kind === 'annotations' && Object.hasOwn(annotations, key) ? annotations[key]! : undefined
  if (annotation?.in === undefined) return undefined
  const { in: dataset, kql, text } = annotation
  return { in: dataset, ...(kql === undefined ? {} : { kql }), ...(text ? { fields: [text] } : {}), limit: mostMarks }
}

function savedPanel({ name, dashboard, statements }: ProjectDashboard, id: string): AskedPanel {
  const sql = Object.hasOwn(statements, id) ? statements[id] : undefined
  const query = queryOf(dashboard, id)
  if (query || sql !== undefined) return { id, query: query ?? {}, sql }
  throw new UserError('not_found', `cannot find "${id}" in dashboard "${name}"`, {
    hint: 'Name panels and variables that ask something, like panels.requests.',
  })
}

/** The text of a file of SQL that a dashboard names; other files are nobody's business. */
function namedSql(dashboards: readonly ProjectDashboard[], sql: string | undefined): string | undefined {
  if (sql === undefined || !/^\S+\.sql$/.test(sql)) return sql
  for (const { dashboard, statements } of dashboards) {
    for (const [name, { query }] of Object.entries(dashboard.panels)) {
      if (query?.sql === sql) return statements[`panels.${name}`]
    }
  }
  throw new UserError('not_found', `cannot find "${sql}": no dashboard names it`, { hint: 'Write the SQL itself.' })
}
