/**
 * Whether a request that came with a cookie was sent by a page of ours: the cookie is SameSite, the browser says where the page is from
 * (Sec-Fetch-Site, Origin), and a header that a form cannot send is asked for. See OWASP's CSRF Prevention Cheat Sheet.
 */
import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyRequest } from 'fastify'
import { UserError } from '../../lib/errors.ts'

const safe = ['GET', 'HEAD', 'OPTIONS']

/** Throws `forbidden` for a request that another site made a browser send. */
export function requireOwnPage({ method, headers }: Pick<FastifyRequest, 'method' | 'headers'>): void {
  const { origin } = headers
  const site = headers['sec-fetch-site']
  const isForeign = (site !== undefined && site !== 'same-origin' && site !== 'none') || !isOurs(origin, headers)
  if (safe.includes(method)) {
    // A link on another page may lead here; its script and its picture may not.
    if (!isForeign || headers['sec-fetch-mode'] === 'navigate') return
  } else if (!isForeign && headers['x-caudal'] !== undefined) return
  throw new UserError('forbidden', 'cannot take the request: it does not come from a page of Caudal', {
    hint: 'From a page send the header "x-caudal: 1"; from a program send a token rather than a cookie.',
  })
}

function isOurs(origin: string | undefined, headers: IncomingHttpHeaders): boolean {
  if (origin === undefined) return true
  const host = URL.parse(origin)?.host
  // A proxy in front may have another name within; a page of another site cannot send the second one.
  return host !== undefined && (host === headers.host || host === headers['x-forwarded-host'])
}
