/** The SQL of all rules, parsed at once: what could never be asked of a record is told before anything starts. */
import { parseStatements } from '../../datasets/index.ts'
import { UserError } from '../../lib/errors.ts'
import { columnsOf, statementOf, unfit } from '../../query/record-expression.ts'
import type { Tell } from '../part.ts'
import type { ProjectDataset } from '../project.ts'

export async function checkRuleExpressions(datasets: Iterable<ProjectDataset>, tell: Tell): Promise<void> {
  const written = [...datasets].flatMap(({ name, rules = [], at }) =>
    rules.flatMap(({ condition }) => (condition.kind === 'sql' ? [{ sql: condition.sql, name, at }] : [])),
  )
  const parsed = await parseStatements(written.map(({ sql }) => statementOf(sql)))
  for (const [i, { sql, name, at }] of written.entries()) {
    const owner = `dataset "${name}"`
    const result = parsed[i]!
    try {
      if ('error' in result) throw unfit(owner, sql, result.error.message)
      columnsOf(result.tree, sql, owner)
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      tell(new UserError(error.code, error.message, { at, hint: error.hint, cause: error }))
    }
  }
}
