/** Records as examples for tests, without what nobody else is to see. */
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { recordText } from '../../model/record.ts'
import { isNamed, requireName, scopeOf } from '../../runtime/access.ts'
import type { Platform } from '../../runtime/platform.ts'
import { abortOnClose } from '../http/abort.ts'

const Body = Type.Object(
  {
    from: Type.String({ minLength: 1, description: 'A stream, or a dataset.' }),
    last: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 10_000, default: 20, description: 'This many of the latest records.' }),
    ),
    kql: Type.Optional(Type.String({ description: 'Only records that match.', maxLength: 100_000 })),
    redact: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        maxItems: 1000,
        description: 'Fields whose values are replaced, beside the private ones of the stream.',
      }),
    ),
  },
  { additionalProperties: false },
)

export function recordingRoutes(server: FastifyInstance, platform: Platform): void {
  server.post<{ Body: Static<typeof Body> }>(
    '/api/record',
    {
      config: { policy: 'read' },
      schema: {
        summary: 'The latest records as examples: private values, secrets, addresses, cards and tokens are replaced.',
        tags: ['query'],
        body: Body,
      },
    },
    async (request, reply) => {
      const { from: name, last = 20, kql = '', redact = [] } = request.body
      requireName(request.caller, platform.pipeline.intakes.has(name) ? 'stream' : 'dataset', name)
      const scope = scopeOf(request.caller, await platform.datasetNames())
      const recording = await platform.recordings.take({ name, last, kql, redact, scope, signal: abortOnClose(reply) })
      // Long integers are kept.
      return reply.type('application/json; charset=utf-8').send(recordText({ ...recording }))
    },
  )

  server.get(
    '/api/types',
    {
      config: { policy: 'read' },
      schema: {
        summary: 'What the records of each stream look like: the kinds of values of their fields.',
        tags: ['data'],
      },
    },
    async ({ caller }, reply) => ({
      streams: await platform.recordTypes.of((name) => isNamed(caller, name), abortOnClose(reply)),
    }),
  )
}
