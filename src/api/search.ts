/** KQL over one or more datasets. */
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { UserError } from '../lib/errors.ts'
import { didYouMean } from '../lib/similar.ts'
import { requireName, scopeOf } from '../runtime/access.ts'
import type { Platform } from '../runtime/platform.ts'
import { abortOnClose } from './abort.ts'
import { instantOf } from './instant.ts'

const Body = Type.Object(
  {
    kql: Type.String({ default: '', description: 'The query; empty finds everything.', maxLength: 100_000 }),
    in: Type.Optional(Type.Array(Type.String(), { description: 'Datasets; all that the caller may read by default.' })),
    since: Type.Optional(Type.String({ description: 'ISO 8601, or a duration back from now: `1h`. Inclusive.' })),
    until: Type.Optional(Type.String({ description: 'ISO 8601, or a duration back from now. Exclusive.' })),
    limit: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000, default: 50 })),
    order: Type.Optional(Type.Union([Type.Literal('newest'), Type.Literal('oldest')], { default: 'newest' })),
    histogram: Type.Optional(Type.Object({ buckets: Type.Integer({ minimum: 1, maximum: 1000 }) })),
    explain: Type.Optional(Type.Boolean({ description: 'Only the SQL, without running it on all of the data.' })),
  },
  { additionalProperties: false },
)

export function searchRoutes(server: FastifyInstance, platform: Platform): void {
  server.post<{ Body: Static<typeof Body> }>(
    '/api/search',
    { config: { policy: 'read', isScoped: true }, schema: { summary: 'Finds records.', tags: ['query'], body: Body } },
    async (request, reply) => {
      const { kql, since, until, limit = 50, order = 'newest', histogram, explain } = request.body
      const names = await platform.datasetNames()
      const scope = scopeOf(request.caller, names)
      for (const name of request.body.in ?? []) {
        if (!names.includes(name)) throw unknownDataset(name, scope.datasets)
        requireName(request.caller, 'dataset', name)
      }
      const now = Date.now()
      return platform.reader.search({
        kql,
        in: request.body.in ?? scope.datasets,
        limit: explain ? 0 : limit,
        order,
        scope,
        signal: abortOnClose(reply),
        ...(since === undefined ? {} : { since: instantOf('since', since, now) }),
        ...(until === undefined ? {} : { until: instantOf('until', until, now) }),
        ...(histogram ? { histogram } : {}),
      })
    },
  )
}

function unknownDataset(name: string, names: readonly string[]): UserError {
  return new UserError('not_found', `cannot find dataset "${name}"`, {
    hint: didYouMean(name, names) ?? `The datasets are: ${names.join(', ')}.`,
  })
}
