import type { QueryColumn } from './kql/columns.ts'
import { parseKql } from './kql/parse.ts'
import { planKql } from './kql/plan.ts'
import { type Matcher, matcherOf } from './match.ts'

/**
 * A condition in KQL as a predicate over parsed records, whose values have the types of these columns; UserError with the place in the
 * text. `now` counts from this moment.
 */
export function parseCondition(kql: string, columns: readonly QueryColumn[]): Matcher {
  return matcherOf(planKql(parseKql(kql), new Date()), columns)
}
