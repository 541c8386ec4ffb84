/** The project's own endpoints: any path that Caudal does not answer itself. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { httpStatus, UserError } from '../../lib/errors.ts'
import { scopeWith } from '../../project/endpoints/scope.ts'
import type { ProjectEndpoint } from '../../project/project.ts'
import { type Caller, isAllowed, isNamed } from '../../runtime/access.ts'
import { type Answer, commonHeaders } from '../../runtime/endpoints/answer-cache.ts'
import type { Found } from '../../runtime/endpoints/index.ts'
import { type RateState, TooManyError } from '../../runtime/endpoints/rate-limit.ts'
import { readRequest } from '../../runtime/endpoints/request.ts'
import type { Platform } from '../../runtime/platform.ts'
import { answerByFunction } from '../functions/function-requests.ts'
import { abortOnClose } from '../http/abort.ts'
import { requireCaller } from '../http/server.ts'
import { endpointDocument } from './endpoint-document.ts'
import { pathOf } from './endpoint-shortcut.ts'

/** Who asks is decided by the endpoint, once the path has named it. */
const byEndpoint = { policy: 'public' } as const

/** Longer ones are not asked often. */
const longestText = 500

type Texts = Readonly<Record<string, string | readonly string[] | undefined>>

export function endpointRoutes(server: FastifyInstance, platform: Platform): void {
  const hidden = { config: byEndpoint, schema: { hide: true } }
  server.get('/*', hidden, (request, reply) => serve(platform, request, reply))
  server.options('/*', hidden, (request, reply) => preflight(platform, request, reply))
  server.get(
    '/api/endpoints/openapi.json',
    {
      config: byEndpoint,
      schema: {
        summary: "OpenAPI of the project's endpoints: the public ones, and with a token its own.",
        tags: ['data'],
      },
    },
    (request) => {
      const asking = platform.identities.callerOf(request.headers)
      // Whoever sends a token that is not valid learns that.
      if (!asking && request.headers.authorization !== undefined) requireCaller(request, platform.identities, 'view')
      const caller = asking && isAllowed(asking, 'view') ? asking : undefined
      const visible = platform.endpoints.all.filter(
        ({ name, isPublic }) => isPublic || (caller && isNamed(caller, name)),
      )
      const answering = [...platform.project.functions.values()].filter(
        ({ on, trigger }) =>
          trigger.kind === 'http' && (trigger.access === 'public' || (caller && isNamed(caller, on))),
      )
      return endpointDocument(platform.project.name, visible, answering)
    },
  )
}

async function serve(platform: Platform, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const found = platform.endpoints.find(pathOf(request.raw.url!))
  if (!found) return answerByFunction(platform, request, reply)
  const usage = platform.endpoints.usageOf(found.endpoint.name)
  const begin = performance.now()
  try {
    const isFromMemory = await answer(platform, found, request, reply)
    if (isFromMemory && reply.statusCode !== 304) usage.noteMemory(reply.statusCode === 200 ? 200 : 404)
    else usage.note(reply.statusCode, performance.now() - begin)
    return reply
  } catch (error) {
    usage.note(error instanceof UserError ? httpStatus[error.code] : 500, performance.now() - begin)
    throw error
  }
}

/** Whether the answer came from memory. */
async function answer(
  platform: Platform,
  { endpoint, inPath }: Found,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  const { endpoints } = platform
  const url = request.raw.url!
  if (endpoint.cors.length > 0) allowOrigin(endpoint, request, reply)
  const caller = callerOf(platform, endpoint, request)
  const rates = caller?.rates ?? endpoint.rates
  if (rates.length > 0) count(platform, { name: endpoint.name, rates }, caller?.name ?? request.ip, reply)
  const rows = endpoint.scope === undefined ? undefined : scopeWith(endpoint.scope, endpoint.name, caller!)
  const { accept = '' } = request.headers
  // The same text asks for the same answer, and need not be understood again.
  const { tenant } = caller ?? {}
  const whose = rows === undefined && !tenant ? '' : ` ${JSON.stringify([rows, tenant?.rows])}`
  const text = `${url} ${accept}${whose}`
  const known = endpoints.answers.get(text)
  if (known) {
    send(reply, request, known)
    return true
  }
  const asked = {
    ...readRequest(endpoint, request.query as Texts, inPath, request.headers.accept),
    rows,
    tenant: tenant?.rows,
  }
  const computed = await endpoints.answer(endpoint, asked, abortOnClose(reply))
  const linked = computed.isFull && asked.page ? { ...computed, next: nextPage(url, asked.page) } : computed
  if (text.length < longestText) endpoints.answers.set(text, linked)
  send(reply, request, linked)
  return false
}

/** Who asks; nobody needs to be known for what is public. */
function callerOf(platform: Platform, endpoint: ProjectEndpoint, request: FastifyRequest): Caller | undefined {
  if (endpoint.isPublic) return undefined
  return requireEndpoint(requireCaller(request, platform.identities, 'view'), endpoint)
}

function requireEndpoint(caller: Caller, endpoint: ProjectEndpoint): Caller {
  if (isNamed(caller, endpoint.name)) return caller
  throw new UserError('forbidden', `cannot use ${endpoint.name}: "${caller.name}" is not for it`, {
    hint: `Ask as somebody whose role includes "${endpoint.name}", or with a token that is made for it.`,
  })
}

/** draft-ietf-httpapi-ratelimit-headers-03, which clients know. */
function count(
  { endpoints }: Platform,
  endpoint: Pick<ProjectEndpoint, 'name' | 'rates'>,
  caller: string,
  reply: FastifyReply,
): void {
  const tell = ({ limit, remaining, reset_s }: RateState) =>
    reply.header('ratelimit-limit', limit).header('ratelimit-remaining', remaining).header('ratelimit-reset', reset_s)
  try {
    const state = endpoints.rates.count(endpoint, caller)
    if (state) tell(state)
  } catch (error) {
    if (error instanceof TooManyError) tell(error.state).header('retry-after', error.state.reset_s)
    throw error
  }
}

function send(reply: FastifyReply, request: FastifyRequest, answer: Answer): FastifyReply {
  const { status, type, bytes, etag, next } = answer
  if (next !== undefined) reply.header('link', `<${next}>; rel="next"`)
  reply.headers({ ...commonHeaders, etag })
  if (status === 200 && request.headers['if-none-match']?.includes(etag)) return reply.code(304).send()
  return reply.code(status).type(type).send(bytes)
}

/** The same request for the rows behind. */
function nextPage(url: string, { limit, offset }: { limit: number; offset: number }): string {
  const next = new URL(url, 'http://localhost')
  next.searchParams.set('limit', String(limit))
  next.searchParams.set('offset', String(offset + limit))
  return next.pathname + next.search
}

/** https://fetch.spec.whatwg.org/#http-cors-protocol */
function preflight(platform: Platform, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const found = platform.endpoints.find(pathOf(request.raw.url!))
  if (!found || !allowOrigin(found.endpoint, request, reply)) {
    reply.callNotFound()
    return reply
  }
  return reply
    .header('access-control-allow-methods', 'GET')
    .header('access-control-allow-headers', 'authorization, if-none-match')
    .header('access-control-max-age', '600')
    .code(204)
    .send()
}

function allowOrigin({ cors }: ProjectEndpoint, request: FastifyRequest, reply: FastifyReply): boolean {
  const { origin } = request.headers
  const allowed = cors.includes('*') ? '*' : cors.find((each) => each === origin)
  if (allowed === undefined) return false
  reply
    .header('access-control-allow-origin', allowed)
    .header(
      'access-control-expose-headers',
      'etag, link, retry-after, ratelimit-limit, ratelimit-remaining, ratelimit-reset',
    )
  return true
}
