/**
 * What a statement's WHERE asks to be equal: any row of the result fulfils it, so the token index can tell where to look. Said only of
 * statements that read one table once; all else says nothing.
 */
import { natureOf, type QueryColumn } from './kql/columns.ts'
import { type Plan, termOf } from './plan.ts'
import { isNode, type TreeNode, textOf } from './sql-tree.ts'

/** A column, as it was named, equals one of these values. Values of another type than the column's would be cast, and say nothing. */
export interface Equality {
  readonly column: string
  readonly type: 'text' | 'integer'
  readonly values: readonly string[]
}

/** More values, or longer ones, cost more to look for than they spare. */
const most = 20
const longest = 200

interface Constant {
  readonly type: Equality['type']
  readonly value: string
}

/** `params` are the values of the statement's `$name`, as far as they are bound as what they are. */
export function equalitiesOf(tree: unknown, params: Readonly<Record<string, unknown>>): Equality[] {
  const statement = isNode(tree) && Array.isArray(tree.statements) ? tree.statements[0] : undefined
  const node = innermost(isNode(statement) ? statement.node : undefined)
  if (!isNode(node) || node.type !== 'SELECT_NODE' || isSampled(node) || countTables(node) !== 1) return []
  const from = node.from_table
  if (!isNode(from) || from.type !== 'BASE_TABLE' || isSampled(from)) return []
  const names = [textOf(from, 'table_name'), textOf(from, 'alias')].map((name) => name.toLowerCase())
  return conjunctsOf(node.where_clause).flatMap((conjunct) => equalityOf(conjunct, names, params) ?? [])
}

/** Of a query over a query: whatever stands around it gets no other rows. */
function innermost(node: unknown): unknown {
  const from = isNode(node) && node.type === 'SELECT_NODE' && !isSampled(node) ? node.from_table : undefined
  if (!isNode(from) || from.type !== 'SUBQUERY' || isSampled(from) || !isNode(from.subquery)) return node
  return countTables(node) === 1 ? innermost(from.subquery.node) : node
}

/** The equalities that the columns' own types decide, as a plan; `all` where there is none. A record that is equal fulfils it. */
export function planOfEqualities(equalities: readonly Equality[], columns: readonly QueryColumn[]): Plan {
  const of = equalities.filter(({ column, type }) => isOfType(column, type, columns)).map(planOf)
  return of.length > 0 ? { op: 'and', of } : { op: 'all' }
}

function planOf({ column, values }: Equality): Plan {
  const of = values.map((value): Plan => ({ op: 'is', field: [column], term: termOf([value], new Date(0)) }))
  return of.length === 1 ? of[0]! : { op: 'or', of }
}

function isOfType(name: string, type: Equality['type'], columns: readonly QueryColumn[]): boolean {
  const column = columns.find((other) => other.name.toLowerCase() === name.toLowerCase())
  if (!column) return false
  return type === 'text' ? column.type === 'VARCHAR' : natureOf(column.type).is === 'integer'
}

/** A sample is taken of the rows before the WHERE chooses among them. */
function isSampled(node: TreeNode): boolean {
  return (node.sample ?? null) !== null
}

function countTables(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + countTables(item), 0)
  if (!isNode(value)) return 0
  const own = value.type === 'BASE_TABLE' ? 1 : 0
  return Object.values(value).reduce((sum: number, item) => sum + countTables(item), own)
}

function conjunctsOf(condition: unknown): TreeNode[] {
  if (!isNode(condition)) return []
  if (condition.type !== 'CONJUNCTION_AND') return [condition]
  return Array.isArray(condition.children) ? condition.children.flatMap(conjunctsOf) : []
}

function equalityOf(
  condition: TreeNode,
  tableNames: readonly string[],
  params: Readonly<Record<string, unknown>>,
): Equality | undefined {
  const [side, others] = sidesOf(condition)
  const column = columnOf(side, tableNames)
  const constants = others.map((value) => constantOf(value, params)).filter((constant) => constant !== undefined)
  const type = constants[0]?.type
  if (column === undefined || type === undefined || constants.length < others.length) return undefined
  if (constants.length > most) return undefined
  if (constants.some((constant) => constant.type !== type || constant.value.length > longest)) return undefined
  return { column, type, values: constants.map(({ value }) => value) }
}

/** The types of constants that are compared as what they are. */
const constantTypes: ReadonlySet<string> = new Set(['VARCHAR', 'INTEGER', 'BIGINT'])

/** A column and the values of which it equals one. */
function sidesOf(condition: TreeNode): [column: unknown, values: readonly unknown[]] {
  if (condition.type === 'COMPARE_EQUAL') {
    const { left, right } = condition
    return isNode(left) && left.type === 'COLUMN_REF' ? [left, [right]] : [right, [left]]
  }
  if (condition.type === 'COMPARE_IN' && Array.isArray(condition.children)) {
    return [condition.children[0], condition.children.slice(1)]
  }
  return [undefined, []]
}

function columnOf(node: unknown, tableNames: readonly string[]): string | undefined {
  if (!isNode(node) || node.type !== 'COLUMN_REF' || !Array.isArray(node.column_names)) return undefined
  const names: readonly unknown[] = node.column_names
  const isQualified = names.length === 2 && tableNames.includes(String(names[0]).toLowerCase())
  return names.length === 1 || isQualified ? String(names.at(-1)) : undefined
}

function constantOf(node: unknown, params: Readonly<Record<string, unknown>>): Constant | undefined {
  if (!isNode(node)) return undefined
  if (node.type === 'VALUE_PARAMETER') {
    const name = textOf(node, 'identifier').toLowerCase()
    return constantFrom(Object.entries(params).find(([key]) => key.toLowerCase() === name)?.[1])
  }
  const constant = node.type === 'VALUE_CONSTANT' && isNode(node.value) ? node.value : undefined
  const type = constant && isNode(constant.type) ? textOf(constant.type, 'id') : ''
  return constant && constantTypes.has(type) ? constantFrom(constant.value) : undefined
}

function constantFrom(value: unknown): Constant | undefined {
  if (typeof value === 'string') return { type: 'text', value }
  return Number.isSafeInteger(value) ? { type: 'integer', value: String(value) } : undefined
}
