/** SQL over the datasets that the caller may read. */
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { mediaTypes, resultFormats } from '../../model/result-format.ts'
import { scopeOf } from '../../runtime/access.ts'
import type { Platform } from '../../runtime/platform.ts'
import { abortOnClose } from '../http/abort.ts'

const Body = Type.Object(
  {
    sql: Type.String({
      description: 'One SELECT in the dialect of DuckDB; datasets are its tables.',
      maxLength: 1_000_000,
    }),
    params: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), { description: 'The value of each `$name` in the statement.' }),
    ),
    format: Type.Optional(
      Type.Union(
        resultFormats.map((format) => Type.Literal(format)),
        { default: 'json', description: 'The form of the answer; all but `json` are streamed.' },
      ),
    ),
    explain: Type.Optional(Type.Boolean({ description: 'Answer with the plan instead of the rows.' })),
    limits: Type.Optional(
      Type.Object(
        {
          rows: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000_000 })),
          time_ms: Type.Optional(Type.Integer({ minimum: 1, maximum: 3_600_000 })),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)

export function queryRoutes(server: FastifyInstance, platform: Platform): void {
  server.post<{ Body: Static<typeof Body> }>(
    '/api/sql',
    {
      config: { policy: 'read', isScoped: true },
      schema: { summary: 'Runs one SELECT.', tags: ['query'], body: Body },
    },
    async (request, reply) => {
      const { sql, params, format = 'json', explain, limits } = request.body
      const query = {
        sql,
        scope: scopeOf(request.caller, await platform.datasetNames()),
        signal: abortOnClose(reply),
        ...(params ? { params } : {}),
        ...(limits ? { limits } : {}),
      }
      if (explain) return { plan: await platform.reader.explain(query) }
      if (format === 'json') return reply.type(mediaTypes.json).send(await platform.reader.sqlText(query))
      return reply.type(mediaTypes[format]).send(await platform.reader.sqlStream(query, format))
    },
  )
}
