import { UserError } from './errors.ts'

const milliseconds: Record<string, number> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
}

/** The form of a duration, for schemas: a number and a unit. */
export const durationPattern = '^\\d+(\\.\\d+)?(ms|s|m|h|d|w|y)$'

/** A time so far away still has a date. */
const longest_years = 10_000

/** `30s`, `7d`, `5y` to milliseconds. A year has 365 days. */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d|w|y)$/.exec(text)
  if (!match) {
    throw new UserError('invalid', `cannot read duration "${text}": expecting a number and a unit`, {
      hint: 'Write it like 500ms, 30s, 15m, 12h, 7d, 4w or 5y.',
    })
  }
  const length_ms = Number(match[1]) * milliseconds[match[2]!]!
  if (length_ms <= longest_years * milliseconds.y!) return length_ms
  throw new UserError('invalid', `cannot read duration "${text}": expecting at most ${longest_years} years`, {
    hint: 'Write it like 5y, or leave it out where something is to last for ever.',
  })
}
