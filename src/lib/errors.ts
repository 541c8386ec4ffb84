/** What kind of mistake it was; each code has one HTTP status and one exit code. */
export type ErrorCode =
  | 'invalid' // the caller's input is wrong: project file, query, option, body
  | 'unauthorized' // nobody is known by these credentials
  | 'forbidden' // known, but not allowed
  | 'not_found'
  | 'conflict' // it exists, or somebody else holds it
  | 'too_large'
  | 'unsupported' // a media type, method or feature that is not understood
  | 'timeout'
  | 'cancelled'
  | 'overloaded' // try again later: too much at once
  | 'unavailable' // try again later: disk full, a part that restarts

/** The HTTP status of each code. */
export const httpStatus: Record<ErrorCode, number> = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unsupported: 415,
  timeout: 408,
  cancelled: 499,
  overloaded: 429,
  unavailable: 503,
}

/** A place in a text that a person wrote. Lines and columns count from 1. */
export interface Place {
  file?: string
  line: number
  column: number
  /** The option that stands there, of a part of the project that somebody wants to save: `format_options.delimiter`. */
  option?: string
}

/** The form in which an error leaves the process: in HTTP answers and in `--json` output. */
export interface ErrorBody {
  code: ErrorCode | 'internal'
  message: string
  at?: Place
  hint?: string
  /** All of them, where there are several; the first one is told beside. */
  problems?: readonly ErrorBody[]
}

/**
 * A mistake that its reader can mend: a sentence, a place and a way out.
 *
 * The message reads `cannot <verb> <what> "<value>"[: <why> | : expecting <this>; got <that>]`, lower case, no full stop;
 * the hint is an instruction. Anything that is not a UserError is our bug: it keeps its stack.
 */
export class UserError extends Error {
  readonly code: ErrorCode
  readonly at: Place | undefined
  readonly hint: string | undefined

  constructor(
    code: ErrorCode,
    message: string,
    more: { at?: Place | undefined; hint?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause })
    this.name = 'UserError'
    this.code = code
    this.at = more.at
    this.hint = more.hint
  }

  /** The body that the API sends and `--json` prints. */
  toBody(): ErrorBody {
    const body: ErrorBody = { code: this.code, message: this.message }
    if (this.at) body.at = this.at
    if (this.hint) body.hint = this.hint
    return body
  }

  /** The other direction: an error that came from another process. */
  static fromBody(body: ErrorBody): Error {
    if (body.code === 'internal') return new Error(body.message)
    return new UserError(body.code, body.message, { at: body.at, hint: body.hint })
  }
}

/** Several mistakes found in one reading, told all at once. */
export class UserErrors extends Error {
  readonly errors: readonly UserError[]

  constructor(errors: readonly UserError[]) {
    super(errors.map((error) => error.message).join('\n'))
    this.name = 'UserErrors'
    this.errors = errors
  }

  /** The body that the API sends. */
  toBody(): ErrorBody {
    const problems = this.errors.map((error) => error.toBody())
    return { ...(problems[0] ?? { code: 'internal', message: this.message }), problems }
  }
}

/** The system's code of an error (`ENOENT`), where it has one. */
export function systemCode(error: unknown): string | undefined {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return undefined
}

/** The sentence of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
