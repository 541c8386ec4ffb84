/** How a dataset does by its rules: those of records by what was counted when they were stored, the others by asking now. */
import type { DatasetReader, RuleCount, Scope } from '../../datasets/dataset.ts'
import { messageOf, UserError } from '../../lib/errors.ts'
import type { HourScore, RuleScore, Scorecard } from '../../model/quality-report.ts'
import { type DatasetCondition, expectationOf, isRecordRule, type Rule } from '../../model/rule.ts'
import { measure } from './measure.ts'
import type { Measurement } from './measurements.ts'

export interface ScorecardParts {
  readonly dataset: string
  readonly rules: readonly Rule[]
  readonly counts: readonly RuleCount[]
  /** What was measured each hour. */
  readonly measurements: readonly Measurement[]
  readonly reader: DatasetReader
  /** What the caller may read: a rule that refers to another dataset asks that one, too. */
  readonly scope: Scope
}

export async function scorecardOf({
  dataset,
  rules,
  counts,
  measurements,
  reader,
  scope,
}: ScorecardParts): Promise<Scorecard> {
  const total = (name: string) =>
    counts.filter(({ rule }) => rule === name).reduce((sum, { records }) => sum + records, 0)
  const checked = total('')
  const scores = await Promise.all(
    rules.map(async (rule): Promise<RuleScore> => {
      const { name, severity, condition } = rule
      const head = { rule: name, severity, expects: expectationOf(condition), condition }
      if (isRecordRule(rule)) return { ...head, checked, failed: total(name) }
      try {
        return { ...head, ...(await measure(reader, dataset, condition as DatasetCondition, scope)) }
      } catch (error) {
        if (!(error instanceof UserError)) throw error
        return { ...head, checked: null, failed: null, problem: messageOf(error) }
      }
    }),
  )
  return {
    dataset,
    rules: scores,
    hours: [...hoursOf(counts), ...measuredHours(rules, measurements, scope)].sort(byHour),
  }
}

function hoursOf(counts: readonly RuleCount[]): HourScore[] {
  const groups = Map.groupBy(counts, ({ hour, source }) => `${hour} ${source}`)
  return [...groups.values()].map((group) => ({
    hour: group[0]!.hour,
    source: group[0]!.source,
    checked: group.find(({ rule }) => rule === '')?.records ?? 0,
    failed: Object.fromEntries(group.filter(({ rule }) => rule !== '').map(({ rule, records }) => [rule, records])),
  }))
}

/** Of the rules that there are; what a rule says of a dataset that the caller may not read is left out. */
function measuredHours(rules: readonly Rule[], measurements: readonly Measurement[], { datasets }: Scope): HourScore[] {
  return measurements.flatMap(({ hour, rule: name, checked, failed }) => {
    const rule = rules.find((each) => each.name === name)
    if (!rule || isRecordRule(rule)) return []
    const { condition } = rule
    if (condition.kind === 'references' && !datasets.includes(condition.dataset)) return []
    return { hour, source: '', rule: name, checked, failed: failed > 0 ? { [name]: failed } : {} }
  })
}

function byHour(one: HourScore, other: HourScore): number {
  return one.hour < other.hour ? -1 : Number(one.hour > other.hour)
}
