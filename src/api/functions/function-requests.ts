/** Requests that functions of the project answer. What a request gives is on disk before its answer is sent. */
import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { UserError } from '../../lib/errors.ts'
import type { Access } from '../../project/functions/trigger-declaration.ts'
import type { FunctionTrigger, ProjectFunction } from '../../project/project.ts'
import { type Caller, isNamed, type Permission } from '../../runtime/access.ts'
import { HttpRun } from '../../runtime/functions/http/http-run.ts'
import { type RequestRoute, routeOf } from '../../runtime/functions/http/request-route.ts'
import { type Answered, RunError } from '../../runtime/functions/pool/worker.ts'
import type { Platform } from '../../runtime/platform.ts'
import { abortOnClose } from '../http/abort.ts'
import { bodyPieces } from '../http/body.ts'
import { requireCaller } from '../http/server.ts'

type HttpTrigger = Extract<FunctionTrigger, { kind: 'http' }>

/** What each role may do, and so whoever is asked for it. */
const permissions: Readonly<Record<Exclude<Access, 'public'>, Permission>> = {
  viewer: 'view',
  reader: 'read',
  writer: 'write',
  editor: 'edit',
  admin: 'administer',
}

/** What lets somebody in is no business of a function. */
const secret = new Set(['authorization', 'proxy-authorization', 'cookie'])

export function functionRequestRoutes(server: FastifyInstance, platform: Platform): void {
  server.register(async (scope) => {
    // The function says by its limit how much of a body is read.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    scope.route({
      method: ['POST', 'PUT', 'PATCH', 'DELETE'],
      url: '/*',
      // Who asks is decided by the function, once the path has named it.
      config: { policy: 'public' },
      bodyLimit: Number.MAX_SAFE_INTEGER,
      schema: { hide: true },
      handler: (request, reply) => answerByFunction(platform, request, reply),
    })
  })
}

/** The answer of the function whose path this is; 404 or 405 where there is none. */
export async function answerByFunction(
  platform: Platform,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const [path = '', query = ''] = request.raw.url!.split(/\?(.*)/s)
  const method = request.method === 'HEAD' ? 'GET' : request.method
  const found = routeOf(platform.project.functions.values(), method, path)
  if ('methods' in found) {
    if (found.methods.length === 0) reply.callNotFound()
    else refuseMethod(request, reply, path, found.methods)
    return reply
  }
  const { declared, params } = found
  const trigger = declared.trigger as HttpTrigger
  const caller = callerOf(platform, declared, trigger, request)
  const run = platform.pipeline.functions.get(declared.name)
  if (!(run instanceof HttpRun)) throw notRunning(declared)
  const signal = abortOnClose(reply)
  const body = await wholeBody(platform, request, trigger)
  const id = randomUUID()
  const head = {
    id,
    method,
    path,
    params,
    query: queryOf(query),
    headers: headersOf(request),
    ...(caller && { caller: shownCaller(caller) }),
  }
  reply.header('x-request-id', id)
  try {
    return send(reply, await run.answer(head, body, signal))
  } catch (error) {
    if (!(error instanceof RunError)) throw error
    return sendFailure(reply, error, id, declared)
  }
}

function refuseMethod(request: FastifyRequest, reply: FastifyReply, path: string, methods: readonly string[]): void {
  const error = new UserError('unsupported', `cannot find "${request.method} ${path}": use ${methods.join(' or ')}`, {
    hint: 'The routes are listed at /api/endpoints/openapi.json.',
  })
  reply.code(405).header('allow', methods.join(', ')).send(error.toBody())
}

function callerOf(
  { identities }: Platform,
  { on }: RequestRoute['declared'],
  { access }: HttpTrigger,
  request: FastifyRequest,
): Caller | undefined {
  if (access === 'public') return undefined
  const caller = requireCaller(request, identities, permissions[access])
  if (caller.tenant) {
    throw new UserError(
      'forbidden',
      `cannot use ${on} for a client company: what a function answers is not kept to its rows`,
      {
        hint: 'Ask an endpoint.',
      },
    )
  }
  if (isNamed(caller, on)) return caller
  throw new UserError('forbidden', `cannot use ${on}: "${caller.name}" is not for it`, {
    hint: `Ask as somebody whose role includes "${on}", or with a token that is made for it.`,
  })
}

function shownCaller({ name, role, attributes }: Caller) {
  return { name, role, ...(attributes && { attributes }) }
}

async function wholeBody({ limits }: Platform, request: FastifyRequest, { body_bytes }: HttpTrigger): Promise<Buffer> {
  if (request.method === 'GET' || request.method === 'HEAD') return Buffer.alloc(0)
  const pieces: Buffer[] = []
  const bounded = { ...limits, body_bytes: Math.min(body_bytes, limits.body_bytes) }
  for await (const piece of bodyPieces(request, bounded, () => body_bytes)) pieces.push(piece)
  return Buffer.concat(pieces)
}

function queryOf(query: string): Record<string, string | string[]> {
  const parameters = new URLSearchParams(query)
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name)
      return [name, values.length === 1 ? values[0]! : values]
    }),
  )
}

function headersOf({ headers }: FastifyRequest): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || secret.has(name) ? [] : [[name, [value].flat().join(', ')]],
    ),
  )
}

/** A browser must not take what a function answers for something else than it says. */
function send(reply: FastifyReply, { response, body }: Answered): FastifyReply {
  reply.code(response.status).header('x-content-type-options', 'nosniff')
  for (const [name, value] of Object.entries(response.headers)) reply.header(name, value)
  return reply.send(body.length === 0 ? undefined : body)
}

/** Without the reason: it is for those who may read the log, where it stands with the id. */
function sendFailure(reply: FastifyReply, { kind }: RunError, id: string, { name }: ProjectFunction): FastifyReply {
  const isLate = kind === 'timeout'
  const message = `cannot answer by function "${name}": it ${isLate ? 'took too long' : 'failed'}`
  const hint = `Whoever runs it finds the reason in the log by request ${id}.`
  return reply.code(isLate ? 504 : 500).send({ code: isLate ? 'timeout' : 'internal', message, hint, request: id })
}

function notRunning({ name }: ProjectFunction): UserError {
  return new UserError('unavailable', `cannot answer by function "${name}": it is being replaced`, {
    hint: 'Send it again in a second.',
  })
}
