import { leavesOf, type Plan } from '../plan.ts'
import { maybeUnknown, type QueryColumn } from './columns.ts'
import { parseKql } from './parse.ts'
import { planKql } from './plan.ts'
import { conditionOf, InlineParams, NamedParams, readBy } from './sql.ts'
import { requiredWords, type WordClauses } from './words.ts'

export interface CompileOptions {
  /** The columns of the dataset; `_rest` among them if fields without a column are kept there. */
  readonly columns: readonly QueryColumn[]
  /** What `now` means in date arithmetic. */
  readonly now: Date
}

export interface CompiledKql {
  /** A condition over the columns, for DuckDB. */
  readonly where: string
  /** The same with its values written in, for people to read and run. */
  readonly explained: string
  /** What its `$p1` stand for. */
  readonly params: Readonly<Record<string, string>>
  /** The columns that the condition reads. */
  readonly reads: readonly string[]
  /** What any matching record contains, for the token index: of each list one word. Empty when nothing can be said. */
  readonly words: WordClauses
  /** What the query probably did not mean: fields that are not known. */
  readonly warnings: readonly string[]
}

/** Compiles a query for a dataset. Throws `invalid` with the place in the text. */
export function compileKql(text: string, { columns, now }: CompileOptions): CompiledKql {
  return compilePlan(planKql(parseKql(text), now), columns)
}

export function compilePlan(plan: Plan, columns: readonly QueryColumn[]): CompiledKql {
  const params = new NamedParams()
  const where = conditionOf(plan, columns, params)
  return {
    where,
    explained: conditionOf(plan, columns, new InlineParams()),
    params: params.values,
    reads: readBy(plan, columns),
    words: requiredWords(plan, columns),
    warnings: unknownFields(plan, columns).map(({ sentence }) => sentence),
  }
}

/** A field of a query that is none of the columns, and what to say of it. */
export interface UnknownField {
  readonly name: string
  readonly sentence: string
}

export function unknownFields(plan: Plan, columns: readonly QueryColumn[]): UnknownField[] {
  const unknown = new Map<string, UnknownField>()
  for (const { field } of leavesOf(plan)) {
    const sentence = field && maybeUnknown(field, columns)
    if (sentence) unknown.set(sentence, { name: field.join('*'), sentence })
  }
  return [...unknown.values()]
}
