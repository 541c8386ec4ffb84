import { parseDuration } from '../../lib/duration.ts'
import { type Place, UserError } from '../../lib/errors.ts'
import type { YamlMap } from '../../lib/yaml-position.ts'
import { type Bound, type Condition, isRecordRule, type Rule, type Severity } from '../../model/rule.ts'
import type { DeclaredType } from '../../model/schema.ts'
import { inWords } from '../expectation.ts'
import type { Tell } from '../part.ts'
import { conditions } from './rule-declaration.ts'

/** A rule as it stands in the file, by its schema. */
type Written = Readonly<Record<string, unknown>>

/** More rules of records than this are not asked at once. */
const rulesCap = 50

export function checkRules(
  options: Readonly<Record<string, unknown>> | undefined,
  map: YamlMap,
  owner: string,
  tell: Tell,
): { rules?: readonly Rule[] } {
  const written = options?.rules as readonly Written[] | undefined
  if (!written) return {}
  const node = map.entries.find(({ key }) => key === 'rules')?.node
  const found: Rule[] = []
  for (const [i, each] of written.entries()) {
    const at = node?.kind === 'list' ? node.items[i]?.at : node?.at
    const refuse = (why: string, hint: string) =>
      tell(new UserError('invalid', `cannot use rule ${i + 1} of ${owner}: ${why}`, { at: at as Place, hint }))
    const rule = readRule(each, refuse)
    if (!rule) continue
    if (found.some(({ name }) => name === rule.name)) {
      refuse(`another one is called "${rule.name}"`, 'Give it a name of its own, or remove it.')
    } else if (rule.severity === 'reject' && !isRecordRule(rule)) {
      const hint = rule.condition.kind === 'unique' ? 'Give the dataset a key.' : 'Leave severity out, or write warn.'
      refuse(`${rule.condition.kind} is measured, and rejects nothing`, hint)
    } else found.push(rule)
  }
  if (found.filter(isRecordRule).length > rulesCap) {
    const message = `cannot use the rules of ${owner}: expecting up to ${rulesCap} of records; got ${found.length}`
    tell(new UserError('invalid', message, { at: node?.at, hint: 'Join some of them with "and" to an sql rule.' }))
  }
  return { rules: found }
}

function readRule(written: Written, refuse: (why: string, hint: string) => void): Rule | undefined {
  const kinds = Object.keys(conditions).filter((kind) => written[kind] !== undefined)
  const [kind] = kinds
  if (kind === undefined || kinds.length > 1) {
    const got = kinds.length === 0 ? '' : `; got ${kinds.join(' and ')}`
    const hint = kinds.length === 0 ? 'Write it like { field: mean, range: [-5, 40] }.' : 'Make a rule of each.'
    refuse(`expecting one condition (${inWords(Object.keys(conditions))})${got}`, hint)
    return undefined
  }
  const field = written.field as string | undefined
  const isOfField = kind !== 'sql' && kind !== 'freshness'
  if (isOfField && field === undefined) {
    refuse(`${kind} needs a field`, `Write it like { field: mean, ${kind}: … }.`)
    return undefined
  }
  if (written.by !== undefined && kind !== 'monotonic') {
    refuse(`by belongs to monotonic, not to ${kind}`, 'Remove it.')
    return undefined
  }
  const condition = conditionOf(kind, field ?? '', written)
  if (condition.kind === 'range' && !isRange(condition.min, condition.max)) {
    refuse('its range holds nothing', 'Write the least value first, and null for none.')
    return undefined
  }
  const name =
    (written.name as string | undefined) ??
    (kind === 'sql' ? (written.sql as string) : isOfField ? `${field} ${kind}` : kind)
  const severity = written.severity as Severity | undefined
  const byDefault = isRecordRule({ name, severity: 'warn', condition }) ? 'reject' : 'warn'
  return { name, severity: severity ?? byDefault, condition }
}

/** The schema has said which forms the values have. */
function conditionOf(kind: string, field: string, written: Written): Condition {
  switch (kind) {
    case 'type':
      return { kind, field, type: written.type as DeclaredType }
    case 'range': {
      const [min, max] = written.range as readonly (Bound | null)[]
      return { kind, field, min: min ?? undefined, max: max ?? undefined }
    }
    case 'in':
      return { kind, field, values: written.in as readonly (string | number | boolean)[] }
    case 'pattern':
      return { kind, field, pattern: written.pattern as string }
    case 'sql':
      return { kind, sql: written.sql as string }
    case 'monotonic':
      return { kind, field, by: written.by as string | undefined }
    case 'references': {
      const text = written.references as string
      const dot = text.indexOf('.')
      return { kind, field, dataset: text.slice(0, dot), other: text.slice(dot + 1) }
    }
    case 'freshness':
      return { kind, within_ms: parseDuration(written.freshness as string) }
    default:
      return { kind: kind as 'unique' | 'not_null', field }
  }
}

function isRange(min: Bound | undefined, max: Bound | undefined): boolean {
  if (min === undefined || max === undefined) return min !== max
  return typeof min === typeof max && min <= max
}
