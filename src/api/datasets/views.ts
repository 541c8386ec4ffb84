/** Views: how they fare, what changed in them and when, and a refresh by hand. */
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { UserError } from '../../lib/errors.ts'
import type { ViewDetail } from '../../model/view-report.ts'
import { isNamed, requireName } from '../../runtime/access.ts'
import type { Platform } from '../../runtime/platform.ts'

const History = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 20, description: 'So many refreshes.' })),
})

interface Named {
  Params: { view: string }
}

export function viewRoutes(server: FastifyInstance, platform: Platform): void {
  server.get(
    '/api/views',
    { config: { policy: 'read' }, schema: { summary: 'Lists views and how they fare.', tags: ['data'] } },
    async (request) => ({
      views: (await platform.views.explain()).filter(({ name }) => isNamed(request.caller, name)),
    }),
  )

  server.get<Named>(
    '/api/views/:view',
    {
      config: { policy: 'read' },
      schema: { summary: 'A view: its SQL, how it fares, and where it is exported to.', tags: ['data'] },
    },
    async ({ caller, params: { view: name } }): Promise<ViewDetail> => {
      requireName(caller, 'dataset', name)
      const report = (await platform.views.explain()).find((each) => each.name === name)
      if (!report) {
        throw new UserError('not_found', `cannot find view "${name}"`, {
          hint: 'Look for its name in the list of views.',
        })
      }
      const { project } = platform
      const declared = project.views.get(name)
      if (!declared?.inputs.every((input) => isNamed(caller, input))) return report
      const { sql, origin, refresh, key, export: target } = declared
      return {
        ...report,
        sql: project.redact(sql),
        ...(origin.file === undefined ? {} : { file: origin.file }),
        when: refresh.kind,
        ...(key ? { key } : {}),
        ...(target ? { export: { to: project.redact(target.to), format: target.format } } : {}),
      }
    },
  )

  server.get<Named & { Querystring: Static<typeof History> }>(
    '/api/views/:view/history',
    {
      config: { policy: 'read' },
      schema: {
        summary: 'The refreshes of a view that changed something or failed, newest first.',
        tags: ['data'],
        querystring: History,
      },
    },
    async (request) => {
      requireName(request.caller, 'dataset', request.params.view)
      return { refreshes: await platform.views.history(request.params.view, request.query.limit ?? 20) }
    },
  )

  server.post<Named>(
    '/api/views/:view/refresh',
    { config: { policy: 'edit' }, schema: { summary: 'Computes a view now.', tags: ['data'] } },
    (request) => {
      requireName(request.caller, 'dataset', request.params.view)
      return platform.views.refresh(request.params.view)
    },
  )

  server.delete<Named>(
    '/api/views/:view',
    {
      config: { policy: 'edit' },
      schema: { summary: 'Removes the rows of a view that the project does not have any more.', tags: ['data'] },
    },
    async (request, reply) => {
      requireName(request.caller, 'dataset', request.params.view)
      await platform.views.remove(request.params.view)
      return reply.code(204).send()
    },
  )
}
