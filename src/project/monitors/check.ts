/** `monitors:` of the project file. */
import { parseDuration } from '../../lib/duration.ts'
import { UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import type { YamlEntry, YamlMap, YamlNode } from '../../lib/yaml-position.ts'
import { maybeMeasure } from '../../model/measure.ts'
import { inWords } from '../expectation.ts'
import { mapOf, type Tell } from '../part.ts'
import type { MaintenanceWindow, MonitorCondition, ProjectMonitor } from '../project.ts'
import { maybeEntry, parseOptions } from '../value.ts'
import { monitorOptions } from './declaration.ts'

/** The names that a monitor may use, as the rest of the file has them. */
export interface MonitorNames {
  readonly datasets: readonly string[]
  readonly views: readonly string[]
  readonly channels: readonly string[]
  readonly monitors: readonly string[]
}

const keys = Object.keys(monitorOptions.properties)
const ways = ['on', 'sql', 'kql'] as const
type Way = (typeof ways)[number]

/** The keys that have a meaning with one way of asking only. */
const keysOf: Record<Way, readonly string[]> = {
  on: ['on', 'wait'],
  sql: ['sql', 'over', 'every', 'for', 'no_data'],
  kql: ['kql', 'in', 'measure', 'over', 'every', 'for', 'no_data'],
}

export function checkMonitor(entry: YamlEntry, names: MonitorNames, tell: Tell): ProjectMonitor | undefined {
  const owner = `monitor "${entry.key}"`
  const map = mapOf(entry, owner, tell)
  const options = parseOptions(monitorOptions, map, entry.at, { owner, tell })
  const way = wayOf(map, entry, tell)
  const dataset = way === 'sql' ? undefined : checkDatasetName(map, way, owner, names, entry, tell)
  checkNames(map, 'notify', 'channel', names.channels, owner, tell)
  checkNames(map, 'inhibited_by', 'monitor', names.monitors, owner, tell)
  checkZones(map, owner, tell)
  checkMeasure(map, owner, tell)
  if (!options || !way) return undefined
  const again = options.again ?? (way === 'on' ? '1h' : 'never')
  // The schema has said what all of these are.
  return {
    name: entry.key,
    condition: conditionOf(way, dataset, options),
    inputs: dataset === undefined ? [] : [dataset],
    by: options.by as string[],
    severity: options.severity as ProjectMonitor['severity'],
    notify: [...new Set(options.notify as string[])],
    inhibited_by: options.inhibited_by as string[],
    maintenance: options.maintenance as MaintenanceWindow[],
    ...(again !== 'never' && { again_ms: parseDuration(again as string) }),
    ...(typeof options.title === 'string' && { title: options.title }),
    ...(typeof options.text === 'string' && { text: options.text }),
    at: entry.at,
  }
}

function conditionOf(
  way: Way,
  dataset: string | undefined,
  options: Readonly<Record<string, unknown>>,
): MonitorCondition {
  const text = (key: string) => (typeof options[key] === 'string' ? options[key] : undefined)
  const time = (key: string, standard: string) => parseDuration(text(key) ?? standard)
  const when = options.when as string
  if (way === 'on') return { kind: 'record', on: dataset ?? '', when, wait_ms: time('wait', '2s') }
  const measure = maybeMeasure(text('measure') ?? '')
  const hasGroups = (options.by as string[]).length > 0
  const no_data = (text('no_data') ?? (hasGroups ? 'ok' : 'no_data')) as 'no_data' | 'ok' | 'firing' | 'keep'
  return {
    kind: 'query',
    query:
      way === 'sql' ? { sql: text('sql')! } : { kql: text('kql')!, in: dataset ?? '', ...(measure && { measure }) },
    when,
    every_ms: time('every', '1m'),
    over_ms: time('over', '5m'),
    for_ms: time('for', '0s'),
    no_data,
  }
}

/** One way of asking, and no key that belongs to another. */
function wayOf(map: YamlMap, entry: YamlEntry, tell: Tell): Way | undefined {
  const given = ways.filter((way) => maybeEntry(map, way, keys))
  const [way, other] = given
  if (!way) {
    const message = `cannot use monitor "${entry.key}": expecting one of the keys ${inWords(ways)}`
    const hint = 'Name a dataset whose records it looks at, like on: readings; or a query, like kql: level:error.'
    tell(new UserError('invalid', message, { at: entry.at, hint }))
    return undefined
  }
  if (other) {
    const { at } = maybeEntry(map, other, keys)!
    const message = `cannot use key "${other}" of monitor "${entry.key}": it has "${way}" already`
    tell(new UserError('invalid', message, { at, hint: 'Keep one of them, or make two monitors.' }))
    return undefined
  }
  const foreign = new Set(Object.values(keysOf).flat())
  for (const { key, at } of map.entries) {
    if (!foreign.has(key) || keysOf[way].includes(key)) continue
    const message = `cannot use key "${key}" of monitor "${entry.key}": it has no meaning with "${way}"`
    tell(new UserError('invalid', message, { at, hint: `Remove it; with "${way}" go ${inWords(keysOf[way])}.` }))
  }
  return way
}

/** The dataset of `on`, or of `in`. */
function checkDatasetName(
  map: YamlMap,
  way: Way | undefined,
  owner: string,
  { datasets, views }: MonitorNames,
  entry: YamlEntry,
  tell: Tell,
): string | undefined {
  const key = way === 'kql' ? 'in' : 'on'
  const node = maybeEntry(map, key, keys)?.node
  if (!node && way === 'kql') {
    const message = `cannot use ${owner}: key "in" is missing`
    tell(new UserError('invalid', message, { at: entry.at, hint: `Add it, like in: ${datasets[0]}.` }))
  }
  if (node?.kind !== 'scalar' || typeof node.value !== 'string') return undefined
  // Rows of a view are exchanged as a whole: none of them comes. Rejected records are a dataset, once there are any.
  const known = way === 'kql' ? [...datasets, ...views] : datasets
  if (known.includes(node.value.replace(/_rejected$/, ''))) return node.value
  tellUnknown('dataset', node.written, node, known, owner, tell)
  return undefined
}

/** Its column is called `value`, so that it has no name of its own. */
function checkMeasure(map: YamlMap, owner: string, tell: Tell): void {
  const node = maybeEntry(map, 'measure', keys)?.node
  if (node?.kind !== 'scalar' || typeof node.value !== 'string') return
  if (maybeMeasure(node.value)?.title === node.value.trim()) return
  const message = `cannot read measure "${node.written}" of ${owner}: expecting count, rate, or a function of a field`
  tell(new UserError('invalid', message, { at: node.at, hint: 'Write it like avg(duration_ms).' }))
}

function checkNames(
  map: YamlMap,
  key: 'notify' | 'inhibited_by',
  kind: string,
  known: readonly string[],
  owner: string,
  tell: Tell,
): void {
  const node = maybeEntry(map, key, keys)?.node
  if (node?.kind !== 'list') return
  for (const item of node.items) {
    if (item.kind === 'scalar' && typeof item.value === 'string' && !known.includes(item.value))
      tellUnknown(kind, item.written, item, known, owner, tell)
  }
}

function tellUnknown(
  kind: string,
  name: string,
  { at }: YamlNode,
  known: readonly string[],
  owner: string,
  tell: Tell,
): void {
  const otherwise = known.length > 0 ? `Choose ${inWords(known)}.` : `Add ${name} under "${kind}s".`
  const hint = didYouMean(name, known) ?? otherwise
  tell(new UserError('invalid', `cannot use ${kind} "${name}" in ${owner}: there is no such ${kind}`, { at, hint }))
}

/** Time zones are the platform's to know. */
function checkZones(map: YamlMap, owner: string, tell: Tell): void {
  const list = maybeEntry(map, 'maintenance', keys)?.node
  for (const item of list?.kind === 'list' ? list.items : []) {
    const zone = item.kind === 'map' ? item.entries.find(({ key }) => key === 'zone')?.node : undefined
    if (zone?.kind !== 'scalar' || typeof zone.value !== 'string' || isZone(zone.value)) continue
    const message = `cannot read zone "${zone.written}" of ${owner}: there is no such time zone`
    const hint = didYouMean(zone.value, Intl.supportedValuesOf('timeZone')) ?? 'Write it like Europe/Madrid.'
    tell(new UserError('invalid', message, { at: zone.at, hint }))
  }
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
