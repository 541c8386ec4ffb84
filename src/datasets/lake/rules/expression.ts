/** An SQL expression of the project's: one that computes with a record's columns, and reaches for nothing else. */
import { messageOf, UserError } from '../../../lib/errors.ts'
import { checkTree } from '../../../query/sql-policy.ts'
import { quoteText } from '../../../query/sql-text.ts'
import { isNode, type TreeNode } from '../../../query/sql-tree.ts'
import { type Duck, rowsOf } from '../duck.ts'

const row = 'record'

/** Throws for what is no such expression; resolves with the names of the columns that it needs. */
export async function checkExpression(duck: Duck, sql: string, owner: string): Promise<string[]> {
  const query = `select (${sql}\n) from ${row}`
  const [answer] = await duck.use((connection) =>
    rowsOf(connection, `select json_serialize_sql(${quoteText(query)}::varchar) as tree`),
  )
  const tree = JSON.parse(String(answer!.tree)) as TreeNode & { error?: boolean; error_message?: string }
  if (tree.error) throw unfit(owner, sql, tree.error_message ?? 'it is no SQL')
  try {
    checkTree(tree, query, { readable: [row], existing: [row] })
  } catch (error) {
    throw unfit(owner, sql, messageOf(error))
  }
  const [statement] = tree.statements as readonly TreeNode[]
  const node = statement?.node as TreeNode
  // Whatever stands behind the expression would be part of another statement later.
  const isOne = Array.isArray(node.select_list) && node.select_list.length === 1
  const isBare = ['where_clause', 'having', 'sample', 'qualify'].every((part) => !node[part])
  const noMore = ['modifiers', 'group_expressions', 'group_sets'].every((part) => isEmptyList(node[part]))
  if (node.type !== 'SELECT_NODE' || !isOne || !isBare || !noMore) throw unfit(owner, sql, 'it is more than one')
  const columns = new Set<string>()
  collectColumns(node.select_list, columns)
  return [...columns]
}

function isEmptyList(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0)
}

function collectColumns(value: unknown, columns: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collectColumns(item, columns)
  else if (isNode(value)) {
    const names = value.column_names
    if (value.type === 'COLUMN_REF' && Array.isArray(names) && names.length === 1) columns.add(String(names[0]))
    for (const inner of Object.values(value)) collectColumns(inner, columns)
  }
}

function unfit(owner: string, sql: string, why: string): UserError {
  return new UserError('invalid', `cannot use rule "${sql}" of ${owner}: expecting an SQL expression; ${why}`, {
    hint: 'Write a condition on the fields of a record, like sql: "sd <= mean".',
  })
}
