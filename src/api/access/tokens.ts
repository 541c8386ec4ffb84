/** Access tokens: made, listed without their secret, revoked. */
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { durationPattern, parseDuration } from '../../lib/duration.ts'
import { UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import { ratePattern } from '../../project/endpoints/declaration.ts'
import type { Platform } from '../../runtime/platform.ts'
import { Rows } from './person.ts'

const NewToken = Type.Object(
  {
    name: Type.String({ description: 'Who will use it.' }),
    role: Type.String({ description: 'One of `/api/roles`.' }),
    only: Type.Optional(
      Type.Array(Type.String(), {
        minItems: 1,
        description: 'Streams, datasets and paths of endpoints; all by default.',
      }),
    ),
    force: Type.Optional(Type.Boolean({ description: 'Also for names that the project does not have yet.' })),
    attributes: Type.Optional(
      Type.Record(Type.String({ pattern: '^[a-z][a-z0-9_]{0,63}$' }), Type.String({ minLength: 1, maxLength: 200 }), {
        additionalProperties: false,
        description: 'What is to be known of it, such as its company, for the scope of endpoints.',
      }),
    ),
    tenant: Type.Optional(Type.String({ description: 'The client company whose rows it sees.' })),
    rate: Type.Optional(
      Type.Array(Type.String({ pattern: ratePattern }), {
        minItems: 1,
        description: 'How much it may ask each endpoint, in place of what the endpoint says: `100/m`.',
      }),
    ),
    expires: Type.Optional(
      Type.String({ pattern: durationPattern, description: 'After this time it is not valid any more: `90d`.' }),
    ),
  },
  { additionalProperties: false },
)

const Token = Type.Object({
  name: Type.String(),
  role: Type.String(),
  only: Type.Optional(Type.Array(Type.String())),
  attributes: Type.Optional(Type.Record(Type.String(), Type.String())),
  tenant: Type.Optional(Type.String()),
  rows: Type.Optional(Rows),
  rate: Type.Optional(Type.Array(Type.String())),
  created: Type.String({ description: 'ISO 8601.' }),
  expires: Type.Optional(Type.String()),
  last_used: Type.Optional(Type.String()),
})

export function tokenRoutes(server: FastifyInstance, platform: Platform): void {
  const config = { policy: 'administer' } as const
  server.get(
    '/api/tokens',
    {
      config,
      schema: {
        summary: 'Lists the tokens.',
        tags: ['access'],
        response: { 200: Type.Object({ tokens: Type.Array(Token) }) },
      },
    },
    () => ({ tokens: platform.tokens.list() as Static<typeof Token>[] }),
  )
  server.post<{ Body: Static<typeof NewToken> }>(
    '/api/tokens',
    {
      config,
      schema: {
        summary: 'Makes a token; its secret is shown only now.',
        tags: ['access'],
        body: NewToken,
        response: { 200: Type.Object({ token: Type.String(), name: Type.String(), role: Type.String() }) },
      },
    },
    async (request) => {
      const { expires, force = false, ...token } = request.body
      if (!force) await requireKnown(token.only ?? [], platform)
      return platform.tokens.create({
        ...token,
        ...(expires === undefined ? {} : { expires_ms: parseDuration(expires) }),
      })
    },
  )
  server.delete<{ Params: { name: string } }>(
    '/api/tokens/:name',
    { config, schema: { summary: 'Revokes a token at once.', tags: ['access'] } },
    (request, reply) => {
      platform.tokens.revoke(request.params.name)
      return reply.code(204).send()
    },
  )
}

/** A slip would be a token that is of no use, and one for whatever gets that name later. */
async function requireKnown(only: readonly string[], platform: Platform): Promise<void> {
  const { streams, views, endpoints } = platform.project
  const names = [
    ...new Set([...streams.keys(), ...(await platform.datasetNames()), ...views.keys(), ...endpoints.keys()]),
  ].sort()
  const unknown = only.find((name) => !names.includes(name))
  if (unknown === undefined) return
  const meant = didYouMean(unknown, names) ?? `The project has ${names.join(', ')}.`
  throw new UserError('invalid', `cannot restrict a token to "${unknown}": the project has nothing of this name`, {
    hint: `${meant} With "force" the token is made all the same.`,
  })
}
