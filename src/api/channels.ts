/** Channels: what is on its way, what is given up, and whether they work. */
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { UserError } from '../lib/errors.ts'
import { type Caller, isLimited } from '../runtime/access.ts'
import type { Platform } from '../runtime/platform.ts'
import { abortOnClose } from './abort.ts'

const states = ['waiting', 'sent', 'dead'] as const

const NoticesQuery = Type.Object(
  {
    state: Type.Optional(Type.Union(states.map((state) => Type.Literal(state)))),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 50 })),
  },
  { additionalProperties: false },
)

interface Named {
  Params: { channel: string }
}

export function channelRoutes(server: FastifyInstance, platform: Platform): void {
  const { monitors } = platform
  const config = { policy: 'edit' } as const
  const tags = ['monitors']

  server.get(
    '/api/channels',
    { config, schema: { summary: 'Lists channels and what they have to deliver.', tags } },
    (request) => {
      requireAll(request.caller)
      return { channels: monitors.channels() }
    },
  )

  server.get<Named & { Querystring: Static<typeof NoticesQuery> }>(
    '/api/channels/:channel/notices',
    {
      config,
      schema: {
        summary: 'The latest notices of a channel; `dead` ones were given up.',
        tags,
        querystring: NoticesQuery,
      },
    },
    (request) => {
      requireAll(request.caller)
      const { state, limit = 50 } = request.query
      return { notices: monitors.deliveries(request.params.channel, state, limit) }
    },
  )

  server.post<Named>(
    '/api/channels/:channel/test',
    { config, schema: { summary: 'Sends a notice that says that it is a test.', tags } },
    async (request, reply) => {
      requireAll(request.caller)
      const { id } = await monitors.test(request.params.channel, abortOnClose(reply))
      return { channel: request.params.channel, notice: id }
    },
  )

  server.post<Named>(
    '/api/channels/:channel/retry',
    { config, schema: { summary: 'Sends what was given up again.', tags } },
    (request) => {
      requireAll(request.caller)
      return { channel: request.params.channel, notices: monitors.retry(request.params.channel) }
    },
  )
}

/** A channel carries records of any dataset. */
function requireAll(caller: Caller): void {
  if (!isLimited(caller)) return
  throw new UserError('forbidden', `cannot use channels: the token "${caller.name}" is for some datasets only`, {
    hint: 'Use a token without --only and --set.',
  })
}
