/** Channels: what is on its way, what is given up, and whether they work. */
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { UserError } from '../../lib/errors.ts'
import { type Caller, isLimited } from '../../runtime/access.ts'
import type { Platform } from '../../runtime/platform.ts'
import { abortOnClose } from '../http/abort.ts'

const states = ['waiting', 'sent', 'dead', 'discarded'] as const

const NoticesQuery = Type.Object(
  {
    state: Type.Optional(Type.Union(states.map((state) => Type.Literal(state)))),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 50 })),
  },
  { additionalProperties: false },
)

const notice = Type.Optional(
  Type.String({ minLength: 4, maxLength: 200, description: 'The id of one of them, or how it begins; all without.' }),
)

const RetryBody = Type.Object({ notice }, { additionalProperties: false })

const DiscardBody = Type.Object(
  { notice, reason: Type.String({ minLength: 1, maxLength: 1000, description: 'Kept in its history.' }) },
  { additionalProperties: false },
)

interface Named {
  Params: { channel: string }
}

interface NamedNotice {
  Params: { channel: string; notice: string }
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

  server.get<NamedNotice>(
    '/api/channels/:channel/notices/:notice',
    {
      config,
      schema: { summary: 'A notice as it is sent, and what became of it: by its id, or how that begins.', tags },
    },
    (request) => {
      requireAll(request.caller)
      const { channel, notice } = request.params
      return monitors.delivery(channel, notice)
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

  server.post<Named & { Body: Static<typeof RetryBody> }>(
    '/api/channels/:channel/retry',
    {
      config: { ...config, isBodyOptional: true },
      schema: { summary: 'Sends what was given up again, one notice or all.', tags, body: RetryBody },
    },
    ({ caller, params: { channel }, body }) => {
      requireAll(caller)
      return { channel, notices: monitors.retry(channel, body.notice, caller.name) }
    },
  )

  server.post<Named & { Body: Static<typeof DiscardBody> }>(
    '/api/channels/:channel/discard',
    {
      config,
      schema: {
        summary: 'Says of what was given up that nothing is to come of it, one notice or all.',
        tags,
        body: DiscardBody,
      },
    },
    ({ caller, params: { channel }, body }) => {
      requireAll(caller)
      return { channel, notices: monitors.discard(channel, body.notice, caller.name, body.reason) }
    },
  )
}

/** A channel carries records of any dataset. */
function requireAll(caller: Caller): void {
  if (!isLimited(caller)) return
  throw new UserError('forbidden', `cannot use channels: the token "${caller.name}" is for some datasets only`, {
    hint: 'Use a token that is limited neither to names nor to values.',
  })
}
