/** People: listed, invited, changed, removed; and the links by which they come in. */
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import type { Platform } from '../../runtime/platform.ts'
import { requireOwnPage } from '../http/own-page.ts'
import { Invitation, Link, linkPath, name, password, User } from './person.ts'
import { Answer, answerEntered, asLogin } from './session.ts'
import { visitorOf } from './session-cookie.ts'

const rights = {
  title: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'What others read.' })),
  only: Type.Optional(Type.Array(Type.String(), { description: 'The names that they may use; all by default.' })),
}

const NewUser = Type.Object(
  {
    name,
    role: Type.String({ description: 'One of `/api/roles`.' }),
    tenant: Type.Optional(Type.String({ description: 'The client company that they are of.' })),
    password: Type.Optional(
      Type.String({ maxLength: 1000, description: 'Without it a link is made by which they choose it.' }),
    ),
    ...rights,
  },
  { additionalProperties: false },
)

const Change = Type.Object(
  {
    role: Type.Optional(Type.String()),
    tenant: Type.Optional(Type.Union([Type.String(), Type.Null()])),
    ...rights,
  },
  { additionalProperties: false },
)

const Acceptance = Type.Object(
  {
    secret: Type.String({ maxLength: 200, description: 'What stands behind # in the link.' }),
    name: Type.Optional(name),
    password,
  },
  { additionalProperties: false },
)

const Secret = Type.Object({ secret: Type.String({ maxLength: 200 }) }, { additionalProperties: false })

interface Named {
  Params: { name: string }
}

export function userRoutes(server: FastifyInstance, platform: Platform): void {
  const { people } = platform
  const config = { policy: 'administer' } as const
  const tags = ['access']

  server.get(
    '/api/users',
    { config, schema: { summary: 'Lists people.', tags, response: { 200: Type.Object({ users: Type.Array(User) }) } } },
    () => ({ users: people.users.list() as Static<typeof User>[] }),
  )

  server.post<{ Body: Static<typeof NewUser> }>(
    '/api/users',
    {
      config,
      schema: {
        summary: 'Adds somebody: with a password, or with a link by which they choose it.',
        tags,
        body: NewUser,
        response: { 200: Type.Object({ user: User, link: Type.Optional(Link) }) },
      },
    },
    async (request) => {
      const { password, ...user } = request.body
      if (password !== undefined) {
        await people.add(user, password)
        return { user: people.users.get(user.name) as Static<typeof User> }
      }
      const { secret, info } = people.invite(user, request.caller.name)
      return {
        user: people.users.get(user.name) as Static<typeof User>,
        link: { path: linkPath(secret), invitation: info },
      }
    },
  )

  server.post<Named & { Body: Static<typeof Change> }>(
    '/api/users/:name',
    { config, schema: { summary: 'Changes what somebody may do.', tags, body: Change, response: { 200: User } } },
    (request) => {
      people.users.change(request.params.name, request.body)
      return people.users.get(request.params.name) as Static<typeof User>
    },
  )

  server.delete<Named>(
    '/api/users/:name',
    { config, schema: { summary: 'Removes somebody; their sessions end at once.', tags } },
    (request, reply) => {
      people.remove(request.params.name)
      return reply.code(204).send()
    },
  )

  server.post<Named>(
    '/api/users/:name/reset',
    {
      config,
      schema: {
        summary:
          'A link by which somebody chooses a new password; their second factor and their passkeys are taken away.',
        tags,
        response: { 200: Link },
      },
    },
    (request) => {
      const { secret, info } = people.reset(request.params.name, request.caller.name)
      return { path: linkPath(secret), invitation: info }
    },
  )

  server.get(
    '/api/invitations',
    {
      config,
      schema: {
        summary: 'Lists links that nobody has used yet.',
        tags,
        response: { 200: Type.Object({ invitations: Type.Array(Invitation) }) },
      },
    },
    () => ({ invitations: people.invitations.list() }),
  )

  server.delete<{ Params: { id: string } }>(
    '/api/invitations/:id',
    { config, schema: { summary: 'Makes a link void.', tags } },
    (request, reply) => {
      people.invitations.revoke(request.params.id)
      return reply.code(204).send()
    },
  )

  const open = { policy: 'public' } as const
  server.post<{ Body: Static<typeof Secret> }>(
    '/api/invitations/look',
    { config: open, schema: { summary: 'For whom a link is.', tags, body: Secret, response: { 200: Invitation } } },
    (request, reply) =>
      asLogin(reply, async () => {
        requireOwnPage(request)
        const known = people.limit.attempt(undefined, request.ip)
        const info = people.invitations.get(request.body.secret)
        known()
        return info
      }),
  )

  server.post<{ Body: Static<typeof Acceptance> }>(
    '/api/invitations/accept',
    {
      config: open,
      schema: {
        summary: 'Takes a link: chooses a password, and is logged in.',
        tags,
        body: Acceptance,
        response: { 200: Answer },
      },
    },
    (request, reply) =>
      asLogin(reply, async () => {
        requireOwnPage(request)
        const known = people.limit.attempt(undefined, request.ip)
        const entered = await people.accept(request.body, visitorOf(request))
        known()
        return answerEntered(platform, request, reply, entered)
      }),
  )
}
