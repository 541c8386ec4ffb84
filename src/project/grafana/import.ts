/**
 * Dashboards of Grafana as ours: JSON in, YAML out, and what did not come along, told by panel. What cannot be asked here (PromQL,
 * plugins) keeps its place with its query as a text, so that nothing is lost unseen. Pure.
 */
import { stringify } from 'yaml'
import { messageOf, UserError } from '../../lib/errors.ts'
import type { Dashboard, Panel, Variable } from '../../model/dashboard.ts'
import type { ImportRemark } from '../../model/dashboard-import.ts'
import { type Json, listOf, mapOf, maybeText } from './json.ts'
import { importPanel } from './panel.ts'
import { importVariable } from './variable.ts'

export interface ImportedDashboard {
  /** The name of its file. */
  readonly name: string
  readonly dashboard: Dashboard
  readonly yaml: string
  readonly remarks: readonly ImportRemark[]
}

/** More than anybody looks at; reading and writing it would hold up everything else. */
const mostPanels = 500
/** Real ones have a dozen maps within each other. */
const deepest = 60

/** `dataset` is what panels search that do not name a table themselves. */
export function importGrafana(text: string, dataset?: string): ImportedDashboard {
  const source = dashboardIn(text)
  const remarks: ImportRemark[] = []
  const title = maybeText(source.title) ?? 'Imported'
  const variables: Record<string, Variable> = {}
  for (const each of listOf(mapOf(source.templating).list)) {
    const name = uniqueName(maybeText(each.name) ?? 'variable', variables, '_')
    const variable = importVariable(each, (why) => remarks.push({ what: `variable ${name}`, why }))
    if (variable) variables[name] = variable
  }
  const panels: Record<string, Panel> = {}
  const found = panelsIn(source)
  if (found.length > mostPanels) throw tooLarge(`expecting at most ${mostPanels} panels; got ${found.length}`)
  for (const each of found) {
    const name = uniqueName(maybeText(each.title) ?? maybeText(each.type) ?? 'panel', panels, '-')
    const tell = (why: string) => remarks.push({ what: `panel ${name}`, why })
    panels[name] = importPanel(each, { dataset, variables: Object.keys(variables), tell })
  }
  if (listOf(mapOf(source.annotations).list).some(({ builtIn }) => builtIn !== 1)) {
    remarks.push({ what: 'annotations', why: 'there are none here yet' })
  }
  const { from, to } = mapOf(source.time)
  const refresh = maybeText(source.refresh)
  const description = maybeText(source.description)
  const dashboard: Dashboard = {
    title,
    ...(description === undefined ? {} : { description }),
    time: { from: maybeText(from) ?? 'now-6h', to: maybeText(to) ?? 'now' },
    ...(refresh && /^\d+(s|m|h|d)$/.test(refresh) ? { refresh } : {}),
    variables,
    panels,
  }
  const yaml = `# Imported from Grafana.\n${stringify(dashboard, { lineWidth: 0, flowCollectionPadding: true })}`
  return { name: uniqueName(title, {}, '-'), dashboard, yaml, remarks }
}

/** As it is exported, or as Grafana's API tells it. */
function dashboardIn(text: string): Json {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new UserError('invalid', `cannot read dashboard: expecting JSON: ${messageOf(cause)}`, {
      hint: 'In Grafana choose Share, Export, Save to file.',
      cause,
    })
  }
  if (isDeeper(value, deepest)) throw tooLarge(`expecting at most ${deepest} maps and lists within each other`)
  const inner = mapOf(mapOf(value).dashboard)
  const source = Object.keys(inner).length > 0 ? inner : mapOf(value)
  if (Array.isArray(source.panels) || Array.isArray(source.rows)) return source
  throw new UserError('invalid', 'cannot read dashboard: expecting a dashboard of Grafana with "panels"', {
    hint: 'In Grafana choose Share, Export, Save to file.',
  })
}

function tooLarge(why: string): UserError {
  return new UserError('too_large', `cannot import the dashboard: ${why}`, { hint: 'Divide it in Grafana first.' })
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((each) => isDeeper(each, levels - 1))
}

/** All panels, those of collapsed rows and of the rows of old versions included. */
function panelsIn(source: Json): Json[] {
  const old = listOf(source.rows).flatMap(({ panels }, row) =>
    // A row of before version 5 has no places: its panels share its 12 columns.
    listOf(panels).map((panel, i, all) => {
      const w = Math.max(4, Math.floor(24 / all.length))
      return { ...panel, gridPos: { x: (i * w) % 24, y: row * 9, w, h: 8 } }
    }),
  )
  const flat = listOf(source.panels).flatMap((panel) => (panel.type === 'row' ? listOf(panel.panels) : [panel]))
  return [...flat, ...old]
}

/** A name for files, panels and variables: lower-case letters, digits and a joint. */
function uniqueName(text: string, taken: Readonly<Record<string, unknown>>, joint: '-' | '_'): string {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, joint)
  const trimmed = plain
    .replace(/^[^a-z]+/, '')
    .slice(0, 50)
    .replace(/[-_]+$/, '')
  const base = trimmed === '' ? 'panel' : trimmed
  let name = base
  for (let i = 2; Object.hasOwn(taken, name); i++) name = `${base}${joint}${i}`
  return name
}
