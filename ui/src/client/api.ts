/** The server's JSON API, typed from its OpenAPI document. */
import type { ErrorBody } from '../../../src/lib/errors.ts'
import type { Routes } from './api.gen.ts'
import { noteLost } from './connection.ts'
import { linkSecret } from './link.ts'
import { token } from './token.ts'

/** What the server refused, in its words: `{ code, message, at, hint }`. */
export class ApiError extends Error {
  readonly code: ErrorBody['code'] | 'unreachable'
  readonly at: ErrorBody['at']
  readonly hint: string | undefined
  /** When it is worth to ask again. */
  readonly retry_s: number | undefined
  /** All that is wrong, where there is more. */
  readonly problems: readonly ErrorBody[]

  constructor(body: Omit<ErrorBody, 'code'> & { code: ApiError['code'] }, retry_s?: number) {
    const { code, message, at, hint, problems = [] } = body
    super(message)
    this.name = 'ApiError'
    this.code = code
    this.at = at
    this.hint = hint
    this.retry_s = retry_s
    this.problems = problems
  }
}

const listeners = new Set<() => void>()

/** The server does not know who asks (any more). */
export function onRefused(listener: () => void): void {
  listeners.add(listener)
}

/** `fetch` with the session; throws an ApiError for every answer that is not a success. */
export async function fetchApi(input: string | URL, init?: RequestInit): Promise<Response> {
  const response = await fetchAny(input, init)
  if (response.ok) return response
  throw refusal(response.status, await response.text().catch(() => ''), response.headers.get('retry-after'))
}

/** What an answer that is no success says. */
export function refusal(status: number, text: string, retryAfter: string | null): ApiError {
  if (status === 401) for (const listener of listeners) listener()
  const retry_s = retryAfter === null ? undefined : Number(retryAfter)
  return new ApiError(bodyOf(text) ?? { code: 'internal', message: `the server answered ${status}` }, retry_s)
}

function bodyOf(text: string): ErrorBody | undefined {
  try {
    const body = JSON.parse(text) as Partial<ErrorBody> | null
    return body?.message === undefined ? undefined : (body as ErrorBody)
  } catch {
    return undefined
  }
}

/** The same with whatever is answered, for those who show just that. */
export async function fetchAny(input: string | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init)
  // No form of another site can send it.
  request.headers.set('x-caudal', '1')
  const secret = linkSecret ?? token.value
  if (secret !== undefined) request.headers.set('authorization', `Bearer ${secret}`)
  try {
    return await fetch(request)
  } catch (error) {
    if (request.signal.aborted) throw error
    noteLost()
    throw new ApiError({ code: 'unreachable', message: error instanceof Error ? error.message : String(error) })
  }
}

type Asked<Route extends keyof Routes> = Omit<Routes[Route], 'answer'> & {
  readonly signal?: AbortSignal | undefined
  /** The version that is to be replaced. */
  readonly version?: string | undefined
}

/** What a route answers: `await ask('POST /api/search', { body: { kql }, signal })`. */
export async function ask<Route extends keyof Routes>(
  route: Route,
  ...[asked]: Record<string, never> extends Omit<Routes[Route], 'answer'> ? [Asked<Route>?] : [Asked<Route>]
): Promise<Routes[Route]['answer']> {
  const { path, query, body, signal, version } = (asked ?? {}) as {
    path?: Record<string, string>
    query?: Record<string, unknown>
    body?: unknown
    signal?: AbortSignal
    version?: string
  }
  const [method = '', pattern = ''] = route.split(' ')
  const url = new URL(
    pattern.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(path?.[name] ?? '')),
    location.origin,
  )
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined) url.searchParams.set(name, String(value))
  const response = await fetchApi(url, {
    method,
    ...(signal ? { signal } : {}),
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return (response.status === 204 ? undefined : await response.json()) as Routes[Route]['answer']
}
