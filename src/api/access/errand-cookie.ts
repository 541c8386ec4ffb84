/** What a browser keeps for us while it logs in at a provider: for minutes, read by no script, and over TLS for this very host only. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { maybeCookie } from '../../lib/cookie.ts'
import type { Identities } from '../../runtime/people/identities.ts'
import type { Errand } from '../../runtime/people/provider.ts'

const valid_s = 600

export interface KeptErrand extends Errand {
  /** The page to which they wanted. */
  readonly to: string
}

/** SameSite=Lax: it comes along when the provider sends the browser back. */
export function setErrandCookie(reply: FastifyReply, { cookies }: Identities, errand: KeptErrand): void {
  const name = namesOf(cookies)[isSecure(errand) ? 'secure' : 'plain']
  const value = Buffer.from(JSON.stringify(errand)).toString('base64url')
  const common = `Path=/; HttpOnly; SameSite=Lax; Max-Age=${valid_s}`
  reply.header('set-cookie', `${name}=${value}; ${isSecure(errand) ? 'Secure; ' : ''}${common}`)
}

/** Undefined when it has expired, and for one that is not of this login. */
export function maybeErrand(
  { headers: { cookie = '' } }: FastifyRequest,
  { cookies }: Identities,
  path: string,
): KeptErrand | undefined {
  const { secure, plain } = namesOf(cookies)
  for (const name of [secure, plain]) {
    const value = maybeCookie(cookie, name)
    const errand = value === undefined ? undefined : maybeParsed(value)
    // What another host of the domain has planted is no errand over TLS.
    if (errand && isSecure(errand) === (name === secure) && errand.callback.endsWith(path)) return errand
  }
  return undefined
}

export function dropErrandCookie(reply: FastifyReply, { cookies }: Identities): void {
  const { secure, plain } = namesOf(cookies)
  const common = 'Path=/; HttpOnly; SameSite=Lax; Max-Age=0'
  reply.header('set-cookie', [`${secure}=; Secure; ${common}`, `${plain}=; ${common}`])
}

function namesOf({ plain }: Identities['cookies']) {
  const name = plain.replace('caudal_', 'caudal_login_')
  return { secure: `__Host-${name}`, plain: name }
}

export function isSecure({ callback }: Errand): boolean {
  return callback.startsWith('https://')
}

/** It comes from outside. */
function maybeParsed(value: string): KeptErrand | undefined {
  try {
    const errand = JSON.parse(Buffer.from(value, 'base64url').toString()) as Partial<KeptErrand>
    const { secret, callback, to } = errand
    if (typeof secret !== 'string' || typeof callback !== 'string' || typeof to !== 'string') return undefined
    return URL.canParse(callback) && to.startsWith('/ui/') ? { secret, callback, to } : undefined
  } catch {
    return undefined
  }
}
