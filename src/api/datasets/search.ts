/** KQL over one or more datasets. */
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import type { SearchQuery } from '../../datasets/dataset.ts'
import { UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import { searchedByDefault } from '../../model/searched.ts'
import { type Caller, requireName, scopeOf } from '../../runtime/access.ts'
import type { Platform } from '../../runtime/platform.ts'
import { abortOnClose } from '../http/abort.ts'
import { instantOf } from '../http/instant.ts'

/** Where and what to search. */
export const searchFields = {
  kql: Type.String({ default: '', description: 'The query; empty finds everything.', maxLength: 100_000 }),
  in: Type.Optional(
    Type.Array(Type.String(), {
      description:
        'Datasets; by default all that the caller may read but those that begin with `_`, of which only `_caudal` is searched.',
    }),
  ),
  since: Type.Optional(Type.String({ description: 'ISO 8601, or a duration back from now: `1h`. Inclusive.' })),
  until: Type.Optional(Type.String({ description: 'ISO 8601, or a duration back from now. Exclusive.' })),
}

const Body = Type.Object(
  {
    ...searchFields,
    limit: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000, default: 50 })),
    order: Type.Optional(Type.Union([Type.Literal('newest'), Type.Literal('oldest')], { default: 'newest' })),
    histogram: Type.Optional(
      Type.Object({ buckets: Type.Integer({ minimum: 1, maximum: 1000 }) }, { additionalProperties: false }),
    ),
    explain: Type.Optional(Type.Boolean({ description: 'Only the SQL, without running it on all of the data.' })),
  },
  { additionalProperties: false },
)

export function searchRoutes(server: FastifyInstance, platform: Platform): void {
  server.post<{ Body: Static<typeof Body> }>(
    '/api/search',
    { config: { policy: 'read', isScoped: true }, schema: { summary: 'Finds records.', tags: ['query'], body: Body } },
    async (request, reply) => {
      const { limit = 50, order = 'newest', histogram, explain } = request.body
      return platform.reader.search({
        ...(await searchOf(platform, request.caller, request.body)),
        limit: explain ? 0 : limit,
        order,
        signal: abortOnClose(reply),
        ...(histogram ? { histogram } : {}),
      })
    },
  )
}

interface Asked {
  readonly kql: string
  readonly in?: readonly string[]
  readonly since?: string
  readonly until?: string
}

/** What a request wants searched, in what its caller may read; throws for a dataset that is not there or not theirs. */
export async function searchOf(
  platform: Platform,
  caller: Caller,
  { kql, since, until, in: wanted }: Asked,
): Promise<Pick<SearchQuery, 'kql' | 'in' | 'scope' | 'since' | 'until'>> {
  const names = await platform.datasetNames()
  const scope = scopeOf(caller, names)
  for (const name of wanted ?? []) {
    if (!names.includes(name)) throw unknownDataset(name, scope.datasets)
    requireName(caller, 'dataset', name)
  }
  const now = Date.now()
  return {
    kql,
    in: wanted ?? searchedByDefault(scope.datasets),
    scope,
    ...(since === undefined ? {} : { since: instantOf('since', since, now) }),
    ...(until === undefined ? {} : { until: instantOf('until', until, now) }),
  }
}

function unknownDataset(name: string, names: readonly string[]): UserError {
  return new UserError('not_found', `cannot find dataset "${name}"`, {
    hint: didYouMean(name, names) ?? `The datasets are: ${names.join(', ')}.`,
  })
}
