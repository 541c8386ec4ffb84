/** How a dataset does by its rules: those of records by what was counted when they were stored, the others by asking now. */
import type { DatasetReader, RuleCount, Scope } from '../../datasets/dataset.ts'
import { messageOf, UserError } from '../../lib/errors.ts'
import type { HourScore, RuleScore, Scorecard } from '../../model/quality-report.ts'
import { type DatasetCondition, expectationOf, isRecordRule, type Rule } from '../../model/rule.ts'
import { quoteName } from '../../query/sql-text.ts'

export interface ScorecardParts {
  readonly dataset: string
  readonly rules: readonly Rule[]
  readonly counts: readonly RuleCount[]
  readonly reader: DatasetReader
  /** What the caller may read: a rule that refers to another dataset asks that one, too. */
  readonly scope: Scope
}

export async function scorecardOf({ dataset, rules, counts, reader, scope }: ScorecardParts): Promise<Scorecard> {
  const total = (name: string) =>
    counts.filter(({ rule }) => rule === name).reduce((sum, { records }) => sum + records, 0)
  const checked = total('')
  const scores = await Promise.all(
    rules.map(async (rule): Promise<RuleScore> => {
      const { name, severity, condition } = rule
      const head = { rule: name, severity, expects: expectationOf(condition) }
      if (isRecordRule(rule)) return { ...head, checked, failed: total(name) }
      try {
        const { rows } = await reader.sql({ sql: measureSql(dataset, condition as DatasetCondition), scope })
        return { ...head, checked: Number(rows[0]!.checked), failed: Number(rows[0]!.failed) }
      } catch (error) {
        if (!(error instanceof UserError)) throw error
        return { ...head, checked: null, failed: null, problem: messageOf(error) }
      }
    }),
  )
  return { dataset, rules: scores, hours: hoursOf(counts) }
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

/** Selects how many were asked and how many of them failed. */
function measureSql(dataset: string, condition: DatasetCondition): string {
  const table = quoteName(dataset)
  if (condition.kind === 'freshness') {
    const limit = `epoch_ms(now()::timestamp) - ${condition.within_ms}`
    return `select count(*) as checked, (coalesce(epoch_ms(max(_time)), 0) < ${limit})::int as failed from ${table}`
  }
  const field = quoteName(condition.field)
  switch (condition.kind) {
    case 'unique':
      return `select count(${field}) as checked, count(${field}) - count(distinct ${field}) as failed from ${table}`
    case 'references': {
      const others = `select ${quoteName(condition.other)}::varchar from ${quoteName(condition.dataset)}`
      return `select count(*) as checked, count(*) filter (${field}::varchar not in (${others} where ${quoteName(condition.other)} is not null)) as failed
        from ${table} where ${field} is not null`
    }
    case 'monotonic': {
      const by = condition.by === undefined ? '' : `partition by ${quoteName(condition.by)} `
      return `select count(*) as checked, count(*) filter (falls) as failed
        from (select ${field} < lag(${field}) over (${by}order by _offset) as falls from ${table} where ${field} is not null)`
    }
  }
}
