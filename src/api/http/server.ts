/**
 * The HTTP server: every route declares its policy, or the start fails; errors are `{ code, message, at, hint }`; the OpenAPI document is
 * made from the routes' schemas.
 */
import type { IncomingMessage, RequestListener } from 'node:http'
import fastifySwagger from '@fastify/swagger'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { type ErrorBody, httpStatus, messageOf, UserError, UserErrors } from '../../lib/errors.ts'
import type { Log } from '../../lib/log.ts'
import { http, https } from '../../lib/node-http.ts'
import { isPassing } from '../../lib/passing.ts'
import { type Caller, isAllowed, type Permission } from '../../runtime/access.ts'
import type { Identities, Identity } from '../../runtime/people/identities.ts'
import type { Shortcut } from '../endpoints/endpoint-shortcut.ts'
import { compilersAtFirstUse } from './compilers.ts'
import { OptionalBodies } from './optional-body.ts'

import { requireOwnPage } from './own-page.ts'
import { Routes } from './routes.ts'
import { securityHeaders } from './security-headers.ts'
import { refusal } from './validation.ts'

/** `public`, what the caller must be allowed to do, or that they are a person who is logged in. */
type Policy = Permission | 'public' | 'person'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A route without one does not start. */
    policy?: Policy
    /** The answer holds nothing but what the caller's scope gives: people of client companies may ask. */
    isScoped?: boolean
  }
  interface FastifyRequest {
    /** Who asks; set on every route that is not public. */
    caller: Caller
    /** The session in which they ask; programs have none. */
    session: string | undefined
  }
}

export interface ServerOptions {
  readonly identities: Identities
  readonly log: Log
  readonly version: string
  readonly tls?: { readonly cert: string; readonly key: string } | undefined
  /** The question for the hint of a path that nothing has. */
  readonly meant?: (request: FastifyRequest) => string | undefined
  /** Asked before everything else. */
  readonly shortcut?: Shortcut
}

/** How long, and how much of, a body is read whose request was refused. */
const dismissal = { ms: 2000, bytes: 16 << 20 }

/** Seconds after which a refused client should come again, by code. */
const retryAfter_s: Partial<Record<ErrorBody['code'], number>> = { overloaded: 1, unavailable: 5 }

export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { identities, log, version } = options
  const server = Fastify({
    serverFactory: (listener) => listenerOf(options, listener),
    // For the address that it tells.
    ...(options.tls ? { https: options.tls } : {}),
    // A record may be large, a body larger: the ingest route streams it and has its own limits.
    bodyLimit: 4 << 20,
    // What comes before any route: no hook and no handler of ours is asked.
    frameworkErrors: (error, request, reply) => sendError(error, request, reply as FastifyReply, log),
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    schemaController: { compilersFactory: compilersAtFirstUse },
    ajv: { customOptions: { coerceTypes: 'array', removeAdditional: false, allErrors: true } },
  }) as unknown as FastifyInstance

  server.decorateRequest('caller', null as unknown as Caller)
  server.decorateRequest('session', undefined)
  securityHeaders(server, options.tls !== undefined)
  const routes = new Routes()
  server.addHook('onRoute', (route) => {
    routes.add(route.url, route.method)
    const { policy, isScoped = false } = route.config ?? {}
    if (policy === undefined) throw new Error(`route ${route.method} ${route.url} declares no policy`)
    // The document says it, too: what is declared can be compared with what is done.
    if (route.schema) route.schema = { ...route.schema, ...{ 'x-policy': policy, 'x-scoped': isScoped } }
  })
  const optionalBodies = new OptionalBodies(server)
  server.addHook('onRequest', (request, _reply, done) => {
    authorise(request, identities)
    done()
  })
  server.setErrorHandler((error, request, reply) => sendError(error as FastifyError, request, reply, log))
  server.setNotFoundHandler({ preHandler: async () => {} }, (request, reply) => {
    const path = request.url.split('?')[0]!
    const methods = routes.methodsOf(path)
    const why = methods.length > 0 ? `: use ${methods.join(' or ')}` : ''
    const error = new UserError(
      methods.length > 0 ? 'unsupported' : 'not_found',
      `cannot find "${request.method} ${path}"${why}`,
      {
        hint: options.meant?.(request) ?? 'The routes are listed at /api/docs.',
      },
    )
    if (methods.length > 0) reply.header('allow', methods.join(', '))
    reply.code(methods.length > 0 ? 405 : 404).send(error.toBody())
  })
  await server.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Caudal', version, description: 'The JSON API of a running Caudal project.' },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      security: [{ token: [] }],
    },
    transformObject: (document) => optionalBodies.mark('openapiObject' in document ? document.openapiObject : {}),
  })
  return server
}

/** The server of node, with or without TLS, and what it does before the framework sees a request. */
function listenerOf({ tls, shortcut }: ServerOptions, listener: RequestListener) {
  const server = tls ? https.createServer(tls) : http.createServer()
  server.on('request', (request, response) => {
    // Once it closes, the framework lets go of connections that go on asking.
    if (!server.listening || !shortcut?.(request, response)) listener(request, response)
  })
  server.keepAliveTimeout = 30_000
  // A body that trickles in is not cut off here, for a long upload may move: the route watches its progress.
  server.requestTimeout = 0
  server.setTimeout(0)
  return server
}

function authorise(request: FastifyRequest, identities: Identities): void {
  const { policy, isScoped } = request.routeOptions.config
  if (policy === 'public' || request.is404) return
  const { caller, session } = requireIdentity(request, identities, policy)
  request.caller = caller
  request.session = session
  if (caller.tenant && !isScoped) {
    throw new UserError('forbidden', 'cannot use this for a client company: it tells of the rows of all', {
      hint: 'Ask by search, SQL, tail or the endpoints.',
    })
  }
}

/** Who asks, if they may do this; throws `unauthorized` or `forbidden`. */
export function requireCaller(request: FastifyRequest, identities: Identities, policy: Policy): Caller {
  return requireIdentity(request, identities, policy).caller
}

function requireIdentity(request: FastifyRequest, identities: Identities, policy: Policy | undefined): Identity {
  const { headers } = request
  const identity = identities.identityOf(headers)
  if (!identity) {
    const why =
      headers.authorization !== undefined
        ? 'the token is not valid'
        : headers.cookie?.includes(identities.cookies.plain)
          ? 'the session has ended'
          : 'no token was sent'
    throw new UserError('unauthorized', `cannot tell who asks: ${why}`, {
      hint: 'Log in, or send "Authorization: Bearer <token>"; make a token with: caudal token create <name> --role <role>',
    })
  }
  const { caller, session } = identity
  if (session !== undefined) requireOwnPage(request)
  if (policy === 'person') {
    if (session !== undefined) return identity
    throw new UserError('forbidden', 'cannot do this with a token: it is for people who are logged in', {
      hint: 'Log in with a browser.',
    })
  }
  // No policy at all cannot happen (the start fails); if it did, nobody is allowed.
  if (policy === undefined || policy === 'public' || !isAllowed(caller, policy)) {
    throw new UserError('forbidden', `cannot ${policy} with the role "${caller.role}"`, {
      hint: `Ask as somebody whose role may ${policy}.`,
    })
  }
  return identity
}

function sendError(error: FastifyError, request: FastifyRequest, reply: FastifyReply, log: Log): void {
  const body = bodyOf(error, request)
  if (body.code === 'internal')
    log.error(`request failed: ${messageOf(error)}`, {
      method: request.method,
      route: request.routeOptions.url,
      stack: error.stack,
    })
  const status = body.code === 'internal' ? 500 : httpStatus[body.code]
  const retry = retryAfter_s[body.code]
  if (retry !== undefined && !reply.hasHeader('retry-after')) reply.header('retry-after', String(retry))
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  if (!request.raw.complete) dismiss(request.raw)
  reply.code(status).send(body)
}

/**
 * The rest of the body is not wanted. It is read for a while and thrown away, since a connection that is closed with bytes unread may
 * take the answer with it; then the connection closes.
 */
function dismiss(raw: IncomingMessage): void {
  let bytes = 0
  const close = () => raw.destroy()
  const timer = setTimeout(close, dismissal.ms)
  raw.on('data', (part: Buffer) => {
    bytes += part.length
    if (bytes > dismissal.bytes) close()
  })
  raw.on('error', () => {})
  for (const end of ['end', 'close']) raw.once(end, () => clearTimeout(timer))
  raw.resume()
}

/** The body of any error; Fastify's own (validation, size, media type) put in our words. */
function bodyOf(error: FastifyError, request: FastifyRequest): ErrorBody {
  if (error instanceof UserError || error instanceof UserErrors) return error.toBody()
  if (isPassing(error)) {
    return {
      code: 'unavailable',
      message: `cannot finish the request: the disk failed (${error.message})`,
      hint: 'Try again; see that the disk has space.',
    }
  }
  if (error.validation) {
    const { validation, validationContext: part = 'body' } = error
    const { schema } = request.routeOptions
    const [value, declared] =
      part === 'querystring'
        ? [request.query, schema?.querystring]
        : part === 'params'
          ? [request.params, schema?.params]
          : [request.body, schema?.body]
    return refusal(validation, part, value, declared).toBody()
  }
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return { code: 'too_large', message: 'cannot take the body: it is longer than 4 MB', hint: 'Send less at once.' }
    case 'FST_ERR_BAD_URL':
      return {
        code: 'invalid',
        message: `cannot read the path "${request.url.split('?')[0]}": an escape in it is no UTF-8`,
        hint: 'Write a letter of several bytes as %C3%A9, and the percent sign itself as %25.',
      }
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return {
        code: 'unsupported',
        message: `cannot read the body: ${error.message}`,
        hint: 'Send content-type: application/json.',
      }
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return { code: 'invalid', message: 'cannot read the body as JSON', hint: 'See /api/docs for the form.' }
  }
  if (error.statusCode !== undefined && error.statusCode < 500) return { code: 'invalid', message: error.message }
  return { code: 'internal', message: 'the request failed by a fault of Caudal, which its log describes' }
}
