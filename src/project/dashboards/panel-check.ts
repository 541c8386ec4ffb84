/** What panels and variables ask: their KQL, SQL and measures, told at their place. */
import { UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import type { YamlEntry, YamlNode, YamlScalar } from '../../lib/yaml-position.ts'
import { type Dashboard, gridColumns, type PanelType } from '../../model/dashboard.ts'
import { maybeMeasure } from '../../model/measure.ts'
import { parseKql } from '../../query/kql/parse.ts'
import { parametersOf } from '../../query/sql-parameters.ts'
import { inWords } from '../expectation.ts'
import type { ProjectFiles } from '../files.ts'
import type { Tell } from '../part.ts'
import type { Statement } from '../sql-check.ts'
import { originOf, placeOfError, readSql } from '../sql-text.ts'
import { parseOptions } from '../value.ts'
import { kindOptions } from './kind-options.ts'
import { childOf, scalarIn } from './yaml-child.ts'

/** SQL of a panel (`panels.<name>`) or of a variable (`variables.<name>`). */
export interface DashboardStatement extends Statement {
  readonly dashboard: string
  readonly key: string
}

/** What the check of a dashboard's parts knows. */
export interface DashboardContext {
  /** How the dashboard is called in sentences. */
  readonly owner: string
  readonly name: string
  readonly files: ProjectFiles
  /** Datasets, those of rejected records, and views. */
  readonly tables: readonly string[]
  readonly monitors: readonly string[]
  /** With tiles. */
  readonly maps: readonly string[]
  readonly tell: Tell
}

/** The parameters that every query has. */
const ownParameters = ['from', 'until', 'interval_ms'] as const

export async function checkVariable(
  { key, at, node }: YamlEntry,
  { variables }: Dashboard,
  context: DashboardContext,
): Promise<DashboardStatement[]> {
  const variable = variables[key]
  if (!variable) return []
  const owner = `variable "${key}" of ${context.owner}`
  const refuse = (why: string, hint: string, missing?: string) => {
    const place = missing === undefined ? at : { ...at, option: `variables.${key}.${missing}` }
    context.tell(new UserError('invalid', `cannot use ${owner}: ${why}`, { at: place, hint }))
  }
  if (!/^[a-z][a-z0-9_]{0,63}$/.test(key) || ownParameters.some((name) => name === key)) {
    refuse('expecting a name of lower-case letters, digits and _ that is not taken', 'Choose a name such as service.')
  }
  if (variable.type === 'query' && variable.sql === undefined) {
    refuse('key "sql" is missing', 'Add it, like sql: select distinct service from shop order by 1.', 'sql')
  }
  if ((variable.type === 'list' || variable.type === 'interval') && !variable.values) {
    refuse('key "values" is missing', 'Add it, like values: [1m, 5m, 1h].', 'values')
  }
  const before = Object.keys(variables).slice(0, Object.keys(variables).indexOf(key))
  return statementsOf(scalarIn(node, 'sql'), `variables.${key}`, owner, before, context)
}

export async function checkPanel(
  { key, at, node }: YamlEntry,
  { variables, panels }: Dashboard,
  context: DashboardContext,
): Promise<DashboardStatement[]> {
  const panel = panels[key]
  if (!panel) return []
  const { tell, tables } = context
  const owner = `panel "${key}" of ${context.owner}`
  if (panel.at.x + panel.at.w > gridColumns) {
    const message = `cannot place ${owner}: the grid has ${gridColumns} columns, and x + w is more`
    tell(new UserError('invalid', message, { at: childOf(node, 'at')?.at ?? at, hint: 'Make it narrower.' }))
  }
  checkKindOptions(childOf(node, 'options'), panel.type, owner, tell)
  if (panel.type === 'map') checkTiles(childOf(node, 'options'), owner, context)
  const query = childOf(node, 'query')
  if (!query || !panel.query) return []
  const names = Object.keys(variables)
  const { sql, in: dataset, where = {}, measure = [], every } = panel.query
  const placeOf = (name: string) => childOf(query, name)?.at ?? query.at
  if ((sql === undefined) === (dataset === undefined)) {
    const message = `cannot use query of ${owner}: expecting either sql or in`
    tell(new UserError('invalid', message, { at: query.at, hint: 'Write in: with a dataset, or sql: with a SELECT.' }))
  }
  if (dataset !== undefined && !tables.includes(dataset)) {
    const message = `cannot use dataset "${dataset}" in ${owner}: there is no such dataset`
    const hint = didYouMean(dataset, tables) ?? `Choose ${inWords(tables)}.`
    tell(new UserError('invalid', message, { at: placeOf('in'), hint }))
  }
  const wanted = [...Object.values(where), ...(every?.startsWith('$') ? [every.slice(1)] : [])]
  for (const name of wanted.filter((each) => !names.includes(each))) {
    const hint = didYouMean(name, names) ?? 'Declare it under variables.'
    const message = `cannot use variable "${name}" in ${owner}: the dashboard has none of this name`
    tell(new UserError('invalid', message, { at: placeOf(wanted[0] === name ? 'where' : 'every'), hint }))
  }
  for (const text of [measure].flat().filter((each) => !maybeMeasure(each))) {
    const message = `cannot read measure "${text}" of ${owner}: expecting count, rate, or a function of a field`
    tell(new UserError('invalid', message, { at: placeOf('measure'), hint: 'Write it like avg(duration_ms).' }))
  }
  checkKql(scalarIn(query, 'kql'), owner, tell)
  return statementsOf(scalarIn(query, 'sql'), `panels.${key}`, owner, names, context)
}

function checkKindOptions(node: YamlNode | undefined, type: PanelType, owner: string, tell: Tell): void {
  if (node?.kind !== 'map') return
  const own = kindOptions(type)
  if (Object.keys(own.properties).length > 0) {
    parseOptions(own, node, node.at, { owner, path: 'options.', tell })
  } else if (node.entries[0]) {
    const message = `cannot use options of ${owner}: a panel of type ${type} has none`
    tell(new UserError('invalid', message, { at: node.entries[0].at, hint: 'Remove them, or choose another type.' }))
  }
}

function checkTiles(node: YamlNode | undefined, owner: string, { maps, tell }: DashboardContext): void {
  const tiles = node && scalarIn(node, 'tiles')
  if (!tiles) return
  const name = String(tiles.value)
  const refuse = (why: string, hint: string) =>
    tell(new UserError('invalid', `cannot use tiles "${name}" in ${owner}: ${why}`, { at: tiles.at, hint }))
  if (!maps.includes(name)) {
    const list = maps.length > 0 ? `Choose ${inWords(maps)}.` : 'Declare it under "maps" in caudal.yaml.'
    refuse('the project has no map of this name', didYouMean(name, maps) ?? list)
  }
  if (scalarIn(node, 'form')?.value === 'areas') {
    refuse('countries in colours are drawn on outlines', 'Remove it, or choose another form.')
  }
}

export async function statementsOf(
  node: YamlScalar | undefined,
  key: string,
  owner: string,
  variables: readonly string[],
  { name, files, tell }: DashboardContext,
): Promise<DashboardStatement[]> {
  const text = node && (await readSql(node, owner, files, tell))
  if (!text) return []
  const known = [...ownParameters, ...variables]
  for (const parameter of parametersOf(text.sql).filter((each) => !known.includes(each))) {
    const message = `cannot use SQL of ${owner}: there is no variable "$${parameter}"`
    const hint = didYouMean(parameter, known) ?? `Use ${inWords(known.map((each) => `$${each}`))}.`
    tell(new UserError('invalid', message, { at: node.at, hint }))
  }
  return [{ name: `SQL of ${owner}`, text, dashboard: name, key }]
}

export function checkKql(node: YamlScalar | undefined, owner: string, tell: Tell): void {
  if (!node) return
  const sql = String(node.value)
  try {
    parseKql(sql)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const at = placeOfError({ sql, origin: originOf(node, sql) }, error)
    tell(new UserError(error.code, `cannot use kql of ${owner}: ${error.message}`, { at, hint: error.hint }))
  }
}
