import { boundOf, type FieldSelector, type Glob, isAnything, type Plan, termOf } from '../plan.ts'
import type { Kql, Value } from './syntax.ts'

/** What the query means. `now` is the time that date arithmetic starts from. */
export function planKql(kql: Kql, now: Date, prefix: Glob = ['']): Plan {
  switch (kql.type) {
    case 'all':
      return { op: 'all' }
    case 'and':
    case 'or':
      return { op: kql.type, of: kql.of.map((part) => planKql(part, now, prefix)) }
    case 'not':
      return { op: 'not', of: planKql(kql.of, now, prefix) }
    case 'nested':
      return planKql(kql.of, now, join(join(prefix, kql.field.glob), ['.']))
    case 'range': {
      const field = join(prefix, kql.field.glob)
      return { op: 'compare', field, comparison: kql.comparison, bound: boundOf(kql.value, now) }
    }
    case 'is': {
      if (kql.field) return planValue(selectorOf(join(prefix, kql.field.glob)), kql.value, now)
      if (prefix.length === 1 && prefix[0] === '') return planValue(undefined, kql.value, now)
      // Free text in a group: in any field below the group's, or in the field itself where it holds a list.
      const within = planValue(join(prefix, ['', '']), kql.value, now)
      const itself = planValue([...prefix.slice(0, -1), prefix.at(-1)!.slice(0, -1)], kql.value, now)
      return { op: 'or', of: [within, itself] }
    }
  }
}

function planValue(field: FieldSelector, value: Value, now: Date): Plan {
  if ('phrase' in value) return { op: 'is', field, term: termOf([value.phrase], now) }
  // As in Kibana, one of several words is enough.
  const of = value.words.map((glob): Plan => {
    if (!isAnything(glob)) return { op: 'is', field, term: termOf(glob, now) }
    return field ? { op: 'exists', field } : { op: 'all' }
  })
  return of.length === 1 ? of[0]! : { op: 'or', of }
}

/** `*:value` is free text. */
function selectorOf(glob: Glob): FieldSelector {
  return isAnything(glob) ? undefined : glob
}

function join(a: Glob, b: Glob): Glob {
  return [...a.slice(0, -1), a.at(-1)! + b[0]!, ...b.slice(1)]
}
