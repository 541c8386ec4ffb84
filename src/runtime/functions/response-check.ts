/** What a function may answer: it is asked in the worker, where the place in the code is known, and again of what the worker says. */
import type { ResponseHead } from './protocol.ts'

/** The longest body of an answer. */
const most_bytes = 16 << 20
const mostHeaders = 100
const mostHeader_bytes = 8 << 10

/** Of the connection, not of the answer. RFC 9110 §7.6.1, §8.6. */
const ofTheConnection = new Set(
  'connection content-length date keep-alive proxy-authenticate te trailer transfer-encoding upgrade'.split(' '),
)
/** RFC 9110 §5.1 and §5.5: a line break in a header would begin another one. */
const headerName = /^[!#$%&'*+.^_`|~0-9a-z-]+$/
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/

/** Why an answer cannot be sent; undefined for a sound one. */
export function responseMistake({ status, headers }: ResponseHead, length: number): string | undefined {
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    return `cannot answer with status "${shown(status)}": expecting 200 to 599`
  }
  if (length > most_bytes) return `cannot answer with ${length} bytes: expecting at most ${most_bytes}`
  if (length > 0 && (status === 204 || status === 304)) return `cannot answer ${status} with a body: it has none`
  const entries = Object.entries(headers)
  if (entries.length > mostHeaders)
    return `cannot answer with ${entries.length} headers: expecting at most ${mostHeaders}`
  let bytes = 0
  for (const [name, value] of entries) {
    if (!headerName.test(name))
      return `cannot answer with header "${shown(name)}": expecting a name of letters, digits and -`
    if (ofTheConnection.has(name)) return `cannot answer with header "${name}": the server sets it`
    for (const text of [value].flat()) {
      if (typeof text !== 'string' || !headerValue.test(text)) {
        return `cannot answer with header "${name}": expecting one line of text; got "${shown(text)}"`
      }
      bytes += name.length + text.length
    }
  }
  return bytes > mostHeader_bytes
    ? `cannot answer with ${bytes} bytes of headers: expecting at most ${mostHeader_bytes}`
    : undefined
}

/** Whether what a worker tells is an answer at all, and one that can be sent. */
export function isSoundResponse(response: ResponseHead, length: number): boolean {
  try {
    return responseMistake(response, length) === undefined
  } catch {
    // It has not even the form of an answer.
    return false
  }
}

function shown(value: unknown): string {
  return String(value)
    .slice(0, 60)
    .replace(/[^\x20-\x7e]/g, '?')
}
