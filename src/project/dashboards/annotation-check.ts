/** What is marked in charts over time: monitors, records or SQL that are there. */
import { UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import type { YamlEntry } from '../../lib/yaml-position.ts'
import type { Dashboard } from '../../model/dashboard.ts'
import { inWords } from '../expectation.ts'
import { checkKql, type DashboardContext, type DashboardStatement, statementsOf } from './panel-check.ts'
import { childOf, scalarIn } from './yaml-child.ts'

export async function checkAnnotation(
  { key, at, node }: YamlEntry,
  { annotations = {}, variables }: Dashboard,
  context: DashboardContext,
): Promise<DashboardStatement[]> {
  const annotation = annotations[key]
  if (!annotation) return []
  const { tell, tables, monitors } = context
  const owner = `annotation "${key}" of ${context.owner}`
  const { monitors: wanted, in: dataset, text, sql } = annotation
  if ([wanted, dataset, sql].filter((one) => one !== undefined).length !== 1) {
    const message = `cannot use ${owner}: expecting one of monitors, in or sql`
    tell(new UserError('invalid', message, { at, hint: 'Write it like monitors: all.' }))
  }
  if (dataset !== undefined && !tables.includes(dataset)) {
    const message = `cannot use dataset "${dataset}" in ${owner}: there is no such dataset`
    const hint = didYouMean(dataset, tables) ?? `Choose ${inWords(tables)}.`
    tell(new UserError('invalid', message, { at: childOf(node, 'in')?.at ?? at, hint }))
  }
  if (dataset !== undefined && text === undefined) {
    const message = `cannot use ${owner}: key "text" is missing`
    const hint = 'Name the field that says what happened, like text: message.'
    tell(new UserError('invalid', message, { at: { ...at, option: `annotations.${key}.text` }, hint }))
  }
  for (const name of Array.isArray(wanted) ? (wanted as string[]) : []) {
    if (monitors.includes(name)) continue
    const message = `cannot use monitor "${name}" in ${owner}: there is no such monitor`
    const hint = didYouMean(name, monitors) ?? 'Declare it under monitors of the project.'
    tell(new UserError('invalid', message, { at: childOf(node, 'monitors')?.at ?? at, hint }))
  }
  checkKql(scalarIn(node, 'kql'), owner, tell)
  return statementsOf(scalarIn(node, 'sql'), `annotations.${key}`, owner, Object.keys(variables), context)
}
