/** A dataset filled again from its stream. */
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { requireName } from '../../runtime/access.ts'
import type { Platform } from '../../runtime/platform.ts'
import { instantOf } from '../http/instant.ts'

const Rebuild = Type.Object(
  {
    since: Type.Optional(
      Type.String({ description: 'Only records received from then on: ISO 8601, or a duration back from now.' }),
    ),
    offset: Type.Optional(Type.Integer({ minimum: 0, description: 'Only from this offset on, in its partition.' })),
  },
  { additionalProperties: false },
)

export function rebuildRoutes(server: FastifyInstance, platform: Platform): void {
  server.post<{ Params: { dataset: string }; Body: Static<typeof Rebuild> }>(
    '/api/rebuild/:dataset',
    {
      config: { policy: 'edit', isBodyOptional: true },
      schema: {
        summary: 'Fills a dataset again from its stream; queries see the old rows until the new ones are complete.',
        tags: ['operation'],
        body: Rebuild,
      },
    },
    async (request) => {
      const { dataset } = request.params
      requireName(request.caller, 'dataset', dataset)
      const { since, offset } = request.body
      const start = { offset, since: since === undefined ? undefined : instantOf('since', since, Date.now()).getTime() }
      return { dataset, records: await platform.rebuild(dataset, start) }
    },
  )
}
