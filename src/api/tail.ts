/** Follows a stream live, as server-sent events, filtered by KQL. */
import { isDeepStrictEqual } from 'node:util'
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { isNamed, requireName } from '../runtime/access.ts'
import { followStream } from '../runtime/follow.ts'
import type { Platform } from '../runtime/platform.ts'
import { recordsOfTenant } from '../runtime/tenant-records.ts'

const Query = Type.Object({
  kql: Type.Optional(Type.String({ description: 'Only records that match.', maxLength: 100_000 })),
  last: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 10_000, default: 10, description: 'Begin with this many of the latest.' }),
  ),
})

const heartbeat_ms = 15_000
/** Whose token was revoked, or who has other rights by now, reads on for so long at most. */
const checkCaller_ms = 1000

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
      const records = followStream(stream, {
        kql: request.query.kql ?? '',
        last: request.query.last ?? 10,
        signal: stop.signal,
        isVisible: tenant && recordsOfTenant(platform.project, name, tenant.rows),
      })
      reply.hijack()
      const { raw } = reply
      raw.once('close', () => stop.abort())
      platform.stopping.addEventListener('abort', () => stop.abort(), { once: true })
      raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      raw.flushHeaders()
      const isSame = () => isDeepStrictEqual(platform.identities.callerOf(request.headers), request.caller)
      const check = setInterval(() => isSame() || stop.abort(), checkCaller_ms)
      const heartbeat = setInterval(() => raw.write(': still here\n\n'), heartbeat_ms)
      try {
        for await (const lines of records) {
          if (!isSame()) break
          const more = raw.write(lines.map((line) => `data: ${line}\n\n`).join(''))
          if (!more) await new Promise((resolve) => raw.once('drain', resolve).once('close', resolve))
        }
      } finally {
        stop.abort()
        clearInterval(check)
        clearInterval(heartbeat)
        raw.end()
      }
    },
  )
}
