/** KQL over one or more datasets. */
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { parseDuration } from '../lib/duration.ts'
import { UserError } from '../lib/errors.ts'
import { didYouMean } from '../lib/similar.ts'
import { requireName, scopeOf } from '../runtime/access.ts'
import type { Platform } from '../runtime/platform.ts'
import { abortOnClose } from './abort.ts'

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
    { config: { policy: 'read' }, schema: { summary: 'Finds records.', tags: ['query'], body: Body } },
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

function instantOf(field: string, text: string, now: number): Date {
  if (/^\d+(\.\d+)?(ms|s|m|h|d|w|y)$/.test(text)) return new Date(now - parseDuration(text))
  // A time without a zone is UTC, as everywhere in Caudal.
  const zoned = /(Z|[+-]\d\d:?\d\d)$/i.test(text) || !text.includes(':') ? text : `${text}Z`
  const instant = new Date(zoned)
  if (Number.isNaN(instant.getTime())) {
    throw new UserError('invalid', `cannot read ${field} "${text}": expecting a time or a duration`, {
      hint: 'Write 2026-01-31, 2026-01-31T12:00:00Z, or 1h for an hour ago.',
    })
  }
  return instant
}
