/** What is asked of a dashboard by its name in it: a panel, the values of a variable, or what an annotation marks. */
import { UserError } from '../../lib/errors.ts'
import type { Annotation, Dashboard, PanelAnswer, PanelQuery } from '../../model/dashboard.ts'
import type { ProjectDashboard } from '../../project/dashboards/dashboard.ts'
import type { ProjectMonitor } from '../../project/project.ts'
import type { Caller } from '../access.ts'
import type { Monitors } from '../monitors/monitors.ts'
import { mayKnowAlerts } from './access.ts'
import { alertSpans } from './alert-spans.ts'
import { alertStates } from './alert-states.ts'
import type { AskedPanel } from './queries.ts'

interface Asker {
  readonly caller: Caller
  readonly monitors: Pick<Monitors, 'history' | 'list'>
  /** Those of the project. */
  readonly all: readonly ProjectMonitor[]
}

/** Throws `not_found` for what asks nothing. */
export function askedPanel(id: string, one: ProjectDashboard, { caller, monitors, all }: Asker): AskedPanel {
  if (isFixed(id, caller)) throw unknownPart(id, one)
  const known = all.filter((monitor) => mayKnowAlerts(caller, one, monitor))
  if (isAlerts(one.dashboard, id)) return { id, query: {}, known: () => alertStates(monitors, known) }
  const wanted = watchedBy(one, id)
  if (!wanted) return savedPanel(one, id)
  const watched = known.filter(({ name }) => wanted === 'all' || wanted.includes(name))
  return { id, query: {}, known: (range) => alertSpans(monitors, watched, range) }
}

/** How the monitors stand, for somebody who writes a dashboard. */
export function knownAlerts({ caller, monitors, all }: Asker): PanelAnswer {
  const none = { name: '', inputs: [] }
  return alertStates(
    monitors,
    all.filter((monitor) => mayKnowAlerts(caller, none, monitor)),
  )
}

/** What else could be chosen is not for those for whom it is chosen. */
function isFixed(id: string, { link }: Caller): boolean {
  const [kind, key = ''] = id.split('.')
  return kind === 'variables' && link !== undefined && Object.hasOwn(link.variables, key)
}

function isAlerts({ panels }: Dashboard, id: string): boolean {
  const [kind, key = ''] = id.split('.')
  return kind === 'panels' && Object.hasOwn(panels, key) && panels[key]!.type === 'alerts'
}

/** The monitors whose alerts an annotation shows, if it is one of those. */
function watchedBy({ dashboard: { annotations = {} } }: ProjectDashboard, id: string): Annotation['monitors'] {
  const [kind, key = ''] = id.split('.')
  return kind === 'annotations' && Object.hasOwn(annotations, key) ? annotations[key]!.monitors : undefined
}

/** So many records of an annotation are marked. */
const mostMarks = 200

function queryOf({ panels, annotations = {} }: Dashboard, id: string): PanelQuery | undefined {
  const [kind, key = ''] = id.split('.')
  if (kind === 'panels' && Object.hasOwn(panels, key)) return panels[key]!.query
  return kind === 'annotations' && Object.hasOwn(annotations, key) ? markQuery(annotations[key]!) : undefined
}

function markQuery({ in: dataset, kql, text }: Annotation): PanelQuery | undefined {
  if (dataset === undefined) return undefined
  return { in: dataset, ...(kql === undefined ? {} : { kql }), ...(text ? { fields: [text] } : {}), limit: mostMarks }
}

/** What an annotation that is being written marks: it need not be in any dashboard yet. */
export function writtenAnnotation(
  id: string,
  annotation: Annotation,
  sql: string | undefined,
  { caller, monitors, all }: Asker,
): AskedPanel {
  const { monitors: wanted } = annotation
  if (wanted === undefined) return { id, query: markQuery(annotation) ?? {}, sql }
  const none = { name: '', inputs: [] }
  const known = all.filter((monitor) => mayKnowAlerts(caller, none, monitor))
  const watched = known.filter(({ name }) => wanted === 'all' || wanted.includes(name))
  return { id, query: {}, known: (range) => alertSpans(monitors, watched, range) }
}

function savedPanel(one: ProjectDashboard, id: string): AskedPanel {
  const { dashboard, statements } = one
  const sql = Object.hasOwn(statements, id) ? statements[id] : undefined
  const query = queryOf(dashboard, id)
  if (query || sql !== undefined) return { id, query: query ?? {}, sql }
  throw unknownPart(id, one)
}

function unknownPart(id: string, { name }: ProjectDashboard): UserError {
  return new UserError('not_found', `cannot find "${id}" in dashboard "${name}"`, {
    hint: 'Name panels and variables that ask something, like panels.requests.',
  })
}
