/** The text of a rejected record as it may go back into a stream: one JSON object on one line. */
import { messageOf, UserError } from '../../lib/errors.ts'

/** Throws when it is no JSON object; line ends in valid JSON stand between values only, so that they may become spaces. */
export function lineOf(text: string, id: string): string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw unfit(id, messageOf(error), error)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unfit(id, 'it is another JSON value')
  return `${text.trim().replace(/[\r\n]+/g, ' ')}\n`
}

function unfit(id: string, why: string, cause?: unknown): UserError {
  return new UserError('invalid', `cannot replay rejected record "${id}": expecting a JSON object; ${why}`, {
    hint: 'Correct its text, and replay what comes of it.',
    cause,
  })
}
