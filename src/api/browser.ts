/** The browser's pages and their files, as the build left them in `dist/ui`. They need no session: what they show is asked of the API. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { UserError } from '../lib/errors.ts'
import type { Platform } from '../runtime/platform.ts'
import { BrowserPreloads } from './browser-preloads.ts'

const built = fileURLToPath(new URL('../../dist/ui', import.meta.url))

/** No script but our own files, nothing from elsewhere, in the frames of nobody else. Styles may be set by scripts: editors and menus do. */
const policyFor = (ancestors: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${ancestors}`,
  ].join('; ')

const pageHeaders = {
  'content-security-policy': policyFor("'none'"),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
  // The files that a page names are new with each build.
  'cache-control': 'no-cache',
}

const preloads = new BrowserPreloads(`${built}/.vite`)

const open = { config: { policy: 'public' }, schema: { hide: true } } as const

type Parts = Pick<Platform, 'links' | 'identities'>

export async function browserRoutes(server: FastifyInstance, { links, identities }: Parts): Promise<void> {
  // Whether it still holds is found out by who needs to know.
  const hasSession = ({ headers: { cookie, authorization } }: FastifyRequest) =>
    authorization !== undefined || cookie?.includes(identities.cookies.plain) === true

  await server.register(fastifyStatic, { root: built, serve: false, preCompressed: true, cacheControl: false })
  server.get('/', open, (_request, reply) => reply.redirect('/ui/'))
  server.get('/ui', open, (_request, reply) => reply.redirect('/ui/'))
  server.get<{ Params: { '*': string } }>('/ui/assets/*', open, (request, reply) =>
    // Their names hold a hash of what is in them.
    file(reply, `assets/${request.params['*']}`, { 'cache-control': 'public, max-age=31536000, immutable' }),
  )
  server.get('/ui/favicon.svg', open, (_request, reply) =>
    file(reply, 'favicon.svg', { 'cache-control': 'public, max-age=86400' }),
  )
  // Other sites may show a dashboard by a link that names them.
  server.get<{ Params: { id: string } }>('/ui/shared/:id', open, (request, reply) => {
    const { params } = request
    const sites = links.embedOf(params.id)
    const preload = preloads.headersFor(`shared/${params.id}`, hasSession(request))
    if (sites.length === 0) return page(reply, { ...pageHeaders, ...preload })
    const { 'x-frame-options': _, ...headers } = pageHeaders
    return page(reply, { ...headers, ...preload, 'content-security-policy': policyFor(sites.join(' ')) })
  })
  // Whatever page it is, the same document shows it.
  server.get<{ Params: { '*': string } }>('/ui/*', open, (request, reply) =>
    page(reply, { ...pageHeaders, ...preloads.headersFor(request.params['*'], hasSession(request)) }),
  )
}

function page(reply: FastifyReply, headers: Readonly<Record<string, string>>): FastifyReply {
  if (!existsSync(`${built}/index.html`)) {
    throw new UserError('unavailable', 'cannot show the browser: it is not built', { hint: 'Run: npm run build' })
  }
  return file(reply, 'index.html', headers)
}

function file(reply: FastifyReply, name: string, headers: Readonly<Record<string, string>>): FastifyReply {
  return reply.headers({ 'x-content-type-options': 'nosniff', ...headers }).sendFile(name)
}
