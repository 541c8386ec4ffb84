/** Sends JSON to somebody else's server; what may pass is `unavailable`, what will not is `invalid`. */
import { messageOf, UserError } from '../lib/errors.ts'

export interface Post {
  /** Who it goes to, in sentences: `Slack`. */
  readonly to: string
  readonly url: string
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  readonly redact: (text: string) => string
}

/** So much of an answer is told: the reason is in its first words. */
const shown_chars = 200

/** Resolves with the answer's text once the server has taken it. */
export async function post({ to, url, body, headers, signal, redact }: Post): Promise<string> {
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
    text = await answer.text()
  } catch (error) {
    throw new UserError('unavailable', `cannot reach ${to}: ${causeOf(error)}`, {
      hint: 'Check its URL and that it runs; the notice is tried again.',
      cause: error,
    })
  }
  if (answer.ok) return text
  throw refusal(to, answer.status, redact(text))
}

/** What a status other than 2xx means for the notice. */
function refusal(to: string, status: number, text: string): UserError {
  const mayPass = status >= 500 || status === 408 || status === 425 || status === 429
  const reason = text.trim().slice(0, shown_chars)
  return new UserError(
    mayPass ? 'unavailable' : 'invalid',
    `cannot send to ${to}: it answered ${status}${reason && ` (${reason})`}`,
    { hint: mayPass ? 'It is tried again.' : 'Correct the options of the channel, then send it again.' },
  )
}

/** `fetch` hides the reason behind "fetch failed". */
function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  // Several addresses were tried: the reason of the first stands for all.
  return messageOf(cause instanceof AggregateError ? cause.errors[0] : cause)
}
