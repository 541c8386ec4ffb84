/** Passkeys: logging in with one, and those of one's own account. */
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { UserError } from '../../lib/errors.ts'
import type { Site } from '../../runtime/people/passkeys.ts'
import type { Platform } from '../../runtime/platform.ts'
import { originOf } from '../http/own-address.ts'
import { requireOwnPage } from '../http/own-page.ts'
import { Authentication, CreationOptions, Passkey, Registration, RequestOptions } from './passkey-forms.ts'
import { password } from './person.ts'
import { Answer, answerEntered, asLogin } from './session.ts'
import { visitorOf } from './session-cookie.ts'

const tags = ['session']
const open = { policy: 'public' } as const
const own = { policy: 'person', isScoped: true } as const

const Again = Type.Object(
  {
    password: Type.Optional({
      ...password,
      description: 'Of an account that has one; else the login has to be recent.',
    }),
  },
  { additionalProperties: false },
)

const Added = Type.Object(
  {
    title: Type.String({ minLength: 1, maxLength: 100, description: 'What its owner calls it.' }),
    response: Registration,
  },
  { additionalProperties: false },
)

export function passkeyRoutes(server: FastifyInstance, platform: Platform): void {
  const { people } = platform

  server.post(
    '/api/session/passkey/options',
    {
      config: { ...open, isBodyOptional: true },
      schema: {
        summary: 'What a device needs to log its owner in, for navigator.credentials.get.',
        tags,
        body: Type.Object({}, { additionalProperties: false }),
        response: { 200: RequestOptions },
      },
    },
    async (request) => {
      requireOwnPage(request)
      return (await people.passkeys.ask(siteOf(platform, request))) as Static<typeof RequestOptions>
    },
  )

  server.post<{ Body: Static<typeof Authentication> }>(
    '/api/session/passkey',
    {
      config: open,
      schema: {
        summary: 'Logs in with what a device has answered; no code is asked for.',
        tags,
        body: Authentication,
        response: { 200: Answer },
      },
    },
    async (request, reply) => {
      requireOwnPage(request)
      const response = withoutNulls(request.body) as unknown as AuthenticationResponseJSON
      const enter = () => people.enterByPasskey(response, siteOf(platform, request), visitorOf(request))
      return answerEntered(platform, request, reply, await asLogin(reply, enter))
    },
  )

  server.get(
    '/api/session/passkeys',
    {
      config: own,
      schema: {
        summary: 'One’s own passkeys.',
        tags,
        response: { 200: Type.Object({ passkeys: Type.Array(Passkey) }) },
      },
    },
    ({ caller }) => ({ passkeys: people.passkeys.list(caller.name) }),
  )

  server.post<{ Body: Static<typeof Again> }>(
    '/api/session/passkeys/options',
    {
      config: { ...own, isBodyOptional: true },
      schema: {
        summary: 'What a device needs to make a passkey, for navigator.credentials.create.',
        tags,
        body: Again,
        response: { 200: CreationOptions },
      },
    },
    (request, reply) =>
      asLogin(reply, async () => {
        const { caller, session, body } = request
        requireOwnAccount(platform, caller.name)
        await people.requireAgain(caller.name, session!, body.password, visitorOf(request))
        const options = await people.passkeys.propose(caller.name, session!, siteOf(platform, request))
        return options as Static<typeof CreationOptions>
      }),
  )

  server.post<{ Body: Static<typeof Added> }>(
    '/api/session/passkeys',
    {
      config: own,
      schema: {
        summary: 'Keeps the passkey that a device has made: from now on one can log in with it.',
        tags,
        body: Added,
        response: { 200: Passkey },
      },
    },
    (request) => {
      const { title, response } = request.body
      const { name } = request.caller
      requireOwnAccount(platform, name)
      const made = withoutNulls(response) as unknown as RegistrationResponseJSON
      return people.passkeys.add(name, request.session!, siteOf(platform, request), { title, response: made })
    },
  )

  server.post<{ Params: { id: string }; Body: Static<typeof Again> }>(
    '/api/session/passkeys/:id/remove',
    {
      config: { ...own, isBodyOptional: true },
      schema: { summary: 'Removes one of one’s own passkeys.', tags, body: Again },
    },
    (request, reply) =>
      asLogin(reply, async () => {
        const { caller, session, body, params } = request
        await people.requireAgain(caller.name, session!, body.password, visitorOf(request))
        people.passkeys.remove(caller.name, params.id)
        return reply.code(204).send()
      }),
  )
}

function siteOf({ project }: Platform, request: FastifyRequest): Site {
  return { origin: originOf(request), title: `Caudal ${project.name}` }
}

/** Who was shut out at the provider would come in by a passkey. */
function requireOwnAccount({ people }: Platform, name: string): void {
  const { provider } = people.users.get(name)
  if (provider === undefined) return
  throw new UserError('forbidden', `cannot add a passkey: login "${provider}" decides who comes in with this account`, {
    hint: 'Add the passkey at the provider.',
  })
}

/** Browsers write null where a device has said nothing. */
function withoutNulls<Form extends { response: object }>(form: Form): Form {
  const stated = (part: object) => Object.fromEntries(Object.entries(part).filter(([, value]) => value !== null))
  return { ...stated(form), response: stated(form.response) } as Form
}
