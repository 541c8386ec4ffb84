/** The project's own endpoints: any path that Caudal does not answer itself. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { UserError } from '../lib/errors.ts'
import { isNamed } from '../runtime/access.ts'
import type { Answer } from '../runtime/endpoints/answer-cache.ts'
import { readRequest } from '../runtime/endpoints/request.ts'
import type { Platform } from '../runtime/platform.ts'
import { endpointDocument } from './endpoint-document.ts'
import { requireCaller } from './server.ts'

/** Who asks is decided by the endpoint, once the path has named it. */
const byEndpoint = { policy: 'public' } as const

/** Longer ones are not asked often. */
const longestText = 500

type Texts = Readonly<Record<string, string | readonly string[] | undefined>>

export function endpointRoutes(server: FastifyInstance, platform: Platform): void {
  server.get('/*', { config: byEndpoint, schema: { hide: true } }, (request, reply) => serve(platform, request, reply))
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
      const caller =
        request.headers.authorization === undefined ? undefined : requireCaller(request, platform.tokens, 'read')
      const visible = platform.endpoints.all.filter(
        ({ name, isPublic }) => isPublic || (caller && isNamed(caller, name)),
      )
      return endpointDocument(platform.project.name, visible)
    },
  )
}

async function serve(platform: Platform, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { endpoints } = platform
  const url = request.raw.url!
  const end = url.indexOf('?')
  const found = endpoints.find(end === -1 ? url : url.slice(0, end))
  if (!found) {
    reply.callNotFound()
    return reply
  }
  const { endpoint, inPath } = found
  if (!endpoint.isPublic) {
    const caller = requireCaller(request, platform.tokens, 'read')
    if (!isNamed(caller, endpoint.name)) {
      throw new UserError('forbidden', `cannot use ${endpoint.name}: the token "${caller.name}" is not for it`, {
        hint: `Use a token that includes "${endpoint.name}" in --only, or one without --only.`,
      })
    }
  }
  const { accept = '' } = request.headers
  // The same text asks for the same answer, and need not be understood again.
  const text = `${url} ${accept}`
  const known = endpoints.answers.get(text)
  if (known) return send(reply, request, known)
  const asked = readRequest(endpoint, request.query as Texts, inPath, request.headers.accept)
  const answer = await endpoints.answer(endpoint, asked)
  const linked = answer.isFull && asked.page ? { ...answer, next: nextPage(url, asked.page) } : answer
  if (text.length < longestText) endpoints.answers.set(text, linked)
  return send(reply, request, linked)
}

/** The same request for the rows behind. */
function nextPage(url: string, { limit, offset }: { limit: number; offset: number }): string {
  const next = new URL(url, 'http://localhost')
  next.searchParams.set('limit', String(limit))
  next.searchParams.set('offset', String(offset + limit))
  return next.pathname + next.search
}

function send(reply: FastifyReply, request: FastifyRequest, answer: Answer): FastifyReply {
  const { status, type, bytes, etag, next } = answer
  if (next !== undefined) reply.header('link', `<${next}>; rel="next"`)
  reply.header('etag', etag).header('cache-control', 'no-cache').header('vary', 'accept, authorization')
  if (status === 200 && request.headers['if-none-match']?.includes(etag)) return reply.code(304).send()
  return reply.code(status).type(type).send(bytes)
}
