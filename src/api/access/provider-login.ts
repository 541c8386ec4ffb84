/** Logging in at a provider of OpenID Connect that the project declares. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { messageOf, UserError } from '../../lib/errors.ts'
import type { ProjectLogin } from '../../project/project.ts'
import { TooOftenError } from '../../runtime/people/login-limit.ts'
import type { Entered } from '../../runtime/people/people.ts'
import { newSecret } from '../../runtime/people/secret.ts'
import type { Platform } from '../../runtime/platform.ts'
import { originOf } from '../http/own-address.ts'
import { requireOwnPage } from '../http/own-page.ts'
import { dropErrandCookie, isSecure, maybeErrand, setErrandCookie } from './errand-cookie.ts'
import { asLogin } from './session.ts'
import { setSessionCookie, visitorOf } from './session-cookie.ts'

const tags = ['session']
const open = { policy: 'public' } as const
const home = '/ui/'

const Begin = Type.Object(
  {
    to: Type.Optional(
      Type.String({ pattern: '^/ui/[^\\\\]*$', maxLength: 2000, description: 'The page to be led to then.' }),
    ),
  },
  { additionalProperties: false },
)

const Begun = Type.Object({ url: Type.String({ description: 'Where the browser goes to log in.' }) })

const Providers = Type.Object({
  providers: Type.Array(
    Type.Object({ name: Type.String(), title: Type.String({ description: 'What stands on the button.' }) }),
  ),
})

interface Named {
  Params: { provider: string }
}

export function providerLoginRoutes(server: FastifyInstance, platform: Platform): void {
  const { people } = platform

  server.get(
    '/api/login',
    {
      config: open,
      schema: { summary: 'Lists the providers by which people log in.', tags, response: { 200: Providers } },
    },
    () => ({
      providers: [...platform.project.login.values()].map(({ name, title = name }) => ({ name, title })),
    }),
  )

  server.post<Named & { Body: Static<typeof Begin> }>(
    '/api/login/:provider',
    {
      config: { ...open, isBodyOptional: true },
      schema: { summary: 'Begins to log in at a provider.', tags, body: Begin, response: { 200: Begun } },
    },
    async (request, reply) => {
      requireOwnPage(request)
      const login = loginOf(platform, request)
      const errand = { secret: newSecret(), callback: `${originOf(request)}${callbackPath(login)}` }
      const url = await people.providers.begin(login, errand)
      setErrandCookie(reply, platform.identities, { ...errand, to: request.body.to ?? home })
      return { url }
    },
  )

  server.get<Named>(
    '/api/login/:provider/callback',
    {
      config: open,
      schema: {
        summary:
          'Where a provider sends the browser back; it leads to the page that was asked for, or to /ui/?login= with why not: expired, cancelled, forbidden, taken, overloaded or failed.',
        tags,
      },
    },
    async (request, reply) => {
      const login = loginOf(platform, request)
      dropErrandCookie(reply, platform.identities)
      const errand = maybeErrand(request, platform.identities, callbackPath(login))
      if (!errand) return reply.redirect(`${home}?login=expired`, 303)
      try {
        const entered = await asLogin(reply, () => enter(platform, login, errand, request))
        setSessionCookie(request, reply, platform.identities, entered.secret, isSecure(errand))
        request.caller = platform.policy.callerOf(people.users.maybeAccount(entered.user)!)
        return reply.redirect(errand.to, 303)
      } catch (error) {
        if (!(error instanceof UserError)) throw error
        platform.log.warn(messageOf(error), { address: request.ip })
        return reply.redirect(`${home}?login=${reasonOf(error, request)}`, 303)
      }
    },
  )
}

async function enter(
  { people }: Platform,
  login: ProjectLogin,
  errand: { readonly secret: string; readonly callback: string },
  request: FastifyRequest,
): Promise<Entered> {
  const known = people.limit.attempt(undefined, request.ip)
  const claims = await people.providers.finish(login, errand, request.url.split('?')[1] ?? '')
  known()
  return people.enterBy(login, claims, visitorOf(request))
}

function loginOf({ project }: Platform, { params }: FastifyRequest): ProjectLogin {
  const { provider } = params as Named['Params']
  const login = project.login.get(provider)
  if (login) return login
  throw new UserError('not_found', `cannot log in by "${provider}": the project has no login of this name`, {
    hint: 'Those that it has are at /api/login.',
  })
}

function callbackPath({ name }: ProjectLogin): string {
  return `/api/login/${name}/callback`
}

/** One word for the page, which has the sentence in its reader's language. */
function reasonOf(error: UserError, { query }: FastifyRequest): string {
  if ((query as Record<string, unknown>).error === 'access_denied') return 'cancelled'
  if (error instanceof TooOftenError) return 'overloaded'
  return error.code === 'forbidden' ? 'forbidden' : error.code === 'conflict' ? 'taken' : 'failed'
}
