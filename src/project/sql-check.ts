import { parseStatements } from '../datasets/index.ts'
import { UserError } from '../lib/errors.ts'
import { reservedBesideStar } from '../query/sql-columns.ts'
import { checkTree } from '../query/sql-policy.ts'
import type { Tell } from './part.ts'
import { placeOfError, type SqlText } from './sql-text.ts'

export interface Statement {
  /** How it is called in sentences: `SQL of view "monthly"`. */
  readonly name: string
  readonly text: SqlText
  /** What it is made of: mistakes there are told once. */
  readonly from?: Statement
  /** What helps with one that the parser does not take. */
  readonly hint?: string
}

/** What a statement reads and takes. */
export interface StatementUse {
  readonly datasets: readonly string[]
  readonly parameters: readonly string[]
  /** How often any of them occurs. */
  readonly places: number
  /** The reserved columns that it selects by name, where a `*` brings the others along. */
  readonly reserved?: readonly string[]
  /** As the parser has it. */
  readonly tree: unknown
}

/** Lets the engine parse all statements at once, and tells what is wrong with them; those that are sound are returned. */
export async function checkStatements<S extends Statement>(
  statements: readonly S[],
  datasets: readonly string[],
  tell: Tell,
): Promise<Map<S, StatementUse>> {
  const parsed = await parseStatements(statements.map(({ text }) => text.sql))
  const sound = new Map<S, StatementUse>()
  for (const [i, statement] of statements.entries()) {
    const { text, name, from, hint } = statement
    if (from && !sound.has(from as S)) continue
    try {
      const result = parsed[i]!
      if ('error' in result) throw result.error
      const checked = checkTree(result.tree, text.sql, { readable: datasets, existing: datasets })
      const places = JSON.stringify(result.tree).split('"type":"VALUE_PARAMETER"').length - 1
      const reserved = reservedBesideStar(result.tree)
      sound.set(statement, { ...checked, places, tree: result.tree, ...(reserved && { reserved }) })
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      const message = error.message.replace(/^cannot (run query|find|read)\b/, (all, verb) =>
        verb === 'run query' ? `cannot use ${name}` : `cannot use ${name}: ${all}`,
      )
      tell(
        new UserError(error.code, message, {
          at: placeOfError(text, error),
          hint: error.hint ?? hint ?? 'It is SQL, in the dialect of DuckDB: correct it at that place.',
          cause: error,
        }),
      )
    }
  }
  return sound
}
