/** What is asked of the records of a dataset, as the project declares it. */
import type { DeclaredType } from './schema.ts'

export type Severity = 'reject' | 'warn'

/** A number, or a time as text. */
export type Bound = number | string

/** What each record by itself must fulfil: a field that is null fulfils all but `not_null`. */
export type RecordCondition =
  | { readonly kind: 'type'; readonly field: string; readonly type: DeclaredType }
  | { readonly kind: 'range'; readonly field: string; readonly min: Bound | undefined; readonly max: Bound | undefined }
  | { readonly kind: 'in'; readonly field: string; readonly values: readonly (string | number | boolean)[] }
  | { readonly kind: 'pattern'; readonly field: string; readonly pattern: string }
  | { readonly kind: 'not_null'; readonly field: string }
  | { readonly kind: 'sql'; readonly sql: string }

/** What the records must fulfil together. */
export type DatasetCondition =
  | { readonly kind: 'unique'; readonly field: string }
  | { readonly kind: 'monotonic'; readonly field: string; readonly by: string | undefined }
  | { readonly kind: 'references'; readonly field: string; readonly dataset: string; readonly other: string }
  | { readonly kind: 'freshness'; readonly within_ms: number }

export type Condition = RecordCondition | DatasetCondition

export interface Rule<C extends Condition = Condition> {
  readonly name: string
  readonly severity: Severity
  readonly condition: C
}

/** A rule of records: it acts where they are stored. */
export function isRecordRule(rule: Rule): rule is Rule<RecordCondition> {
  return !['unique', 'monotonic', 'references', 'freshness'].includes(rule.condition.kind)
}

/** What the condition expects, as it stands in reasons: `mean from -5 to 40`. */
export function expectationOf(condition: Condition): string {
  switch (condition.kind) {
    case 'type':
      return `${condition.field} of type ${condition.type}`
    case 'range':
      return `${condition.field} ${rangeOf(condition.min, condition.max)}`
    case 'in':
      return `${condition.field} one of ${condition.values.join(', ')}`
    case 'pattern':
      return `${condition.field} like ${condition.pattern}`
    case 'not_null':
      return `a value of ${condition.field}`
    case 'sql':
      return condition.sql
    case 'unique':
      return `each ${condition.field} once`
    case 'monotonic':
      return `${condition.field} never falling${condition.by === undefined ? '' : ` within each ${condition.by}`}`
    case 'references':
      return `${condition.field} among ${condition.other} of ${condition.dataset}`
    case 'freshness':
      return `a record within ${condition.within_ms / 1000} s`
  }
}

function rangeOf(min: Bound | undefined, max: Bound | undefined): string {
  if (min === undefined) return `up to ${max}`
  return max === undefined ? `from ${min}` : `from ${min} to ${max}`
}
