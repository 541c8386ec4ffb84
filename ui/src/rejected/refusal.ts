/** What cannot be accepted of a corrected field, as far as it is known here: pure. The dataset has the last word. */
import type { RuleScore } from '../../../src/model/quality-report.ts'
import type { RecordCondition } from '../../../src/model/rule.ts'
import { type Field, isBlamed, maybeExpected } from './fields.ts'

export interface Expected {
  readonly rules: readonly RuleScore[]
  readonly reason: string | null
}

/** In the words of the reason that would be given, such as `a number`; undefined for what may pass. */
export function refusalOf(field: Field, value: unknown, { rules, reason }: Expected): string | undefined {
  for (const { severity, condition, expects } of rules) {
    if (severity !== 'reject' || !('field' in condition) || condition.field !== field.name) continue
    if (!fulfils(value, condition as RecordCondition)) return expects.replace(`${field.name} `, '')
  }
  if (!isBlamed(field, reason)) return undefined
  const told = maybeExpected(field, reason)
  const [, least, most] = /^(-?\d+(?:\.\d+)?) to (-?\d+(?:\.\d+)?)$/.exec(told ?? '') ?? []
  const isWithin = (number: number) => number >= Number(least) && number <= Number(most)
  if (least !== undefined && !(isNumber(value) && isWithin(Number(value)))) return told
  const isNumeric = field.type === 'BIGINT' || field.type === 'DOUBLE'
  return isNumeric && value !== null && !isNumber(value) ? 'of type number' : undefined
}

/** As the dataset does: null fulfils all but that there is a value. */
function fulfils(value: unknown, condition: RecordCondition): boolean {
  const isNothing = value === null || value === undefined
  if (condition.kind === 'not_null') return !isNothing && value !== ''
  if (isNothing) return true
  switch (condition.kind) {
    case 'type':
      return isOfType(value, condition.type)
    case 'in':
      return condition.values.some((each) => String(each) === String(value))
    case 'range':
      return isInRange(value, condition)
    case 'pattern':
      return isLike(String(value), condition.pattern)
    default:
      return true
  }
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'number') return isNumber(value)
  if (type === 'integer') return isNumber(value) && Number.isInteger(Number(value))
  if (type === 'boolean') return typeof value === 'boolean' || /^(true|false)$/i.test(String(value))
  if (type === 'date' || type === 'timestamp') return /^\d{4}-\d\d-\d\d/.test(String(value)) && isTime(String(value))
  return true
}

function isInRange(value: unknown, { min, max }: Extract<RecordCondition, { kind: 'range' }>): boolean {
  if (isNumber(min ?? max)) {
    return isNumber(value) && Number(value) >= Number(min ?? -Infinity) && Number(value) <= Number(max ?? Infinity)
  }
  const at = (text: unknown, standard: number) => (text === undefined ? standard : Date.parse(String(text)))
  return isTime(String(value)) && at(value, 0) >= at(min, -Infinity) && at(value, 0) <= at(max, Infinity)
}

/** RE2 is nearly what browsers have; what they cannot read is for the dataset to judge. */
function isLike(text: string, pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(text)
  } catch {
    return true
  }
}

function isNumber(value: unknown): boolean {
  if (typeof value === 'number') return true
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))
}

function isTime(text: string): boolean {
  return !Number.isNaN(Date.parse(text))
}
