/** The hours of a scorecard, rule by rule: how many were checked and how many failed in each of the last ones. */
import type { HourScore, RuleScore, Scorecard } from '../../../src/model/quality-report.ts'

const hour_ms = 3_600_000

export interface Hour {
  /** Its beginning. */
  readonly at: number
  readonly checked: number
  readonly failed: number
}

/** Each of the last hours, also those in which nothing was checked, oldest first. */
export function hoursOf({ hours }: Scorecard, { rule }: Pick<RuleScore, 'rule'>, count: number, now: number): Hour[] {
  const last = Math.floor(now / hour_ms) * hour_ms
  const isOf = ({ rule: measured }: HourScore) => measured === undefined || measured === rule
  // A rule about all records is measured by itself; of the others each hour counts what was asked.
  const isMeasured = hours.some(({ rule: measured }) => measured === rule)
  const own = hours.filter((hour) => isOf(hour) && (hour.rule === rule) === isMeasured)
  return Array.from({ length: count }, (_, i) => {
    const at = last - (count - 1 - i) * hour_ms
    const there = own.filter(({ hour }) => Date.parse(hour) === at)
    return {
      at,
      checked: there.reduce((sum, each) => sum + each.checked, 0),
      failed: there.reduce((sum, each) => sum + (each.failed[rule] ?? 0), 0),
    }
  })
}
