/**
 * Answers of endpoints that are in memory leave before the framework is asked: what differs from request to request, and every
 * refusal, is left to its steps.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { isAllowed, isNamed } from '../../runtime/access.ts'
import type { PlainEndpoint } from '../../runtime/endpoints/index.ts'
import type { Platform } from '../../runtime/platform.ts'

/** Answers a request, and says whether it did. */
export type Shortcut = (request: IncomingMessage, response: ServerResponse) => boolean

export function endpointShortcut({ endpoints, identities }: Platform): Shortcut {
  // The answer is that of all rows: a client company's is another one.
  const mayAsk = ({ name }: PlainEndpoint, { headers }: IncomingMessage): boolean => {
    // With a cookie it has to be seen where the page is from that asks.
    if (headers.authorization === undefined) return false
    const caller = identities.callerOf(headers)
    return caller !== undefined && !caller.tenant && !caller.rates && isAllowed(caller, 'view') && isNamed(caller, name)
  }
  return (request, response) => {
    const { url = '', method, headers } = request
    const endpoint = method === 'GET' ? endpoints.maybeExact(pathOf(url)) : undefined
    if (!endpoint?.isPlain || headers['if-none-match'] !== undefined) return false
    const answer = endpoints.answers.get(`${url} ${headers.accept ?? ''}`)
    if (!answer || answer.next !== undefined) return false
    if (!endpoint.isPublic && !mayAsk(endpoint, request)) return false
    endpoint.usage.noteMemory(answer.status)
    const { text = answer.bytes } = answer
    response.writeHead(answer.status, answer.headers as string[]).end(text, 'latin1')
    return true
  }
}

export function pathOf(url: string): string {
  const end = url.indexOf('?')
  return end === -1 ? url : url.slice(0, end)
}
