/** Requests as they stand in cases, and what is answered as it is compared there. */
import { isJsonObject, type JsonRecord, parseJson, recordText } from '../../../model/record.ts'
import type { ProjectFunction } from '../../../project/project.ts'
import { paramsOf } from '../http/request-route.ts'
import type { Answered } from '../pool/worker.ts'
import type { RequestHead } from '../protocol.ts'

/** A request from a map with method, path, query, headers, caller and body; what is left out is as the function declares it. */
export function requestOf(
  given: JsonRecord,
  { on, trigger }: ProjectFunction,
  id: string,
): { head: RequestHead; body: Uint8Array } {
  const usual = trigger.kind === 'http' ? trigger.methods[0] : 'POST'
  const path = typeof given.path === 'string' ? given.path : on
  const [type, body] = bodyOf(given.body)
  const headers = isJsonObject(given.headers) ? textsOf(given.headers) : {}
  return {
    head: {
      id,
      method: typeof given.method === 'string' ? given.method : usual!,
      path,
      params: paramsOf(on, path) ?? {},
      query: isJsonObject(given.query) ? textsOf(given.query) : {},
      headers: { ...(type === undefined ? {} : { 'content-type': type }), ...headers },
      ...(isJsonObject(given.caller) ? { caller: given.caller as unknown as NonNullable<RequestHead['caller']> } : {}),
    },
    body,
  }
}

/** JSON as a value, text as text, anything else by its length. */
export function shownAnswer({ response: { status, headers }, body }: Answered): object {
  const type = String(headers['content-type'] ?? '')
  if (body.length === 0) return { status, headers }
  if (type.includes('json')) return { status, headers, body: parseJson(body.toString('utf8')) }
  return { status, headers, body: type.startsWith('text/') ? body.toString('utf8') : `${body.length} bytes` }
}

function bodyOf(body: unknown): [type: string | undefined, bytes: Uint8Array] {
  if (body === undefined || body === null) return [undefined, new Uint8Array(0)]
  if (typeof body === 'string') return ['text/plain; charset=utf-8', Buffer.from(body)]
  return ['application/json', Buffer.from(recordText(body as JsonRecord))]
}

function textsOf(values: JsonRecord): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name.toLowerCase(), String(value)]))
}
