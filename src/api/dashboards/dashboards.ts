/** Dashboards: who may see them sees them, who may edit writes their files anew, and nothing that was there is lost. */
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { type ErrorBody, UserError } from '../../lib/errors.ts'
import type { Dashboard, DashboardReport, DashboardSummary, RemovedDashboard } from '../../model/dashboard.ts'
import type { ProjectDashboard } from '../../project/dashboards/dashboard.ts'
import { type Caller, isAllowed } from '../../runtime/access.ts'
import { isDashboardVisible, mayEditDashboards } from '../../runtime/dashboards/access.ts'
import type { Platform } from '../../runtime/platform.ts'

interface Named {
  Params: { dashboard: string }
}

const Params = Type.Object({ dashboard: Type.String({ pattern: '^[a-z][a-z0-9_-]{0,63}$' }) })

// Its own check judges it: with it come the place of a mistake and the way out.
const said = Type.Object(
  {},
  { additionalProperties: true, description: 'What it says, as its file would; comments of the file are kept.' },
)

const Checked = Type.Object({ dashboard: said }, { additionalProperties: false })

const Change = Type.Object(
  {
    dashboard: Type.Optional(said),
    yaml: Type.Optional(Type.String({ maxLength: 1_000_000, description: 'Its whole text instead.' })),
    version: Type.Optional(
      Type.String({
        description: 'The version that is to be replaced, or "*" for any; without it there is to be none of this name.',
      }),
    ),
  },
  { additionalProperties: false },
)

const Restore = Type.Object(
  { id: Type.Integer({ description: 'Which of its versions.' }) },
  { additionalProperties: false },
)

const view = { policy: 'view', isScoped: true } as const
const edit = { policy: 'edit' } as const
const tags = ['dashboards']

export function dashboardRoutes(server: FastifyInstance, platform: Platform): void {
  const { dashboards } = platform
  const findFor = (caller: Caller, name: string) => dashboards.find(name, (one) => isDashboardVisible(caller, one))

  server.get(
    '/api/dashboards',
    { config: view, schema: { summary: 'Lists dashboards.', tags } },
    ({ caller }): { dashboards: DashboardSummary[] } => ({
      dashboards: dashboards.all.filter((one) => isDashboardVisible(caller, one)).map((one) => summaryOf(one, caller)),
    }),
  )

  server.get<Named>(
    '/api/dashboards/:dashboard',
    { config: view, schema: { summary: 'A dashboard: what it says, and its text.', tags, params: Params } },
    ({ caller, params }) => reportOf(findFor(caller, params.dashboard), caller),
  )

  server.put<Named & { Body: Static<typeof Change> }>(
    '/api/dashboards/:dashboard',
    {
      config: edit,
      schema: {
        summary: 'Makes a dashboard, or changes it: its file is written anew.',
        tags,
        params: Params,
        body: Change,
      },
    },
    async ({ caller, params, body }) => {
      const { yaml, version } = body
      const dashboard = body.dashboard as Dashboard | undefined
      if ((dashboard === undefined) === (yaml === undefined)) {
        throw new UserError('invalid', 'cannot save dashboard: expecting either dashboard or yaml', {
          hint: 'Send what it says, or its whole text.',
        })
      }
      requireEditor(caller)
      return reportOf(await dashboards.save(params.dashboard, { dashboard, yaml, version, by: caller.name }), caller)
    },
  )

  server.post<Named & { Body: Static<typeof Checked> }>(
    '/api/dashboards/:dashboard/check',
    {
      config: edit,
      schema: {
        summary: 'Tells all that is wrong with what a dashboard is to say, and saves nothing.',
        description: 'The `option` of each place is the keys that lead to it, like `variables.service.sql`.',
        tags,
        params: Params,
        body: Checked,
      },
    },
    async ({ caller, params, body }): Promise<{ problems: ErrorBody[] }> => {
      requireEditor(caller)
      const problems = await dashboards.problems(params.dashboard, body.dashboard as unknown as Dashboard)
      return { problems: problems.map((problem) => problem.toBody()) }
    },
  )

  server.delete<Named>(
    '/api/dashboards/:dashboard',
    { config: edit, schema: { summary: 'Removes a dashboard; its versions are kept.', tags, params: Params } },
    async ({ caller, params }, reply) => {
      requireEditor(caller)
      await dashboards.remove(findFor(caller, params.dashboard), caller.name)
      return reply.code(204).send()
    },
  )

  server.get(
    '/api/removed-dashboards',
    {
      config: edit,
      schema: { summary: 'Lists dashboards that were removed, the latest first: by whom, and when.', tags },
    },
    ({ caller }): { dashboards: RemovedDashboard[] } => {
      requireEditor(caller)
      return { dashboards: dashboards.removed }
    },
  )

  server.get<Named>(
    '/api/dashboards/:dashboard/history',
    { config: edit, schema: { summary: 'The versions that were replaced, the latest first.', tags, params: Params } },
    ({ caller, params }) => {
      requireEditor(caller)
      return { versions: dashboards.history(params.dashboard) }
    },
  )

  server.post<Named & { Body: Static<typeof Restore> }>(
    '/api/dashboards/:dashboard/restore',
    { config: edit, schema: { summary: 'Puts an earlier version in its place.', tags, params: Params, body: Restore } },
    async ({ caller, params, body }) => {
      requireEditor(caller)
      const { dashboard } = params
      const found = dashboards.history(dashboard).find(({ id }) => id === body.id)
      if (!found) {
        throw new UserError('not_found', `cannot restore dashboard "${dashboard}": it has no version ${body.id}`, {
          hint: 'Choose one of its history.',
        })
      }
      return reportOf(await dashboards.save(dashboard, { yaml: found.yaml, version: '*', by: caller.name }), caller)
    },
  )
}

function requireEditor(caller: Caller): void {
  if (mayEditDashboards(caller)) return
  throw new UserError('forbidden', 'cannot change dashboards as somebody who may not use all datasets', {
    hint: 'Ask somebody whose role has no "only".',
  })
}

function summaryOf({ name, file, dashboard }: ProjectDashboard, caller: Caller): DashboardSummary {
  const { title, description, home = false, panels } = dashboard
  return {
    name,
    title,
    ...(description === undefined ? {} : { description }),
    panels: Object.keys(panels).length,
    home,
    file,
    editable: isAllowed(caller, 'edit') && mayEditDashboards(caller),
  }
}

/** The text only for those who may change it: comments are not for everybody. */
function reportOf(one: ProjectDashboard, caller: Caller): DashboardReport {
  const { panels: _, home: __, ...summary } = summaryOf(one, caller)
  const { version, text } = one
  const dashboard = caller.link ? withoutQuestions(one.dashboard, Object.keys(caller.link.variables)) : one.dashboard
  return { ...summary, version, dashboard, ...(summary.editable ? { yaml: text } : {}) }
}

/** For who has nothing but a link: without the SQL, and without what is chosen already. */
function withoutQuestions(dashboard: Dashboard, fixed: readonly string[]): Dashboard {
  const hide = <Part extends { readonly sql?: string }>(part: Part): Part =>
    part.sql === undefined ? part : { ...part, sql: '' }
  const each = <From, To>(parts: Readonly<Record<string, From>>, change: (part: From) => To) =>
    Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, change(part)]))
  const { panels, variables, annotations = {} } = dashboard
  const left = Object.fromEntries(Object.entries(variables).filter(([name]) => !fixed.includes(name)))
  return {
    ...dashboard,
    variables: each(left, hide),
    annotations: each(annotations, hide),
    panels: each(panels, (panel) => (panel.query ? { ...panel, query: hide(panel.query) } : panel)),
  }
}
