import { quoteName } from '../../lib/sql-text.ts'
import {
  type Bound,
  type Comparison,
  type FieldSelector,
  type Glob,
  type Leaf,
  leavesOf,
  type Plan,
  type Term,
} from '../plan.ts'
import { columnsOf, isReserved, type Nature, natureOf, type QueryColumn, restColumn } from './columns.ts'
import { type GapClasses, gaps, readableGaps } from './gaps.ts'
import { existsInRest, restCompares, restEquals } from './sql-rest.ts'
import { compares, equals } from './sql-value.ts'

/** Where the values of a condition go. */
export interface Params {
  /** How its regular expressions name what separates words. */
  readonly gaps: GapClasses
  /** What stands for the text in SQL. */
  add(text: string): string
}

/** Values to be bound by name; equal ones share one. */
export class NamedParams implements Params {
  readonly gaps = gaps
  readonly values: Record<string, string> = {}
  readonly #names = new Map<string, string>()

  add(text: string): string {
    let name = this.#names.get(text)
    if (!name) {
      name = `p${this.#names.size + 1}`
      this.#names.set(text, name)
      this.values[name] = text
    }
    return `$${name}`
  }
}

/** Values written into the text, as literals that people can read. */
export class InlineParams implements Params {
  readonly gaps = readableGaps
  add(text: string): string {
    return `'${text.replaceAll("'", "''")}'`
  }
}

/**
 * The plan as a condition of DuckDB's SQL. A condition may be null where the plan is false: `and` and `or` keep the two together,
 * and `not` becomes `is not true`, so that no third truth value shows.
 */
export function conditionOf(plan: Plan, columns: readonly QueryColumn[], params: Params): string {
  switch (plan.op) {
    case 'all':
      return 'true'
    case 'and':
    case 'or':
      return joined(
        plan.op,
        plan.of.map((part) => conditionOf(part, columns, params)),
      )
    case 'not':
      return `(${conditionOf(plan.of, columns, params)}) is not true`
    case 'is':
      return isCondition(plan.field, plan.term, columns, params)
    case 'exists':
      return existsCondition(plan.field, columns, params)
    case 'compare':
      return compareCondition(plan.field, plan.comparison, plan.bound, columns, params)
  }
}

/** The names of the columns that the plan's condition reads. */
export function readBy(plan: Plan, columns: readonly QueryColumn[]): string[] {
  const names = new Set(leavesOf(plan).flatMap((leaf) => namesOf(leaf, columns)))
  return [...names]
}

function namesOf({ op, field }: Leaf, columns: readonly QueryColumn[]): string[] {
  const names = (op === 'exists' ? existing(field, columns) : columnsOf(field, columns)).map(({ name }) => name)
  return looksIntoRest(field, columns) ? [...names, restColumn] : names
}

function isCondition(field: FieldSelector, term: Term, columns: readonly QueryColumn[], params: Params): string {
  const any = columnsOf(field, columns).map((column) =>
    equals(quoteName(column.name), natureOf(column.type), term, params),
  )
  if (looksIntoRest(field, columns)) any.push(restEquals(quoteName(restColumn), field?.[0], term, params))
  return joined('or', any)
}

function existsCondition(field: Glob, columns: readonly QueryColumn[], params: Params): string {
  const any = existing(field, columns).map((column) => exists(quoteName(column.name), natureOf(column.type)))
  if (looksIntoRest(field, columns)) any.push(existsInRest(quoteName(restColumn), field[0]!, params))
  return joined('or', any)
}

/** `http:*` is met by any field of the group `http`. */
function existing(field: Glob, columns: readonly QueryColumn[]): QueryColumn[] {
  const group = [`${field.join('*')}.`, '']
  return field.length === 1 ? [...columnsOf(field, columns), ...columnsOf(group, columns)] : columnsOf(field, columns)
}

function exists(column: string, nature: Nature): string {
  return nature.is === 'list' ? `list_count(${column}) > 0` : `${column} is not null`
}

function compareCondition(
  field: Glob,
  comparison: Comparison,
  bound: Bound,
  columns: readonly QueryColumn[],
  params: Params,
): string {
  const any = columnsOf(field, columns).map((column) =>
    compares(quoteName(column.name), natureOf(column.type), comparison, bound, params),
  )
  if (looksIntoRest(field, columns)) {
    any.push(restCompares(quoteName(restColumn), field[0]!, comparison, bound, params))
  }
  return joined('or', any)
}

/** Free text and fields named in full may lie in `_rest`; patterns of names are for columns. */
function looksIntoRest(field: FieldSelector, columns: readonly QueryColumn[]): boolean {
  if (!columns.some(({ name }) => name === restColumn)) return false
  return field === undefined || (field.length === 1 && !isReserved(field[0]!))
}

function joined(operator: 'and' | 'or', conditions: readonly (string | undefined)[]): string {
  const known = conditions.filter((condition) => condition !== undefined)
  if (known.length === 0) return 'false'
  return known.length === 1 ? known[0]! : `(${known.join(` ${operator} `)})`
}
