import { type ErrorBody, messageOf, type Place, UserError, UserErrors } from '../../lib/errors.ts'
import type { Colors } from './terminal.ts'

/** 2 for what the user can mend, 1 for a run that failed. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof UserErrors) return 2
  if (!(error instanceof UserError)) return 1
  return ['timeout', 'cancelled', 'overloaded', 'unavailable'].includes(error.code) ? 1 : 2
}

/** A sentence, a place and a way out; for our own mistakes the stack, and where to report it. */
export function formatError(error: unknown, colors: Colors): string {
  if (error instanceof UserErrors) return error.errors.map((one) => formatError(one, colors)).join('\n')
  const title = colors.red(colors.bold('error:'))
  if (error instanceof UserError) return formatTitled(title, error, colors)
  const stack = error instanceof Error && error.stack ? error.stack : messageOf(error)
  return `${title} ${stack}\n  ${colors.dim('hint:')} This is a mistake of Caudal: please report it with these lines and what you did.\n`
}

/** What keeps nothing from running, and is perhaps not meant. */
export function formatWarning(warning: UserError, colors: Colors): string {
  return formatTitled(colors.yellow(colors.bold('warning:')), warning, colors)
}

function formatTitled(title: string, { message, at, hint }: UserError, colors: Colors): string {
  const lines = [`${title} ${message}`]
  if (at) lines.push(`  ${colors.cyan(formatPlace(at))}`)
  if (hint) lines.push(`  ${colors.dim('hint:')} ${hint}`)
  return `${lines.join('\n')}\n`
}

/** The same for programs: one JSON object a line, as the API sends it. */
export function formatErrorJson(error: unknown): string {
  const bodies: ErrorBody[] =
    error instanceof UserErrors
      ? error.errors.map((one) => one.toBody())
      : [error instanceof UserError ? error.toBody() : { code: 'internal', message: messageOf(error) }]
  return bodies.map((body) => `${JSON.stringify(body)}\n`).join('')
}

function formatPlace({ file, line, column }: Place): string {
  return file === undefined ? `line ${line}, column ${column}` : `${file}:${line}:${column}`
}
