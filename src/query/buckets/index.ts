/**
 * Which results are sums of parts: those that bring rows of a dataset together only where they are of the same bucket of time. When rows
 * come or go, the result of their buckets is computed anew, and the others stay. Decided by the parser's tree; whatever is not
 * understood is computed whole, and it is told why.
 */
import { isNode, type TreeNode, textOf } from '../sql-tree.ts'
import { type Definition, definitionOfColumn, isDeterminedBy, namesOf } from './definition.ts'
import { isVolatile } from './function-kinds.ts'
import { type Column, type Together, Whole, type Window } from './relation.ts'
import { listOf, walkQuery } from './select.ts'

export interface Buckets {
  /** The columns of the result that say of which bucket a row is, and the same of a row of the dataset, in SQL. */
  readonly columns: readonly { readonly name: string; readonly sql: string }[]
  /** The columns of the dataset that hold the time. */
  readonly times: readonly string[]
  /** Set where a row of the result also depends on those of its neighbours. */
  readonly reach?: Reach
  /** How the result is sorted, in SQL; empty where it is not. */
  readonly order: string
}

export interface Reach {
  /** Rows that have the same values in these columns of the result are neighbours. */
  readonly partitions: readonly string[]
  /** ... in this order, in SQL of the dataset. */
  readonly order: string
  /** So many buckets before it, and behind it, does a row look. */
  readonly back: number
  readonly forward: number
}

export interface DatasetColumn {
  readonly name: string
  readonly type: string
}

/** The buckets of a statement over one of the datasets that it reads, or why it has none. */
export function bucketsOf(
  tree: unknown,
  dataset: string,
  columns: readonly DatasetColumn[],
): Buckets | { readonly why: string } {
  try {
    return plan(tree, dataset, columns)
  } catch (error) {
    if (error instanceof Whole) return { why: error.message }
    throw error
  }
}

function plan(tree: unknown, dataset: string, columns: readonly DatasetColumn[]): Buckets {
  const statement = isNode(tree) ? listOf(tree.statements)[0] : undefined
  const node = isNode(statement) && isNode(statement.node) ? statement.node : {}
  const known = new Map(
    columns.map(({ name }): [string, Column] => [name.toLowerCase(), { name, definition: definitionOfColumn(name) }]),
  )
  refuseVolatile(node, known)
  refuseRepeated(node, dataset)
  const together: Together[] = []
  const walked = walkQuery(
    node,
    { dataset, base: { columns: known, isComplete: true }, named: new Map(), together },
    true,
  )
  if (!walked) throw new Whole(`it does not read ${dataset} in its FROM`)
  const times = new Set(columns.filter(({ type }) => /^(DATE|TIMESTAMP)/.test(type)).map(({ name }) => name))
  const result = [...walked.relation.columns.values()]
  const chosen = result.flatMap(({ name, definition }) =>
    definition?.columns.some((column) => times.has(column)) &&
    together.every((each) => isDeterminedBy(definition, each))
      ? [{ name, definition }]
      : [],
  )
  if (chosen.length === 0) throw new Whole(`no column of it tells the time of a group of ${dataset}`)
  const windows = walked.windows.filter(
    (window) => !chosen.every((each) => isDeterminedBy(each.definition, window.together)),
  )
  return {
    columns: chosen.map(({ name, definition }) => ({ name, sql: definition.sql })),
    times: [...new Set(chosen.flatMap(({ definition }) => definition.columns))].filter((name) => times.has(name)),
    ...(windows.length > 0 ? { reach: reachOf(windows, result) } : {}),
    order: orderOf(node, result),
  }
}

/** What is computed at another time gives something else, also where no row has changed. */
function refuseVolatile(value: unknown, known: ReadonlyMap<string, unknown>): void {
  if (Array.isArray(value)) for (const item of value) refuseVolatile(item, known)
  if (!isNode(value)) return
  const name =
    value.type === 'COLUMN_REF' && namesOf(value).length === 1 ? namesOf(value)[0]! : textOf(value, 'function_name')
  const isColumn = value.type === 'COLUMN_REF' && known.has(name.toLowerCase())
  if (!isColumn && isVolatile(name.toLowerCase()))
    throw new Whole(`it depends on ${name.toLowerCase()}, which no row tells`)
  for (const key in value) refuseVolatile(value[key], known)
}

/** Neither the dataset nor what WITH makes of it may be read twice: the parts would be of both. */
function refuseRepeated(node: TreeNode, dataset: string): void {
  const tables = tablesIn(node)
  const names = [dataset, ...namesOfWith(node)].map((name) => name.toLowerCase())
  for (const name of names) {
    if (tables.filter((table) => table === name).length > 1) throw new Whole(`it reads ${name} in two places`)
  }
}

function tablesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(tablesIn)
  if (!isNode(value)) return []
  const own = value.type === 'BASE_TABLE' ? [textOf(value, 'table_name').toLowerCase()] : []
  return [...own, ...Object.values(value).flatMap(tablesIn)]
}

function namesOfWith(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesOfWith)
  if (!isNode(value)) return []
  const own = isNode(value.cte_map) ? listOf(value.cte_map.map).filter(isNode) : []
  return [...own.map((entry) => textOf(entry, 'key')), ...Object.values(value).flatMap(namesOfWith)]
}

/** Windows that look a few places before or behind are followed to the neighbours, which the rows of the result itself tell. */
function reachOf(windows: readonly Window[], result: readonly Column[]): Reach {
  const forms = windows.map(({ partitions, order, isDescending, back, forward }): Reach => {
    if (!order) throw new Whole('a window of it looks at rows of all times')
    return {
      partitions: partitions.map((each) => nameOf(each, result)),
      order: order.sql,
      ...(isDescending ? { back: forward, forward: back } : { back, forward }),
    }
  })
  const [first] = forms
  if (!forms.every((form) => form.order === first!.order && String(form.partitions) === String(first!.partitions))) {
    throw new Whole('its windows look at rows in several ways')
  }
  return {
    ...first!,
    back: Math.max(...forms.map(({ back }) => back)),
    forward: Math.max(...forms.map(({ forward }) => forward)),
  }
}

function nameOf(definition: Definition | undefined, result: readonly Column[]): string {
  const column = definition && result.find((each) => each.definition?.sql === definition.sql)
  if (!column) throw new Whole('a window of it is partitioned by what it does not select')
  return column.name
}

function orderOf(node: TreeNode, result: readonly Column[]): string {
  const orders = listOf(node.modifiers)
    .filter(isNode)
    .filter(({ type }) => type === 'ORDER_MODIFIER')
    .flatMap(({ orders }) => listOf(orders).filter(isNode))
  return orders
    .map((order) => {
      const direction = order.type === 'DESCENDING' ? ' desc' : ''
      const nulls = String(order.null_order).startsWith('NULLS') ? ` ${String(order.null_order).toLowerCase()}` : ''
      return `"${orderedBy(order.expression, node, result).replaceAll('"', '""')}"${direction}${nulls}`
    })
    .join(', ')
}

function orderedBy(expression: unknown, node: TreeNode, result: readonly Column[]): string {
  const byName = (name: string) => result.find((column) => column.name.toLowerCase() === name.toLowerCase())?.name
  if (isNode(expression) && expression.type === 'COLUMN_REF' && namesOf(expression).length === 1) {
    const name = byName(namesOf(expression)[0]!)
    if (name !== undefined) return name
  }
  if (isNode(expression) && expression.type === 'VALUE_CONSTANT' && isNode(expression.value)) {
    const item = listOf(node.select_list)[Number(expression.value.value) - 1]
    const isPlain = !listOf(node.select_list).some((each) => isNode(each) && each.type === 'STAR')
    const name = isNode(item) ? textOf(item, 'alias') || namesOf(item).at(-1) : undefined
    if (isPlain && name !== undefined && byName(name) !== undefined) return name
  }
  throw new Whole('it is sorted by what it does not select')
}
