/** A look at everything on disk. */
import type { FastifyInstance } from 'fastify'
import type { VerifyReport } from '../../model/verify-report.ts'
import type { Platform } from '../../runtime/platform.ts'

export function verifyRoutes(server: FastifyInstance, platform: Platform): void {
  server.post(
    '/api/verify',
    { config: { policy: 'administer' }, schema: { summary: 'Checks everything on disk.', tags: ['operation'] } },
    async (): Promise<VerifyReport> => {
      const findings = await platform.verify()
      return { findings, clean: !findings.some(({ severity }) => severity === 'error') }
    },
  )
}
