import { parseDuration } from '../../lib/duration.ts'
import { UserError } from '../../lib/errors.ts'

/** A time, or how long ago. */
export function instantOf(field: string, text: string, now: number): Date {
  if (/^\d+(\.\d+)?(ms|s|m|h|d|w|y)$/.test(text)) return new Date(now - parseDuration(text))
  // A time without a zone is UTC, as everywhere in Caudal.
  const zoned = /(Z|[+-]\d\d:?\d\d)$/i.test(text) || !text.includes(':') ? text : `${text}Z`
  const instant = new Date(zoned)
  if (Number.isNaN(instant.getTime())) {
    throw new UserError('invalid', `cannot read ${field} "${text}": expecting a time or a duration`, {
      hint: 'Write 2026-01-31, 2026-01-31T12:00:00Z, or 1h for an hour ago.',
    })
  }
  return instant
}
