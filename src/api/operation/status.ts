/** How the whole fares. */
import type { FastifyInstance } from 'fastify'
import type { PartialStatusReport, StatusReport } from '../../model/status-report.ts'
import type { Platform } from '../../runtime/platform.ts'
import { statusOf } from '../../runtime/status.ts'
import { statusFor } from './status-scope.ts'

export function statusRoutes(server: FastifyInstance, platform: Platform): void {
  server.get(
    '/api/status',
    { config: { policy: 'read' }, schema: { summary: 'Is everything all right?', tags: ['operation'] } },
    async ({ caller }): Promise<StatusReport | PartialStatusReport> => statusFor(caller, await statusOf(platform)),
  )
}
