/** What a column of a query is of the columns of the dataset that the query reads, as far as that can be told row by row. */
import { quoteName, quoteText } from '../../lib/sql-text.ts'
import { isNode, type TreeNode, textOf } from '../sql-tree.ts'
import { isAggregate, isManyRows } from './function-kinds.ts'

export interface Definition {
  /** In SQL, with nothing but columns of the dataset in it. Definitions are the same when their texts are. */
  readonly sql: string
  /** The columns of the dataset in it. */
  readonly columns: readonly string[]
  readonly children: readonly Definition[]
}

/** What a name in a query stands for; undefined for what is no function of one row. */
export type Resolve = (names: readonly string[]) => Definition | undefined

export function definitionOfColumn(name: string): Definition {
  return { sql: quoteName(name), columns: [name], children: [] }
}

/** Whether rows that agree in all of these agree in that one, too. */
export function isDeterminedBy(definition: Definition, known: readonly Definition[]): boolean {
  if (known.some(({ sql }) => sql === definition.sql)) return true
  if (definition.columns.length === 0) return true
  return definition.children.length > 0 && definition.children.every((child) => isDeterminedBy(child, known))
}

/** The expression with its names resolved; undefined for an aggregate, a window, a subquery and whatever else is not listed here. */
export function define(node: unknown, resolve: Resolve): Definition | undefined {
  if (!isNode(node)) return undefined
  switch (node.type) {
    case 'COLUMN_REF':
      return resolve(namesOf(node))
    case 'VALUE_CONSTANT':
      return constant(node)
    case 'OPERATOR_CAST':
      return cast(node, resolve)
    case 'OPERATOR_COALESCE':
      return made(childrenOf(node), resolve, (all) => `coalesce(${all.join(', ')})`)
    case 'FUNCTION':
      return call(node, resolve)
    default:
      return undefined
  }
}

export function namesOf(node: TreeNode): readonly string[] {
  return Array.isArray(node.column_names) ? node.column_names.map(String) : []
}

function childrenOf(node: TreeNode): readonly unknown[] {
  return Array.isArray(node.children) ? node.children : []
}

function made(
  nodes: readonly unknown[],
  resolve: Resolve,
  write: (children: readonly string[]) => string,
): Definition | undefined {
  const children = nodes.map((node) => define(node, resolve))
  if (!children.every((child) => child !== undefined)) return undefined
  return {
    sql: write(children.map(({ sql }) => sql)),
    columns: [...new Set(children.flatMap(({ columns }) => columns))],
    children,
  }
}

function constant(node: TreeNode): Definition | undefined {
  const value = isNode(node.value) ? node.value : {}
  if (value.is_null === true) return undefined
  if (typeof value.value === 'string') return { sql: quoteText(value.value), columns: [], children: [] }
  const type = isNode(value.type) ? textOf(value.type, 'id') : ''
  const isWhole = type === 'INTEGER' || type === 'BIGINT'
  return isWhole && Number.isSafeInteger(value.value)
    ? { sql: String(value.value), columns: [], children: [] }
    : undefined
}

const plainTypes: ReadonlySet<string> = new Set(
  'BOOLEAN TINYINT SMALLINT INTEGER BIGINT DOUBLE VARCHAR DATE TIME TIMESTAMP INTERVAL'.split(' '),
)

function cast(node: TreeNode, resolve: Resolve): Definition | undefined {
  const type = isNode(node.cast_type) ? textOf(node.cast_type, 'id') : ''
  if (!plainTypes.has(type)) return undefined
  const word = node.try_cast === true ? 'try_cast' : 'cast'
  return made([node.child], resolve, ([child]) => `${word}(${child} as ${type})`)
}

function call(node: TreeNode, resolve: Resolve): Definition | undefined {
  const name = textOf(node, 'function_name').toLowerCase()
  if (isAggregate(name) || isManyRows(name)) return undefined
  // An operator is a function with a name of signs.
  return made(childrenOf(node), resolve, (all) => `${quoteName(name)}(${all.join(', ')})`)
}
