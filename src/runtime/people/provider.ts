/**
 * A provider of OpenID Connect, asked by the code flow with PKCE, state and nonce (RFC 9700 §2.1). All three are derived from one secret
 * that only the browser keeps, so that nothing of an unfinished login is stored here.
 */
import { createHmac } from 'node:crypto'
import type { ClientAuth, Configuration } from 'openid-client'
import { messageOf, UserError } from '../../lib/errors.ts'
import type { ProjectLogin } from '../../project/project.ts'
import type { Claims } from './claims.ts'

/** Loaded when somebody logs in at a provider. */
const library = () => import('openid-client')

const timeout_s = 10
/** Keys are asked for when an unknown one has signed; all else of the configuration after this time. */
const valid_ms = 60 * 60_000

/** What the browser keeps while it is at the provider. */
export interface Errand {
  readonly secret: string
  /** Where the provider sends the browser. */
  readonly callback: string
}

export class Providers {
  readonly #known = new WeakMap<ProjectLogin, { readonly until_ms: number; readonly found: Promise<Configuration> }>()

  /** Where the browser goes to log in. Throws `unavailable`. */
  async begin(login: ProjectLogin, { secret, callback }: Errand): Promise<string> {
    const found = await this.#configuration(login)
    const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await library()
    const url = buildAuthorizationUrl(found, {
      redirect_uri: callback,
      scope: login.scopes.join(' '),
      state: derived(secret, 'state'),
      nonce: derived(secret, 'nonce'),
      code_challenge: await calculatePKCECodeChallenge(derived(secret, 'verifier')),
      code_challenge_method: 'S256',
    })
    return url.href
  }

  /** Who came back, of the query with which they did; throws `unauthorized` for anything that was not asked for by this very browser. */
  async finish(login: ProjectLogin, { secret, callback }: Errand, query: string): Promise<Claims> {
    const found = await this.#configuration(login)
    const { authorizationCodeGrant, fetchUserInfo } = await library()
    try {
      const tokens = await authorizationCodeGrant(found, new URL(`${callback}?${query}`), {
        expectedState: derived(secret, 'state'),
        expectedNonce: derived(secret, 'nonce'),
        pkceCodeVerifier: derived(secret, 'verifier'),
      })
      const claims = tokens.claims()!
      const { userinfo_endpoint } = found.serverMetadata()
      const more = userinfo_endpoint ? await fetchUserInfo(found, tokens.access_token, claims.sub) : {}
      return { ...more, ...claims }
    } catch (error) {
      throw new UserError('unauthorized', `cannot log in by "${login.name}": ${reasonOf(error)}`, {
        hint: 'Log in anew.',
        cause: error,
      })
    }
  }

  /** Where the browser ends its session at the provider, if it can be ended. */
  async maybeEnd(login: ProjectLogin, back: string): Promise<string | undefined> {
    const found = await this.#configuration(login)
    if (found.serverMetadata().end_session_endpoint === undefined) return undefined
    const { buildEndSessionUrl } = await library()
    return buildEndSessionUrl(found, { post_logout_redirect_uri: back }).href
  }

  #configuration(login: ProjectLogin): Promise<Configuration> {
    const known = this.#known.get(login)
    if (known && Date.now() < known.until_ms) return known.found
    const found = discover(login).catch((error: unknown) => {
      this.#known.delete(login)
      throw new UserError('unavailable', `cannot ask provider "${login.name}": ${reasonOf(error)}`, {
        hint: `See that ${login.issuer}/.well-known/openid-configuration answers, with this very issuer.`,
        cause: error,
      })
    })
    this.#known.set(login, { until_ms: Date.now() + valid_ms, found })
    return found
  }
}

async function discover({ issuer, client_id, client_secret }: ProjectLogin): Promise<Configuration> {
  const { allowInsecureRequests, ClientSecretBasic, ClientSecretPost, discovery, None } = await library()
  const by = client_secret ? byMethod(ClientSecretBasic(client_secret), ClientSecretPost(client_secret)) : None()
  return discovery(new URL(issuer), client_id, undefined, by, {
    timeout: timeout_s,
    ...(issuer.startsWith('http://') ? { execute: [allowInsecureRequests] } : {}),
  })
}

/** OpenID Connect Discovery §3: a provider that does not say takes the secret in a header. */
function byMethod(basic: ClientAuth, post: ClientAuth): ClientAuth {
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    const use = methods.includes('client_secret_basic') ? basic : post
    return use(server, ...rest)
  }
}

/** One way: who sees the state does not learn the others. */
function derived(secret: string, purpose: 'state' | 'nonce' | 'verifier'): string {
  return createHmac('sha256', secret).update(purpose).digest('base64url')
}

/** What the provider says of it, or the library. */
function reasonOf(error: unknown): string {
  const { error: code, error_description: description } = error as { error?: unknown; error_description?: unknown }
  const said = [code, description].filter((part) => typeof part === 'string').join(': ')
  return said ? `the provider says ${said.slice(0, 300)}` : messageOf(error)
}
