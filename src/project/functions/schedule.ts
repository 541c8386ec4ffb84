/** The times of a schedule: of a cron expression in its time zone, or of a steady pace. */
import { Cron } from 'croner'
import { parseDuration } from '../../lib/duration.ts'
import { UserError } from '../../lib/errors.ts'

export interface Schedule {
  /** A cron expression, or `every 15m`. */
  readonly expression: string
  readonly timezone: string
}

const least_ms = 1000
const every = /^every\s+(\S+)$/

/** Throws a UserError without a place. */
export function checkSchedule({ expression, timezone }: Schedule): void {
  const pace = every.exec(expression)
  if (pace) {
    if (parseDuration(pace[1]!) >= least_ms) return
    throw new UserError('invalid', `cannot read schedule "${expression}": expecting at least a second`, {
      hint: 'Write a longer duration, such as every 15m.',
    })
  }
  try {
    new Intl.DateTimeFormat('en', { timeZone: timezone })
  } catch {
    throw new UserError('invalid', `cannot read timezone "${timezone}": there is none of this name`, {
      hint: 'Write the name of a city as in Europe/Madrid, or UTC.',
    })
  }
  let first: Date | null
  try {
    first = new Cron(expression, { timezone }).nextRun()
  } catch {
    throw new UserError(
      'invalid',
      `cannot read schedule "${expression}": expecting a cron expression, or every <duration>`,
      { hint: 'Write it like "0 6 * * *" (at six each day), "*/15 * * * 1-5" or every 15m.' },
    )
  }
  if (first) return
  throw new UserError('invalid', `cannot use schedule "${expression}": that time never comes`, {
    hint: 'Write a day that its month has.',
  })
}

/**
 * The next time after this one, in milliseconds; undefined when there is none. An hour that the clock leaves out is made up at its
 * end; of one that comes twice, a time of day is the first, and what repeats within the hour is both.
 */
export function nextTime({ expression, timezone }: Schedule, after_ms: number): number | undefined {
  const pace = every.exec(expression)
  if (pace) {
    const ms = parseDuration(pace[1]!)
    return (Math.floor(after_ms / ms) + 1) * ms
  }
  return new Cron(expression, { timezone }).nextRun(new Date(after_ms))?.getTime()
}

/** The times after one and up to another; of more than `most`, the last ones. */
export function timesBetween(schedule: Schedule, after_ms: number, until_ms: number, most: number): readonly number[] {
  const times: number[] = []
  let time = nextTime(schedule, after_ms)
  for (; time !== undefined && time <= until_ms && times.length < most; time = nextTime(schedule, time))
    times.push(time)
  return time === undefined || time > until_ms ? times : lastTimes(schedule, until_ms, most)
}

function lastTimes({ expression, timezone }: Schedule, until_ms: number, most: number): readonly number[] {
  const pace = every.exec(expression)
  if (pace) {
    const ms = parseDuration(pace[1]!)
    const last = Math.floor(until_ms / ms) * ms
    return Array.from({ length: most }, (_, i) => last - (most - 1 - i) * ms)
  }
  // What is asked for lies before a time, and a second is the least step.
  const dates = new Cron(expression, { timezone }).previousRuns(most + 1, new Date(until_ms + 1000))
  return dates
    .map((date) => date.getTime())
    .filter((time) => time <= until_ms)
    .slice(0, most)
    .reverse()
}
