/** For load balancers and Prometheus. */
import type { FastifyInstance } from 'fastify'
import type { Platform } from '../../runtime/platform.ts'
import { createMetricsText, type MetricsText } from '../metrics/metrics-text.ts'

export function healthRoutes(server: FastifyInstance, platform: Platform): void {
  const open = { config: { policy: 'public' } } as const
  server.get('/health', { ...open, schema: { summary: 'The process answers.', tags: ['operation'] } }, () => ({
    status: 'ok',
  }))
  server.get(
    '/ready',
    { ...open, schema: { summary: 'The project takes records and answers queries.', tags: ['operation'] } },
    (_request, reply) =>
      platform.isReady ? { status: 'ready' } : reply.code(503).header('retry-after', '1').send({ status: 'starting' }),
  )

  let metrics: MetricsText | undefined
  server.get(
    '/metrics',
    { config: { policy: 'read' }, schema: { summary: 'Counters in the Prometheus text format.', tags: ['operation'] } },
    async ({ caller }, reply) => {
      metrics ??= createMetricsText(platform)
      return reply.type(metrics.contentType).send(await metrics.textFor(caller))
    },
  )
}
