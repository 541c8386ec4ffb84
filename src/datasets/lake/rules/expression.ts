/** The expressions of rules, as the engine's own parser reads them. */
import { quoteText } from '../../../lib/sql-text.ts'
import { columnsOf, statementOf, unfit } from '../../../query/record-expression.ts'
import type { TreeNode } from '../../../query/sql-tree.ts'
import { type Duck, rowsOf } from '../duck.ts'

/** Throws for what is no expression over a record; resolves with the names of the columns that it needs. */
export async function checkExpression(duck: Duck, sql: string, owner: string): Promise<string[]> {
  const [answer] = await duck.use((connection) =>
    rowsOf(connection, `select json_serialize_sql(${quoteText(statementOf(sql))}::varchar) as tree`),
  )
  const tree = JSON.parse(String(answer!.tree)) as TreeNode & { error?: boolean; error_message?: string }
  if (tree.error) throw unfit(owner, sql, tree.error_message ?? 'it is no SQL')
  return columnsOf(tree, sql, owner)
}
