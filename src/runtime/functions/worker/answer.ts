/** A request by HTTP, as a worker runs it: the records that it gives, and what is answered. */
import { UserError } from '../../../lib/errors.ts'
import { parseJson } from '../../../model/record.ts'
import type { RequestHead, ResponseHead, Task } from '../protocol.ts'
import { responseMistake } from '../response-check.ts'
import type { UserFunction, UserRequest } from '../user-function.ts'
import { giveYielded, type Run } from './body.ts'
import { followGenerator } from './generator-place.ts'
import { contextOf } from './module-body.ts'

export interface Answer {
  readonly response: ResponseHead
  readonly body: Uint8Array
}

export async function answerRequest(
  declaration: UserFunction,
  task: Task,
  head: RequestHead,
  bytes: Buffer,
  run: Pick<Run, 'collected' | 'log' | 'signal'>,
): Promise<Answer> {
  const { collected } = run
  const read = maybeBody(bytes, head.headers['content-type'])
  if ('mistake' in read) return refusal(read.mistake)
  const request: UserRequest = { ...head, body: read.body, bytes: new Uint8Array(bytes) }
  const state = () => {
    throw new UserError(
      'unsupported',
      `cannot keep state in function "${task.name}": requests are answered side by side`,
      {
        hint: 'Yield a record, and keep the state in a function on that stream.',
      },
    )
  }
  const context = contextOf(task, { ...run, state }, (record, reason) =>
    collected.rejectStranger(record, reason, head.id),
  )
  const given: unknown = await declaration.http!(request, context)
  const answer = isGenerator(given) ? await lastOf(given, (record) => giveYielded(task, collected, record)) : given
  return answerOf(answer)
}

function isGenerator(value: unknown): value is Iterator<unknown> | AsyncIterator<unknown> {
  return typeof value === 'object' && value !== null && 'next' in value && typeof value.next === 'function'
}

/** What a generator returns, behind what it yields. */
async function lastOf(generator: Iterator<unknown> | AsyncIterator<unknown>, give: (record: unknown) => void) {
  followGenerator(generator)
  for (;;) {
    const { done, value } = await generator.next()
    if (done) return value
    give(value)
  }
}

function maybeBody(bytes: Buffer, contentType = ''): { readonly body: unknown } | { readonly mistake: string } {
  if (bytes.length === 0) return { body: undefined }
  const type = contentType.split(';')[0]!.trim().toLowerCase()
  if (type === 'application/json' || type.endsWith('+json')) {
    try {
      return { body: parseJson(bytes.toString('utf8')) }
    } catch {
      return { mistake: 'cannot read the body as JSON' }
    }
  }
  if (type === 'application/x-www-form-urlencoded') {
    return { body: Object.fromEntries(new URLSearchParams(bytes.toString('utf8'))) }
  }
  if (type.startsWith('text/')) return { body: bytes.toString('utf8') }
  return { body: new Uint8Array(bytes) }
}

function refusal(message: string): Answer {
  const body = Buffer.from(
    JSON.stringify({ code: 'invalid', message, hint: 'Send a body that fits its content-type.' }),
  )
  return { response: { status: 400, headers: { 'content-type': 'application/json; charset=utf-8' } }, body }
}

const keys = ['status', 'headers', 'body']
const form = 'expecting { status, headers, body }'

function answerOf(answer: unknown): Answer {
  if (answer === undefined || answer === null) return { response: { status: 204, headers: {} }, body: Buffer.alloc(0) }
  if (typeof answer !== 'object') throw new TypeError(`cannot answer with a ${typeof answer}: ${form}`)
  const stranger = Object.keys(answer).find((key) => !keys.includes(key))
  if (stranger !== undefined || Array.isArray(answer)) {
    throw new TypeError(`cannot answer with ${Array.isArray(answer) ? 'a list' : `"${stranger}"`}: ${form}`)
  }
  const { status, headers = {}, body } = answer as { status?: unknown; headers?: object; body?: unknown }
  const [type, bytes] = bytesOf(body)
  const named = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), textOf(value)]))
  const response = {
    status: (status ?? (body === undefined ? 204 : 200)) as number,
    headers: { ...(type === undefined ? {} : { 'content-type': type }), ...named },
  }
  const mistake = responseMistake(response, bytes.length)
  if (mistake !== undefined) throw new TypeError(mistake)
  return { response, body: bytes }
}

function textOf(value: unknown): string | string[] {
  return Array.isArray(value) ? value.map(String) : String(value)
}

function bytesOf(body: unknown): [type: string | undefined, bytes: Uint8Array] {
  if (body === undefined) return [undefined, Buffer.alloc(0)]
  if (typeof body === 'string') return ['text/plain; charset=utf-8', Buffer.from(body)]
  if (body instanceof Uint8Array) return ['application/octet-stream', body]
  const text = JSON.stringify(body, (_, value: unknown) =>
    typeof value === 'bigint' ? JSON.rawJSON(String(value)) : value,
  )
  if (text === undefined) throw new TypeError('cannot answer with this body: expecting text, bytes, or what JSON has')
  return ['application/json; charset=utf-8', Buffer.from(text)]
}
