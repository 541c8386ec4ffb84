/** What the messages that a search finds have in common: templates, how many fit each, and when. */
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import type { DatasetInfo } from '../../datasets/dataset.ts'
import { UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import type { PatternsReport } from '../../model/patterns-report.ts'
import type { Platform } from '../../runtime/platform.ts'
import { abortOnClose } from '../http/abort.ts'
import { searchFields, searchOf } from './search.ts'

const Body = Type.Object(
  {
    ...searchFields,
    field: Type.Optional(
      Type.String({
        description: 'A column of texts; that of the message by its usual names without it.',
        maxLength: 1000,
      }),
    ),
  },
  { additionalProperties: false },
)

const usualNames = ['message', 'msg', 'line', 'text', 'log', 'body', 'event', 'title', 'reason']

export function searchPatternRoutes(server: FastifyInstance, platform: Platform): void {
  server.post<{ Body: Static<typeof Body> }>(
    '/api/search/patterns',
    {
      config: { policy: 'read', isScoped: true },
      schema: {
        summary: 'The patterns of the messages among the newest 100,000 records found.',
        tags: ['query'],
        body: Body,
      },
    },
    async (request, reply): Promise<PatternsReport> => {
      const search = await searchOf(platform, request.caller, request.body)
      const infos = (await platform.reader.list()).filter(({ name }) => search.in.includes(name))
      return platform.patterns.find(search, fieldOf(infos, request.body.field), abortOnClose(reply))
    },
  )
}

/** A field of any type may be named: its values are texts then. */
function fieldOf(infos: readonly DatasetInfo[], asked: string | undefined): string {
  const columns = infos.flatMap((info) => info.columns)
  const texts = [...new Set(columns.filter(({ type }) => type === 'VARCHAR').map(({ name }) => name))]
  const names = texts.filter((name) => !name.startsWith('_'))
  const field = asked === undefined ? usualNames.find((name) => names.includes(name)) : asked
  if (field === undefined) {
    throw new UserError('invalid', 'cannot find patterns: no field has a usual name of a message', {
      hint:
        names.length > 0 ? `Name a field of texts: ${names.slice(0, 20).join(', ')}.` : 'Search datasets with texts.',
    })
  }
  if (columns.some(({ name }) => name === field)) return field
  throw new UserError('not_found', `cannot find field "${field}": no dataset that is searched has it`, {
    hint: didYouMean(field, names) ?? 'See the columns of datasets with: GET /api/datasets',
  })
}
