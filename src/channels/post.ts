/** Sends JSON to somebody else's server; what may pass is `unavailable`, what will not is `invalid`. */
import { messageOf, UserError } from '../lib/errors.ts'
import { LaterError } from './channel.ts'

export interface Post {
  /** Who it goes to, in sentences: `Slack`. */
  readonly to: string
  readonly url: string
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  readonly redact: (text: string) => string
  /** Whether a refusal that looks final will pass; by the text of the answer. */
  readonly isPassing?: (text: string) => boolean
  /** How many seconds the answer asks for, where it says so in its text. */
  readonly pauseIn?: (text: string) => number | undefined
}

/** So much of an answer is told: the reason is in its first words. */
const shown_chars = 200
/** So much of it is read: an answer may have no end. */
const read_bytes = 64 << 10

/** Resolves with the answer's text once the server has taken it. */
export async function post(request: Post): Promise<string> {
  const { to, url, body, headers, signal } = request
  let answer: Response
  let text: string
  try {
    answer = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'user-agent': 'Caudal', ...headers },
      signal,
      // Another place is not the one that was declared; and what was signed for one is not for the other.
      redirect: 'manual',
    })
    text = await beginningOf(answer)
  } catch (error) {
    throw new UserError('unavailable', `cannot reach ${to}: ${causeOf(error)}`, {
      hint: 'Check its URL and that it runs; the notice is tried again.',
      cause: error,
    })
  }
  if (answer.ok) return text
  throw refusal(request, answer, text)
}

async function beginningOf({ body }: Response): Promise<string> {
  if (!body) return ''
  const parts: Uint8Array[] = []
  let bytes = 0
  // Leaving the loop closes the connection.
  for await (const part of body) {
    parts.push(part)
    bytes += part.length
    if (bytes >= read_bytes) break
  }
  return Buffer.concat(parts).subarray(0, read_bytes).toString('utf8')
}

/** What a status other than 2xx means for the notice. */
function refusal({ to, redact, isPassing, pauseIn }: Post, { status, headers }: Response, text: string): UserError {
  const mayPass = status >= 500 || status === 408 || status === 425 || status === 429 || isPassing?.(text) === true
  const reason = redact(text).trim().slice(0, shown_chars)
  const message = `cannot send to ${to}: it answered ${status}${reason && ` (${reason})`}`
  if (!mayPass)
    return new UserError('invalid', message, { hint: 'Correct the options of the channel, then send it again.' })
  const pause_s = pauseIn?.(text) ?? secondsOf(headers.get('retry-after'))
  if (pause_s !== undefined && pause_s > 0) return new LaterError(message, pause_s * 1000)
  return new UserError('unavailable', message, { hint: 'It is tried again.' })
}

/** A number of seconds, or a date (RFC 9110 §10.2.3). */
function secondsOf(header: string | null): number | undefined {
  if (header === null) return undefined
  const seconds = /^\s*\d+(\.\d+)?\s*$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000
  return Number.isFinite(seconds) ? seconds : undefined
}

/** `fetch` hides the reason behind "fetch failed". */
function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  // Several addresses were tried: the reason of the first stands for all.
  return messageOf(cause instanceof AggregateError ? cause.errors[0] : cause)
}
