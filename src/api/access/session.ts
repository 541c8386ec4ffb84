/** Logging in and out, and what people change of their own account. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { messageOf } from '../../lib/errors.ts'
import type { Project } from '../../project/project.ts'
import type { Caller } from '../../runtime/access.ts'
import { TooOftenError } from '../../runtime/people/login-limit.ts'
import type { Entered } from '../../runtime/people/people.ts'
import type { Platform } from '../../runtime/platform.ts'
import { originOf } from '../http/own-address.ts'
import { requireOwnPage } from '../http/own-page.ts'
import { Brand, Me, name, password, rightsOf, Session } from './person.ts'
import { dropSessionCookie, setSessionCookie, visitorOf } from './session-cookie.ts'

const Login = Type.Object(
  {
    name,
    password,
    code: Type.Optional(
      Type.String({
        maxLength: 40,
        description: 'Of the authenticator app, or a recovery code, once it is asked for.',
      }),
    ),
  },
  { additionalProperties: false },
)

/** What came of showing who one is. */
export const Answer = Type.Object({
  state: Type.Union([Type.Literal('in'), Type.Literal('code_needed')]),
  me: Type.Optional(Me),
})

const State = Type.Object({
  me: Type.Optional(Me),
  project: Type.Optional(Type.String({ description: 'The name of what runs, for who is known.' })),
  brand: Type.Optional(Brand),
  first: Type.Boolean({ description: 'There is nobody yet: the link that `caudal up` printed makes the first one.' }),
})

/** A company's own in the place of the project's. */
function brandFor({ brand, tenants }: Project, tenant: string | undefined): Static<typeof Brand> | undefined {
  const own = tenant === undefined ? undefined : tenants.get(tenant)?.brand
  return brand || own ? { ...brand, ...own } : undefined
}

const PasswordChange = Type.Object({ old: password, new: password }, { additionalProperties: false })
const Again = Type.Object({ password }, { additionalProperties: false })
const Code = Type.Object(
  { secret: Type.String({ maxLength: 100 }), code: Type.String({ maxLength: 40 }), password },
  { additionalProperties: false },
)
const tags = ['session']

/** A refusal of a login says when the next one is taken. */
export async function asLogin<Result>(reply: FastifyReply, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof TooOftenError) reply.header('retry-after', String(error.retry_s))
    throw error
  }
}

/** Begins the session in the browser. */
export function answerEntered(
  platform: Platform,
  request: FastifyRequest,
  reply: FastifyReply,
  { user, secret }: Entered,
): Static<typeof Answer> {
  setSessionCookie(request, reply, platform.identities, secret)
  request.caller = platform.policy.callerOf(platform.people.users.maybeAccount(user)!)
  return { state: 'in', me: meOf(platform, user) }
}

/** Where the session at the provider ends, of somebody who came in by one that is left with us. */
async function maybeProviderEnd(
  { people, project, log }: Platform,
  request: FastifyRequest,
): Promise<string | undefined> {
  const { provider = '' } = people.sessions.origin(request.caller.name, request.session!)
  const login = project.login.get(provider)
  if (!login?.logsOut) return undefined
  try {
    return await people.providers.maybeEnd(login, `${originOf(request)}/ui/`)
  } catch (error) {
    // Whoever wants to leave is not kept.
    log.warn(messageOf(error))
    return undefined
  }
}

function meOf({ people, policy }: Platform, user: string): Static<typeof Me> {
  const { title, has_password, has_second_factor, has_passkey, provider } = people.users.get(user)
  const caller = policy.callerOf(people.users.maybeAccount(user)!)
  return {
    ...rightsOf(caller),
    ...(title === undefined ? {} : { title }),
    is_person: true,
    has_password,
    has_second_factor,
    has_passkey,
    ...(provider === undefined ? {} : { provider }),
  }
}

function programOf(caller: Caller): Static<typeof Me> {
  return { ...rightsOf(caller), is_person: false, has_password: false, has_second_factor: false, has_passkey: false }
}

export function sessionRoutes(server: FastifyInstance, platform: Platform): void {
  const { people } = platform
  const open = { policy: 'public' } as const
  const own = { policy: 'person', isScoped: true } as const

  server.get(
    '/api/session',
    {
      config: open,
      schema: { summary: 'Who asks, by a session or a token, if it is anybody.', tags, response: { 200: State } },
    },
    (request) => {
      const { caller, session } = platform.identities.identityOf(request.headers) ?? {}
      const me = caller && (session === undefined ? programOf(caller) : meOf(platform, caller.name))
      const brand = brandFor(platform.project, caller?.tenant?.name)
      return {
        first: people.users.isEmpty,
        ...(brand ? { brand } : {}),
        ...(me ? { me, project: platform.project.name } : {}),
      }
    },
  )

  server.post<{ Body: Static<typeof Login> }>(
    '/api/session',
    {
      config: open,
      schema: { summary: 'Logs in; the session is a cookie.', tags, body: Login, response: { 200: Answer } },
    },
    async (request, reply) => {
      requireOwnPage(request)
      const entered = await asLogin(reply, () => people.logIn(request.body, visitorOf(request)))
      return entered ? answerEntered(platform, request, reply, entered) : { state: 'code_needed' as const }
    },
  )

  server.delete(
    '/api/session',
    {
      config: own,
      schema: {
        summary:
          'Logs out; where the provider is to be left, too, the answer (200 rather than 204) says where the browser goes.',
        tags,
        response: {
          200: Type.Object({ url: Type.Optional(Type.String()) }),
          204: Type.Null({ description: 'Logged out.' }),
        },
      },
    },
    async (request, reply) => {
      const url = await maybeProviderEnd(platform, request)
      people.sessions.end(request.caller.name, request.session!)
      dropSessionCookie(reply, platform.identities)
      return url === undefined ? reply.code(204).send() : reply.send({ url })
    },
  )

  server.get(
    '/api/session/all',
    {
      config: own,
      schema: {
        summary: 'One’s own sessions, the latest first.',
        tags,
        response: { 200: Type.Object({ sessions: Type.Array(Session) }) },
      },
    },
    ({ caller, session }) => ({
      sessions: people.sessions.list(caller.name).map((each) => ({ ...each, current: each.id === session })),
    }),
  )

  server.delete<{ Params: { id: string } }>(
    '/api/session/all/:id',
    { config: own, schema: { summary: 'Ends one of one’s own sessions.', tags } },
    (request, reply) => {
      people.sessions.end(request.caller.name, request.params.id)
      return reply.code(204).send()
    },
  )

  server.post<{ Body: Static<typeof PasswordChange> }>(
    '/api/session/password',
    { config: own, schema: { summary: 'Changes one’s password; other sessions end.', tags, body: PasswordChange } },
    async (request, reply) => {
      const { old, new: next } = request.body
      const { caller, session } = request
      await asLogin(reply, () => people.changePassword(caller.name, session!, old, next, visitorOf(request)))
      return reply.code(204).send()
    },
  )

  server.post(
    '/api/session/totp',
    {
      config: own,
      schema: {
        summary: 'A secret for an authenticator app, of no effect until it is confirmed.',
        tags,
        response: {
          200: Type.Object({
            secret: Type.String(),
            uri: Type.String({ description: 'What the app reads from a picture.' }),
          }),
        },
      },
    },
    ({ caller }) => people.factors.propose(caller.name, `Caudal ${platform.project.name}`),
  )

  server.put<{ Body: Static<typeof Code> }>(
    '/api/session/totp',
    {
      config: own,
      schema: {
        summary: 'Confirms the secret by a code of the app: from now on logging in takes one.',
        tags,
        body: Code,
        response: {
          200: Type.Object({
            recovery_codes: Type.Array(Type.String(), { description: 'Each works once. Shown only now.' }),
          }),
        },
      },
    },
    (request, reply) =>
      asLogin(reply, async () => ({
        recovery_codes: await people.confirmTotp(request.caller.name, request.body, visitorOf(request)),
      })),
  )

  server.post<{ Body: Static<typeof Again> }>(
    '/api/session/totp/remove',
    { config: own, schema: { summary: 'Logging in takes no code any more.', tags, body: Again } },
    async (request, reply) => {
      const { name } = request.caller
      await asLogin(reply, () => people.requirePassword(name, request.body.password, visitorOf(request)))
      people.dropSecondFactor(name)
      return reply.code(204).send()
    },
  )
}
