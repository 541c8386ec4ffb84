/** When a view is computed anew, as the project says it. */
import { Cron } from 'croner'
import { parseDuration } from '../../lib/duration.ts'
import { UserError } from '../../lib/errors.ts'

export type RefreshPlan =
  | { readonly kind: 'on_change' }
  | { readonly kind: 'manual' }
  | { readonly kind: 'every'; readonly ms: number }
  | { readonly kind: 'cron'; readonly expression: string }

const least_ms = 1000

/** Throws a UserError without a place. */
export function parseRefresh(text: string): RefreshPlan {
  if (text === 'on_change' || text === 'manual') return { kind: text }
  const every = /^every\s+(\S+)$/.exec(text)
  if (every) {
    const ms = parseDuration(every[1]!)
    if (ms >= least_ms) return { kind: 'every', ms }
    throw new UserError('invalid', `cannot refresh "${text}": expecting at least a second`, {
      hint: 'Write on_change to follow what it reads.',
    })
  }
  try {
    // A pattern without a function only tells times.
    new Cron(text, { timezone: 'UTC' })
    return { kind: 'cron', expression: text }
  } catch {
    throw new UserError(
      'invalid',
      `cannot refresh "${text}": expecting on_change, every <duration>, a cron expression or manual`,
      { hint: 'Write on_change, every 1h, "0 3 * * *" (at three o\'clock UTC) or manual.' },
    )
  }
}

/** The next time after this one, in milliseconds; undefined for what no clock starts. */
export function nextRefresh(plan: RefreshPlan, after_ms: number): number | undefined {
  if (plan.kind === 'every') return after_ms + plan.ms
  if (plan.kind === 'cron') return new Cron(plan.expression, { timezone: 'UTC' }).nextRun(new Date(after_ms))?.getTime()
  return undefined
}
