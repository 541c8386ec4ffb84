import { messageOf, UserError } from '../../../lib/errors.ts'
import { didYouMean } from '../../../lib/similar.ts'
import { placeOf } from '../../../query/sql-place.ts'

/** What DuckDB says of a failure, with `errors_as_json`. */
interface EngineError {
  readonly exception_type: string
  readonly exception_message: string
  readonly position?: string
  readonly candidates?: string
}

/** Something broke in the engine that this process does not survive. */
export class FatalEngineError extends Error {}

/** A file of the lake is not what it should be, or not there: not the caller's mistake, and worth a look at all files. */
export class UnreadableFileError extends UserError {
  constructor(cause: unknown) {
    super('unavailable', 'cannot run query: a file of the lake could not be read', {
      hint: 'It is looked into, and mended from the stream if it is damaged: run it again in a moment.',
      cause,
    })
  }
}

/** DuckDB's error as a sentence with a place. `shift` bytes of ours stood before the user's text. */
export function engineError(error: unknown, sql: string, folder: string, shift = 0): Error {
  if (!(error instanceof Error) || error instanceof UserError) return error as Error
  const details = parseEngineError(messageOf(error))
  if (!details) return error
  const kind = details.exception_type.toLowerCase()
  if (kind === 'fatal' || kind === 'internal') return new FatalEngineError(details.exception_message, { cause: error })
  const message = withoutFolder(details.exception_message, folder)
  if (isTooDeep(message)) return tooDeep()
  if (kind === 'out of memory') {
    return new UserError('too_large', 'cannot run query: it needs more memory than queries have', {
      hint: 'Read a shorter time range or fewer columns, or aggregate before sorting and joining.',
      cause: error,
    })
  }
  if (isUnreadable(kind, message)) return new UnreadableFileError(error)
  const position = details.position === undefined ? undefined : Number(details.position) - shift
  return new UserError(kind === 'permission' ? 'forbidden' : 'invalid', `cannot run query: ${firstSentence(message)}`, {
    at: placeOf(sql, position),
    hint: hintOf(details, message),
    cause: error,
  })
}

/** Damage of Parquet is met in the metadata (`invalid`, from Thrift), in pages, or as a file that is cut or gone. */
function isUnreadable(kind: string, message: string): boolean {
  if (kind === 'io' || kind === 'http' || kind === 'invalid') return true
  return kind === 'invalid input' && /parquet|\bread file\b/i.test(message)
}

/** The engine's parser and planner bound the nesting each in its own words. */
export function isTooDeep(message: string): boolean {
  return /^(memory exhausted|max expression depth limit)/i.test(message)
}

export function tooDeep(): UserError {
  return new UserError('too_large', 'cannot run query: it is nested too deeply', {
    hint: 'Write it in smaller steps with WITH.',
  })
}

function parseEngineError(message: string): EngineError | undefined {
  const start = message.indexOf('{"exception_type"')
  if (start === -1) return undefined
  try {
    return JSON.parse(message.slice(start)) as EngineError
  } catch {
    return undefined
  }
}

/** The first line, in lower case and without a full stop, as sentences are here. */
function firstSentence(message: string): string {
  const line = message.split('\n')[0]!.replace(/[.!]+$/, '')
  return /^[A-Z][a-z]/.test(line) ? line[0]!.toLowerCase() + line.slice(1) : line
}

function hintOf(details: EngineError, message: string): string | undefined {
  const candidates = (details.candidates ?? '').split(/,(?![^(]*\))/).filter((name) => name !== '')
  if (candidates.length === 0) return message.split('\n')[1]?.trim() || undefined
  if (candidates[0]!.includes('(')) return `It takes ${candidates.slice(0, 5).join(', ')}.`
  // The engine names the nearest one, however far away it is.
  const word = /"([^"]+)"/.exec(message)?.[1] ?? ''
  return didYouMean(word, candidates) ?? 'See which columns there are: describe <dataset>'
}

/** Where the lake lies is nobody's business. */
function withoutFolder(message: string, folder: string): string {
  return message.replaceAll(`${folder}/`, '')
}
