/** Conditions as SQL over the columns of a chunk: true where the record fulfils it. */
import { quoteName, quoteText } from '../../../lib/sql-text.ts'
import type { Bound, RecordCondition } from '../../../model/rule.ts'
import type { DeclaredType } from '../../../model/schema.ts'

/** `has` tells which columns there are; a field that never came is null. */
export function conditionSql(condition: RecordCondition, has: (name: string) => boolean): string {
  // An expression of the user's that fails for a record is not fulfilled by it.
  if (condition.kind === 'sql') return `coalesce(try((${condition.sql}\n) is not false), false)`
  const { field } = condition
  const text = has(field) ? `${quoteName(field)}::varchar` : 'null'
  const holds = (sql: string) => `(${text} is null or coalesce(${sql}, false))`
  switch (condition.kind) {
    case 'not_null':
      return `(${text} is not null)`
    case 'pattern':
      return holds(`regexp_full_match(${text}, ${quoteText(condition.pattern)})`)
    case 'in':
      return holds(`(${condition.values.map((value) => equals(text, value)).join(' or ')})`)
    case 'range': {
      const { min, max } = condition
      const sides = [
        ...(min === undefined ? [] : [atLeast(text, min, '>=')]),
        ...(max === undefined ? [] : [atLeast(text, max, '<=')]),
      ]
      return holds(`(${sides.join(' and ')})`)
    }
    case 'type':
      // A value that a declared column did not take stands in _rest.
      return `(${holds(isOfType(text, condition.type))} and not coalesce(json_exists(_rest, ${quoteText(`$."${field.replaceAll('"', '\\"')}"`)}), false))`
  }
}

function equals(text: string, value: string | number | boolean): string {
  return typeof value === 'number' ? `try_cast(${text} as double) = ${value}` : `${text} = ${quoteText(String(value))}`
}

function atLeast(text: string, bound: Bound, operator: '>=' | '<='): string {
  return typeof bound === 'number'
    ? `try_cast(${text} as double) ${operator} ${bound}`
    : `try_cast(${text} as timestamp) ${operator} ${quoteText(bound)}::timestamp`
}

function isOfType(text: string, type: DeclaredType): string {
  switch (type) {
    case 'boolean':
      return `lower(${text}) in ('true', 'false')`
    case 'integer':
      return `(regexp_full_match(trim(${text}), '[+-]?[0-9]+') and try_cast(${text} as bigint) is not null)`
    case 'number':
      return `isfinite(try_cast(${text} as double))`
    case 'timestamp':
      return `try_cast(${text} as timestamp) is not null`
    case 'date':
      return `try_cast(${text} as date) is not null`
    default:
      return 'true'
  }
}
