/** What a function has read and given, for whoever compares another version of it. */
import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { UserError } from '../../lib/errors.ts'
import { isNamed, requireName } from '../../runtime/access.ts'
import { pastOf } from '../../runtime/functions/past.ts'
import type { Platform } from '../../runtime/platform.ts'
import { abortOnClose } from '../http/abort.ts'
import { instantOf } from '../http/instant.ts'
import { declaredOf } from './functions.ts'

const PastQuery = Type.Object({
  since: Type.String({ description: 'Of records received from then on: ISO 8601, or a duration back from now: `7d`.' }),
})

export function functionPastRoutes(server: FastifyInstance, platform: Platform): void {
  server.get<{ Params: { function: string }; Querystring: Static<typeof PastQuery> }>(
    '/api/functions/:function/past',
    {
      config: { policy: 'read' },
      schema: {
        summary: 'What a function has read and given, step by step, as NDJSON.',
        tags: ['operation'],
        querystring: PastQuery,
      },
    },
    (request, reply) => {
      const { name, on, to, errors, sends, batch_records, trigger } = declaredOf(platform, request.params.function)
      const outputs = [...new Set([to, errors, ...sends].filter((stream) => stream !== undefined))]
      for (const stream of [on, ...outputs]) requireName(request.caller, 'stream', stream)
      if (trigger.kind !== 'stream') {
        throw new UserError('unsupported', `cannot tell what function "${name}" has read: it reads no stream`, {
          hint: 'Try it with cases in tests/.',
        })
      }
      const streamOf = (stream: string) => platform.intake(stream, (each) => isNamed(request.caller, each)).stream
      const pieces = pastOf({
        name,
        input: streamOf(on),
        outputs: outputs.map(streamOf),
        since: instantOf('since', request.query.since, Date.now()).getTime(),
        batch_records,
        signal: abortOnClose(reply),
        log: platform.log,
      })
      return reply.type('application/x-ndjson').send(Readable.from(linesOf(pieces)))
    },
  )
}

async function* linesOf(pieces: AsyncIterable<object>): AsyncGenerator<string> {
  for await (const piece of pieces) yield `${JSON.stringify(piece)}\n`
}
