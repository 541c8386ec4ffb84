/** A provider of OpenID Connect on loopback: a real one, whose people and clients a test declares. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type Configuration } from 'oidc-provider'

/** Claims by subject, which is also what is typed as the name there. */
export type People = Record<string, Record<string, unknown>>

export class IdentityProvider {
  readonly issuer: string
  readonly people: People
  readonly #server: Server
  #cookies = new Map<string, string>()

  private constructor(issuer: string, people: People, server: Server) {
    this.issuer = issuer
    this.people = people
    this.#server = server
  }

  /** It has an address, and answers once its client is registered. */
  static async start(people: People): Promise<IdentityProvider> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new IdentityProvider(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, people, server)
  }

  /** Begins to answer, for a client at this address. */
  register(url: string): void {
    const provider = new Provider(this.issuer, configurationOf(this.people, url))
    this.#server.on('request', provider.callback())
  }

  /** Goes where a browser is sent, types this name there and agrees; gives the address to which it is sent back, or the page that refuses. */
  async visit(
    url: string,
    subject: string,
  ): Promise<{ readonly status: number; readonly location: string; readonly text: string }> {
    this.#cookies = new Map()
    let next = url
    for (let step = 0; step < 12; step++) {
      const form = /\/interaction\/[\w-]+$/.test(new URL(next).pathname) ? await this.#form(next, subject) : undefined
      const { response, text } = form ?? (await this.#ask(next))
      const location = response.headers.get('location')
      if (!location) return { status: response.status, location: '', text }
      next = new URL(location, next).href
      if (!next.startsWith(this.issuer)) return { status: response.status, location: next, text }
    }
    throw new Error(`the provider leads in circles: ${next}`)
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  /** The page asks for the name, or for agreement: its form says which. */
  async #form(url: string, subject: string) {
    const page = await this.#ask(url)
    const prompt = /name="prompt" value="(\w+)"/.exec(page.text)?.[1]
    if (!prompt) return page
    return this.#ask(url, new URLSearchParams({ prompt, login: subject, password: 'any' }))
  }

  async #ask(url: string, body?: URLSearchParams) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie },
      ...(body ? { method: 'POST', body } : {}),
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      this.#cookies.set(name, value)
    }
    return { response, text: await response.text() }
  }
}

function configurationOf(people: People, url: string): Configuration {
  return {
    clients: [
      {
        client_id: 'caudal',
        client_secret: 'the secret of the client',
        redirect_uris: ['company', 'strict', 'trusting'].map((name) => `${url}/api/login/${name}/callback`),
        post_logout_redirect_uris: [`${url}/ui/`],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    findAccount: (_context, subject) =>
      Object.hasOwn(people, subject)
        ? { accountId: subject, claims: () => ({ sub: subject, ...people[subject] }) }
        : undefined,
    cookies: { keys: ['of the test'] },
    pkce: { required: () => true },
  }
}
