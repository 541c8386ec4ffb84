/** Follows a stream live, as server-sent events, filtered by KQL. */
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { isNamed, requireName } from '../../runtime/access.ts'
import { followStream } from '../../runtime/follow.ts'
import type { Platform } from '../../runtime/platform.ts'
import { streamColumns } from '../../runtime/stream-columns.ts'
import { recordsOfTenant } from '../../runtime/tenant-records.ts'
import { EventStream } from '../http/event-stream.ts'

const Query = Type.Object({
  kql: Type.Optional(Type.String({ description: 'Only records that match.', maxLength: 100_000 })),
  last: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 10_000, default: 10, description: 'Begin with this many of the latest.' }),
  ),
})

export function tailRoutes(server: FastifyInstance, platform: Platform): void {
  server.get<{ Params: { stream: string }; Querystring: Static<typeof Query> }>(
    '/api/tail/:stream',
    {
      config: { policy: 'read', isScoped: true },
      schema: { summary: 'Follows a stream: one server-sent event a record.', tags: ['query'], querystring: Query },
    },
    async (request, reply) => {
      const { stream: name } = request.params
      const { tenant } = request.caller
      requireName(request.caller, 'stream', name)
      const { stream } = platform.intake(name, (name) => isNamed(request.caller, name))
      const stop = new AbortController()
      // Before anything is sent: what is wrong with the query is the answer.
      const records = followStream(stream, {
        kql: request.query.kql ?? '',
        columns: await streamColumns(name, platform.project, platform.reader),
        last: request.query.last ?? 10,
        signal: stop.signal,
        isVisible: tenant && recordsOfTenant(platform.project, name, tenant.rows),
      })
      const events = new EventStream(platform, request, reply, stop)
      try {
        for await (const lines of records) if (!(await events.send(lines))) break
      } finally {
        events.end()
      }
    },
  )
}
