import type { ClientRequest, IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import { text } from 'node:stream/consumers'
import { type ErrorBody, messageOf, systemCode, UserError } from '../../lib/errors.ts'
import { http, https } from '../../lib/node-http.ts'
import type { globalOptions, OptionValues } from '../command.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { type Connection, findConnection } from './connection.ts'

export interface Request {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly headers?: OutgoingHttpHeaders
  /** JSON, unless it is bytes already. */
  readonly body?: unknown
  /** Writes the body; rejects when that fails. */
  readonly send?: (request: ClientRequest) => Promise<void>
  readonly signal?: AbortSignal | undefined
}

/** Talks to a running Caudal over HTTP. Answers other than 2xx become the `UserError` that they carry. */
export class Client {
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** The client of the project that the global options mean. */
  static async open(globals: OptionValues<typeof globalOptions>, terminal: Terminal): Promise<Client> {
    return new Client(await findConnection(globals, terminal))
  }

  get url(): string {
    return this.#connection.url
  }

  /** Without one there is nothing to ask beside the route that somebody wants. */
  get hasToken(): boolean {
    return this.#connection.token !== undefined
  }

  async get<T>(path: string, signal?: AbortSignal): Promise<T> {
    return readJson<T>(await this.request({ method: 'GET', path, signal }))
  }

  async post<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
    return readJson<T>(await this.request({ method: 'POST', path, body, signal }))
  }

  async delete(path: string): Promise<void> {
    await text(await this.request({ method: 'DELETE', path }))
  }

  /** The answer's head, its body still to be read. */
  async request(request: Request): Promise<IncomingMessage> {
    const answer = await this.#exchange(request)
    if (answer.statusCode! < 300) return answer
    const error = await readError(answer)
    if (answer.statusCode === 401 && !this.#connection.token && isLoopback(this.url)) throw withoutToken(error)
    throw error
  }

  async #exchange({ method, path, headers, body, send, signal }: Request): Promise<IncomingMessage> {
    const { url, token, ca } = this.#connection
    const target = new URL(url + path)
    const json = body === undefined ? undefined : JSON.stringify(body)
    const options = {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(json === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) }),
        ...headers,
      },
      ...(ca ? { ca, allowPartialTrustChain: true, checkServerIdentity: () => undefined } : {}),
      ...(signal ? { signal } : {}),
    }
    const request = target.protocol === 'https:' ? https.request(target, options) : http.request(target, options)
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      request.on('response', resolve)
      request.on('error', (error) => reject(signal?.aborted ? signal.reason : asUserError(error, url)))
    })
    if (!send) {
      request.end(json)
      return answered
    }
    // An answer may come before the body is sent (401, 413): then the rest of the body is of no interest.
    const sent = send(request).catch((error) => {
      request.destroy()
      throw error
    })
    return Promise.race([answered, sent.then(() => answered)])
  }
}

async function readJson<T>(answer: IncomingMessage): Promise<T> {
  return JSON.parse(await text(answer)) as T
}

/** A refusal, with the pause that the server asks for before the next attempt. */
export class Refusal extends UserError {
  readonly retryAfter_ms: number | undefined

  constructor(body: ErrorBody & { code: UserError['code'] }, retryAfter_ms: number | undefined) {
    super(body.code, body.message, { at: body.at, hint: body.hint })
    this.retryAfter_ms = retryAfter_ms
  }
}

async function readError(answer: IncomingMessage): Promise<Error> {
  const content = await text(answer)
  const retryAfter = Number(answer.headers['retry-after'])
  const body = maybeErrorBody(content)
  if (!body) {
    return new UserError('unavailable', `cannot understand the answer of the server: status ${answer.statusCode}`, {
      hint: 'Check that --url names a Caudal server, and no other program or proxy.',
    })
  }
  if (body.code === 'internal') return new Error(`the server failed: ${body.message}`)
  return new Refusal({ ...body, code: body.code }, Number.isFinite(retryAfter) ? retryAfter * 1000 : undefined)
}

function isLoopback(url: string): boolean {
  return /^(localhost|127\.[\d.]+|\[::1\])$/.test(new URL(url).hostname)
}

/** On this machine there is a shorter way than a token, and without the project there would be nobody to make one. */
function withoutToken(error: Error): UserError {
  return new UserError('unauthorized', error.message, {
    hint:
      'Name the project instead of its URL: --project <dir> uses the token of its running one; ' +
      'or make a token with it: caudal token create <name> --project <dir>',
  })
}

function maybeErrorBody(content: string): ErrorBody | undefined {
  try {
    const body = JSON.parse(content) as Partial<ErrorBody>
    return typeof body.code === 'string' && typeof body.message === 'string' ? (body as ErrorBody) : undefined
  } catch {
    return undefined
  }
}

const unreachable: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection broke',
  EPIPE: 'the connection broke',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up now',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ETIMEDOUT: 'nobody answered in time',
}

/** A connection that failed, in words. */
function asUserError(error: Error, url: string): UserError {
  // Several addresses were tried: the reason of the first stands for all.
  const first = error instanceof AggregateError ? error.errors[0] : error
  const code = systemCode(first) ?? messageOf(first)
  const isTls = /CERT|SELF_SIGNED|TLS|SSL/.test(code)
  return new UserError('unavailable', `cannot reach Caudal at "${url}": ${unreachable[code] ?? code}`, {
    hint: isTls
      ? 'Trust its certificate: NODE_EXTRA_CA_CERTS=cert.pem'
      : 'Check that it runs (caudal up), and that --url is its address.',
    cause: error,
  })
}
