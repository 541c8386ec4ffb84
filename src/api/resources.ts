/** How streams and the whole fare; and the two long jobs, verify and rebuild. */
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import type { PartialStatusReport, StatusReport } from '../model/status-report.ts'
import type { VerifyReport } from '../model/verify-report.ts'
import { isNamed, requireName } from '../runtime/access.ts'
import type { Platform } from '../runtime/platform.ts'
import { statusOf, streamReport } from '../runtime/status.ts'
import { instantOf } from './instant.ts'
import { statusFor } from './status-scope.ts'

const Rebuild = Type.Object(
  {
    since: Type.Optional(
      Type.String({ description: 'Only records received from then on: ISO 8601, or a duration back from now.' }),
    ),
    offset: Type.Optional(Type.Integer({ minimum: 0, description: 'Only from this offset on, in its partition.' })),
  },
  { additionalProperties: false },
)

const read = { policy: 'read' } as const

export function resourceRoutes(server: FastifyInstance, platform: Platform): void {
  server.get(
    '/api/streams',
    { config: read, schema: { summary: 'Lists streams with their counters.', tags: ['data'] } },
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

  server.get(
    '/api/status',
    { config: read, schema: { summary: 'Is everything all right?', tags: ['operation'] } },
    async ({ caller }): Promise<StatusReport | PartialStatusReport> => statusFor(caller, await statusOf(platform)),
  )

  server.post(
    '/api/verify',
    { config: { policy: 'administer' }, schema: { summary: 'Checks everything on disk.', tags: ['operation'] } },
    async (): Promise<VerifyReport> => {
      const findings = await platform.verify()
      return { findings, clean: !findings.some(({ severity }) => severity === 'error') }
    },
  )

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
