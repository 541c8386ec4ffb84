import { UserError } from '../../../lib/errors.ts'
import type { StopReason } from './protocol.ts'

/** What a stopped query tells its caller. */
export function stopError(reason: StopReason): UserError {
  if (reason === 'cancelled') return new UserError('cancelled', 'cannot finish query: it was cancelled')
  return new UserError('timeout', 'cannot finish query: it took longer than it may', {
    hint: 'Read a shorter time range or fewer columns, or raise the time limit.',
  })
}
