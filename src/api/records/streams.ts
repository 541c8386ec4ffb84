/** How streams fare. */
import type { FastifyInstance } from 'fastify'
import { isNamed } from '../../runtime/access.ts'
import type { Platform } from '../../runtime/platform.ts'
import { streamReport } from '../../runtime/status.ts'

export function streamRoutes(server: FastifyInstance, platform: Platform): void {
  server.get(
    '/api/streams',
    { config: { policy: 'read' }, schema: { summary: 'Lists streams with their counters.', tags: ['data'] } },
    (request) => ({
      streams: [...platform.pipeline.intakes]
        .filter(([name]) => isNamed(request.caller, name))
        .map(([name, { stream }]) => ({
          name,
          partitions: stream.partitions,
          offsets: stream.status().offsets,
          ...streamReport(platform, name),
        })),
    }),
  )
}
