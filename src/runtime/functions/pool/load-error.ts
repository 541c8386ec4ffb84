import { UserError } from '../../../lib/errors.ts'
import type { Task } from '../protocol.ts'
import { RunError } from './worker.ts'

/** The worker of a function that cannot be loaded, in words for whoever wrote it. */
export function loadErrorOf(error: unknown, task: Task): UserError {
  if (!(error instanceof RunError)) throw error
  const { message, at, hint } = error.failure
  const text = error.kind === 'threw' ? message : `cannot load function "${task.name}": ${message}`
  return new UserError('invalid', text, { at, hint: hint ?? 'Correct it; it is loaded again when it is saved.' })
}
