/** An SQL expression of the project's: one that computes with a record's columns, and reaches for nothing else. */
import { messageOf, UserError } from '../lib/errors.ts'
import { checkTree } from './sql-policy.ts'
import { isNode, type TreeNode } from './sql-tree.ts'

const row = 'record'

/** The statement whose tree is asked for. */
export function statementOf(sql: string): string {
  return `select (${sql}\n) from ${row}`
}

/** Throws for what is no such expression; answers with the names of the columns that it needs. */
export function columnsOf(tree: unknown, sql: string, owner: string): string[] {
  try {
    checkTree(tree, statementOf(sql), { readable: [row], existing: [row] })
  } catch (error) {
    throw unfit(owner, sql, messageOf(error))
  }
  const [statement] = (tree as { statements: readonly TreeNode[] }).statements
  const node = statement?.node as TreeNode
  // Whatever stands behind the expression would be part of another statement later.
  const isOne = Array.isArray(node.select_list) && node.select_list.length === 1
  const isBare = ['where_clause', 'having', 'sample', 'qualify'].every((part) => !node[part])
  const noMore = ['modifiers', 'group_expressions', 'group_sets'].every((part) => isEmptyList(node[part]))
  if (node.type !== 'SELECT_NODE' || !isOne || !isBare || !noMore) throw unfit(owner, sql, 'it is more than one')
  const found: Found = { columns: new Set(), beyond: undefined }
  collect(node.select_list, found)
  if (found.beyond) throw unfit(owner, sql, `${found.beyond} looks beyond one record`)
  return [...found.columns]
}

export function unfit(owner: string, sql: string, why: string): UserError {
  return new UserError('invalid', `cannot use rule "${sql}" of ${owner}: expecting an SQL expression; ${why}`, {
    hint: 'Write a condition on the fields of a record, like sql: "sd <= mean".',
  })
}

interface Found {
  readonly columns: Set<string>
  /** What no expression over the columns of one record can be made of. */
  beyond: string | undefined
}

const aggregates = ['count', 'count_star', 'sum', 'avg', 'min', 'max', 'any_value', 'list', 'array_agg', 'string_agg']

function collect(value: unknown, found: Found): void {
  if (Array.isArray(value)) for (const item of value) collect(item, found)
  else if (isNode(value)) {
    const names = value.column_names
    if (value.type === 'COLUMN_REF' && Array.isArray(names) && names.length === 1) found.columns.add(String(names[0]))
    found.beyond ??= beyondOf(value)
    for (const inner of Object.values(value)) collect(inner, found)
  }
}

function beyondOf(node: TreeNode): string | undefined {
  if (node.class === 'SUBQUERY') return 'a subquery'
  if (node.class === 'WINDOW') return 'a window'
  const name = node.class === 'FUNCTION' ? String(node.function_name) : ''
  return name === 'unnest' || aggregates.includes(name) ? name : undefined
}

function isEmptyList(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0)
}
