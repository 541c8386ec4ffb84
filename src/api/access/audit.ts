/** Every request of somebody who is known becomes an entry of the audit log, unless it only looks at how things fare. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AuditAction } from '../../runtime/people/audit.ts'
import type { Platform } from '../../runtime/platform.ts'

/** Of a body only this is kept: whatever else may be a secret. */
const named = ['in', 'from', 'name', 'dashboard', 'title', 'role', 'tenant', 'monitor', 'format'] as const

/** What shows records, by the tags of its route. */
const showing = ['query', 'rejected']

/** By which people come in, each with its method. */
const entries = [
  'POST /api/session',
  'POST /api/session/passkey',
  'POST /api/invitations/accept',
  'GET /api/login/:provider/callback',
]

export function auditRequests(server: FastifyInstance, { audit, people }: Platform): void {
  server.addHook('onResponse', (request, reply, done) => {
    const action = maybeAction(request, reply)
    if (action) {
      const { caller, ip, method, headers } = request
      const body = bodyOf(request)
      const claimed = caller?.name ?? text(body.name)
      audit.note({
        who: caller || (claimed !== undefined && people.users.maybeAccount(claimed)) ? claimed : undefined,
        role: caller?.role,
        company: caller?.tenant?.name,
        action,
        route: `${method} ${request.routeOptions.url}`,
        what: whatOf(request, body),
        query: text(body.sql) ?? text(body.kql),
        status: reply.statusCode,
        address: ip,
        agent: headers['user-agent']?.slice(0, 200),
      })
    }
    done()
  })
}

function maybeAction(request: FastifyRequest, { statusCode }: FastifyReply): AuditAction | undefined {
  const { method, caller } = request
  const { config, schema, url = '' } = request.routeOptions
  if (entries.includes(`${method} ${url}`)) {
    if (caller) return 'logged_in'
    // A code is asked for: not the end of it.
    return statusCode === 200 ? undefined : 'login_failed'
  }
  if (!caller || config.policy === undefined || config.policy === 'public') return undefined
  if (statusCode === 403) return 'refused'
  // Strangers are told of wherever they look.
  if (caller.link && `${method} ${url}` === 'GET /api/dashboards/:dashboard') return 'saw'
  const shows = schema?.tags?.some((tag) => showing.includes(tag)) ?? false
  if (config.policy === 'read' && shows) return isExport(request) ? 'exported' : 'saw'
  if (config.policy === 'read' || config.policy === 'view' || config.policy === 'write') return undefined
  return method === 'GET' ? 'saw' : 'changed'
}

function isExport(request: FastifyRequest): boolean {
  const { format = 'json' } = bodyOf(request)
  return format !== 'json'
}

function whatOf(
  { method, params, routeOptions }: FastifyRequest,
  body: Readonly<Record<string, unknown>>,
): string | undefined {
  // A name that nobody has may be a password in the wrong place.
  if (entries.includes(`${method} ${routeOptions.url}`)) return undefined
  const inPath = Object.values((params ?? {}) as Record<string, unknown>)
  const inBody = named.flatMap((name) => body[name])
  const all = [...inPath, ...inBody].filter(
    (value) => (typeof value === 'string' && value !== 'json') || typeof value === 'number',
  )
  return all.length > 0 ? all.join(' ').slice(0, 1000) : undefined
}

function bodyOf({ body }: FastifyRequest): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
