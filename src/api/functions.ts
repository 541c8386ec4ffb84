/** Functions: how they fare. */
import type { FastifyInstance } from 'fastify'
import type { FunctionReport } from '../model/status-report.ts'
import { isNamed } from '../runtime/access.ts'
import type { Platform } from '../runtime/platform.ts'

export function functionRoutes(server: FastifyInstance, platform: Platform): void {
  server.get(
    '/api/functions',
    {
      config: { policy: 'read' },
      schema: { summary: 'Lists functions: invocations, errors, time, cold starts, lag.', tags: ['operation'] },
    },
    (request): { functions: (FunctionReport & { readonly name: string })[] } => ({
      // Who may see the stream that a function reads may see how it fares.
      functions: [...platform.pipeline.functions]
        .filter(([, { on }]) => isNamed(request.caller, on))
        .map(([name, { report }]) => ({ name, ...report })),
    }),
  )
}
