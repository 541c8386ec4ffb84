/** The cookie of a session: no script reads it, no other site sends it, and over TLS it stays with this very host. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Identities } from '../../runtime/people/identities.ts'
import { absolute_ms, type Visitor } from '../../runtime/people/sessions.ts'

export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  { cookies }: Identities,
  secret: string,
  isSecure = isOverTls(request),
): void {
  const common = `Path=/; HttpOnly; SameSite=Lax; Max-Age=${absolute_ms / 1000}`
  reply.header(
    'set-cookie',
    isSecure ? `${cookies.secure}=${secret}; Secure; ${common}` : `${cookies.plain}=${secret}; ${common}`,
  )
}

export function dropSessionCookie(reply: FastifyReply, { cookies }: Identities): void {
  const common = 'Path=/; HttpOnly; SameSite=Lax; Max-Age=0'
  reply.header('set-cookie', [`${cookies.secure}=; Secure; ${common}`, `${cookies.plain}=; ${common}`])
}

export function visitorOf({ ip, headers }: FastifyRequest): Visitor {
  return { address: ip, agent: headers['user-agent'] ?? '' }
}

/** A browser says so itself where a proxy in front has the TLS. */
function isOverTls({ protocol, headers }: FastifyRequest): boolean {
  return protocol === 'https' || headers.origin?.startsWith('https://') === true
}
