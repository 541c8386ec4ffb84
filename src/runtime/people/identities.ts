/** Who sent a request, by what came with it: a token, the secret of a link, or the cookie of a session. */
import type { IncomingHttpHeaders } from 'node:http'
import { maybeCookie } from '../../lib/cookie.ts'
import type { Caller } from '../access.ts'
import type { DashboardLinks } from '../dashboards/links.ts'
import type { Policy } from '../policy.ts'
import type { Tokens } from '../tokens.ts'
import type { People } from './people.ts'

export interface Identity {
  readonly caller: Caller
  /** The id of the session, of people. */
  readonly session?: string
}

export interface IdentityParts {
  readonly tokens: Tokens
  readonly links: DashboardLinks
  readonly people: People
  readonly policy: Policy
  /** Tells cookies apart from those of another installation on the same host: cookies know no ports. */
  readonly installation: string
}

export class Identities {
  readonly #parts: IdentityParts
  /** The names of the cookie, with TLS and without. */
  readonly cookies: { readonly secure: string; readonly plain: string }

  constructor(parts: IdentityParts) {
    this.#parts = parts
    // RFC 6265bis §4.1.3.2: a browser keeps __Host- only for this very host, over TLS.
    const plain = `caudal_${parts.installation}`
    this.cookies = { secure: `__Host-${plain}`, plain }
  }

  /** Undefined for nobody, and for credentials that are not valid. A token that was sent decides, whatever cookie came with it. */
  identityOf(headers: IncomingHttpHeaders): Identity | undefined {
    const { authorization } = headers
    if (authorization === undefined) return this.#sessionOf(headers)
    const token = /^Bearer (.+)$/i.exec(authorization)?.[1]
    const caller = token === undefined ? undefined : this.#callerOfToken(token)
    return caller && { caller }
  }

  callerOf(headers: IncomingHttpHeaders): Caller | undefined {
    return this.identityOf(headers)?.caller
  }

  #callerOfToken(token: string): Caller | undefined {
    const { tokens, links } = this.#parts
    return tokens.callerOf(token) ?? links.callerOf(token)
  }

  #sessionOf({ cookie }: IncomingHttpHeaders): Identity | undefined {
    const { secure, plain } = this.cookies
    const secret = cookie && (maybeCookie(cookie, secure) ?? maybeCookie(cookie, plain))
    if (!secret) return undefined
    const { people, policy } = this.#parts
    const session = people.sessions.maybeUser(secret)
    const account = session && people.users.maybeAccount(session.user)
    return account && { caller: policy.callerOf(account), session: session.id }
  }
}
