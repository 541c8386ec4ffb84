import { parseKql } from './kql/parse.ts'
import { planKql } from './kql/plan.ts'
import { type Matcher, matcherOf } from './match.ts'

/** A condition in KQL as a predicate over parsed records; UserError with the place in the text. `now` counts from this moment. */
export function parseCondition(kql: string): Matcher {
  return matcherOf(planKql(parseKql(kql), new Date()))
}
