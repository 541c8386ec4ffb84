import { type ErrorCode, httpStatus } from '../../src/lib/errors.ts'
import { code, generated, type ReferencePage, table } from './page.ts'

/** What each code says to a caller; a code without a line here does not compile. */
const meanings: Record<ErrorCode, string> = {
  invalid: 'Your input is wrong: the project file, a query, an option, a body. Correct it; the same again fails again.',
  unauthorized: 'Nobody is known by this token, or there was none.',
  forbidden: 'You are known, and may not do this or see this.',
  not_found: 'It does not exist; the hint names what does.',
  conflict: 'It exists already, or another process holds it.',
  too_large: 'It is longer than the limit that the message names.',
  unsupported:
    'A media type, encoding or feature that is not understood; with the status 405 a method that the path does not take.',
  timeout: 'It took longer than its limit.',
  cancelled: 'It was cancelled by who asked for it.',
  overloaded: 'Too much at once. Try again after `Retry-After`.',
  unavailable: 'A part restarts, or the disk is full. Try again after `Retry-After`.',
}

export const errorsPage: ReferencePage = {
  file: 'errors.md',
  render() {
    const codes = Object.keys(meanings) as ErrorCode[]
    const rows = codes.map((name) => [`\`${name}\``, String(httpStatus[name]), meanings[name]])
    const body = {
      code: 'invalid',
      message: 'cannot …',
      at: { file: 'caudal.yaml', line: 3, column: 7 },
      hint: 'Write …',
    }
    return `${generated}# Errors

An error is a sentence, a place where there is one, and a way out:

${code('text', 'error: cannot use type "tial" of source "lines": expecting files, host or tail\n  caudal.yaml:3:18\n  hint: Did you mean "tail"?')}
Over HTTP, and with \`--json\`, it is an object; lines and columns count from 1:

${code('json', JSON.stringify(body))}
Commands end with 0 when all is fine, with 1 when the run failed, and with 2 when what they were given is wrong.

${table(['code', 'HTTP', 'means'], rows)}
Anything else has the code \`internal\` and the status 500: it is our mistake. Please report it with its stack.
`
  },
}
