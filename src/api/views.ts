/** Views: how they fare, what changed in them and when, and a refresh by hand. */
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { isNamed, requireName } from '../runtime/access.ts'
import type { Platform } from '../runtime/platform.ts'

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
