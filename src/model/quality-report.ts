/** What the API tells of the rules of datasets, and of the values that they have. */
import type { Condition, Severity } from './rule.ts'

export interface RuleScore {
  readonly rule: string
  readonly severity: Severity
  readonly expects: string
  readonly condition: Condition
  /** Records that were asked; null where it could not be found out. */
  readonly checked: number | null
  /** Of them, those that do not fulfil it. */
  readonly failed: number | null
  /** Why it could not be found out. */
  readonly problem?: string
}

/** One source in one hour; or one rule about all records together, as it was measured in that hour. */
export interface HourScore {
  readonly hour: string
  /** Empty where a rule about all records was measured. */
  readonly source: string
  /** The rule that was measured. */
  readonly rule?: string
  readonly checked: number
  /** By rule; those that all records fulfilled are left out. */
  readonly failed: Readonly<Record<string, number>>
}

export interface Scorecard {
  readonly dataset: string
  readonly rules: readonly RuleScore[]
  readonly hours: readonly HourScore[]
}

export interface ColumnProfile {
  readonly name: string
  readonly type: string
  readonly values: number
  readonly nulls: number
  /** About. */
  readonly distinct: number
  readonly min: string | null
  readonly max: string | null
}

/** As it is written under `rules`. */
export interface ProposedRule {
  readonly field: string
  readonly not_null?: true
  readonly unique?: true
  readonly range?: readonly [number, number]
  readonly in?: readonly string[]
  readonly pattern?: string
  readonly severity: 'warn'
}

export interface Profile {
  readonly dataset: string
  readonly records: number
  readonly columns: readonly ColumnProfile[]
  readonly rules: readonly ProposedRule[]
}
