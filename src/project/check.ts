import { basename } from 'node:path'
import { type Place, UserError } from '../lib/errors.ts'
import { maybeMeant } from '../lib/similar.ts'
import type { YamlEntry, YamlMap } from '../lib/yaml-position.ts'
import { checkBrand } from './brand/check.ts'
import { type ChannelKinds, checkChannel } from './channels/check.ts'
import { checkDashboards } from './dashboards/check.ts'
import { checkDataset, ownDataset } from './datasets/check.ts'
import { withColumns } from './datasets/declared-columns.ts'
import { checkRuleExpressions } from './datasets/rule-expressions.ts'
import { checkEndpoints } from './endpoints/check.ts'
import type { ProjectFiles } from './files.ts'
import { checkFunctions } from './functions/check.ts'
import { checkLookups } from './functions/needs.ts'
import { checkRequestPaths } from './functions/trigger.ts'
import { checkLogin, grantableRoles } from './login/check.ts'
import { checkMap } from './maps/check.ts'
import { checkMonitors } from './monitors/questions.ts'
import { nameMistake, type PartKind } from './name.ts'
import { isEmpty, type Tell } from './part.ts'
import { checkRole, checkTenant } from './people/check.ts'
import {
  ownLog,
  type Project,
  type ProjectDataset,
  type ProjectFunction,
  type ProjectSource,
  type ProjectStream,
} from './project.ts'
import { checkReport } from './reports/check.ts'
import { laterSections, projectName, sections } from './sections.ts'
import { checkSource, type SourceKinds } from './sources/check.ts'
import { checkStream, ownStream } from './streams/check.ts'
import { missingKey, parseValue, unknownKey } from './value.ts'
import { checkViews } from './views/check.ts'

/** What the project file says, by itself. */
export type ProjectText = Omit<Project, 'folder' | 'redact'>

/** The kinds that a project may use. */
export interface Kinds {
  readonly sources: SourceKinds
  readonly channels: ChannelKinds
}

/** Reads a whole project file's tree; every mistake is told, and what is returned counts only if none was. */
export async function checkProject(
  root: YamlMap,
  folder: string,
  kinds: Kinds,
  files: ProjectFiles,
  tell: Tell,
): Promise<ProjectText> {
  const found: Partial<Record<string, YamlEntry[]>> = {}
  for (const entry of root.entries) {
    const section = sections.find((name) => name === entry.key)
    const meant = section ?? maybeMeant(entry.key, [...sections, ...laterSections])
    if (!section) tell(unknownSection(entry, meant))
    if (meant) found[meant] = [...(found[meant] ?? []), entry]
  }
  const name = checkName(found.name?.[0], root.at, basename(folder), tell)

  const named = (section: string, kind: PartKind) => namedEntries(found[section], kind, tell)

  const { sources, streams, everyStreamIsKnown } = await checkStreams(
    named('streams', 'stream'),
    found.sources,
    kinds,
    tell,
  )
  const context = { folder, files, complete: everyStreamIsKnown, tell }
  const { functions: checked, complete } = await checkFunctions(named('functions', 'function'), streams, context)
  if (!streams.has(ownLog)) streams.set(ownLog, ownStream)
  const known = { names: [...streams.keys()], complete }
  const datasets = await partsOf(named('datasets', 'dataset'), (entry) => checkDataset(entry, known, tell))
  if (!datasets.has(ownLog)) datasets.set(ownLog, ownDataset)
  const functions = withColumns(checked, datasets)
  addErrorDatasets(functions.values(), datasets)
  await checkRuleExpressions(datasets.values(), tell)

  const viewEntries = named('views', 'view')
  const stored = [...datasets.keys()].flatMap((dataset) => [dataset, `${dataset}_rejected`])
  const tables = [...stored, ...viewEntries.map(({ key }) => key)]
  const endpointEntries = entriesOf(found.endpoints, tell)
  const [views, endpoints] = await Promise.all([
    checkViews(viewEntries, stored, files, tell),
    checkEndpoints(endpointEntries, tables, files, tell),
  ])
  checkRequestPaths(functions.values(), endpoints.values(), tell)
  checkLookups(functions.values(), tables, tell)

  const channelEntries = named('channels', 'channel')
  const channels = await partsOf(channelEntries, (entry) => checkChannel(entry, kinds.channels, tell))
  const monitorEntries = named('monitors', 'monitor')
  const names = {
    datasets: [...datasets.keys()],
    views: viewEntries.map(({ key }) => key),
    channels: channelEntries.map(({ key }) => key),
    monitors: monitorEntries.map(({ key }) => key),
  }
  const monitors = await checkMonitors(monitorEntries, names, tables, files, tell)
  const mapEntries = named('maps', 'map')
  const maps = await partsOf(mapEntries, (entry) => checkMap(entry, files, tell))
  const { dashboards, folder: dashboardFolder } = await checkDashboards(
    found.dashboards?.[0],
    { tables, monitors: names.monitors, maps: mapEntries.map(({ key }) => key), files },
    tell,
  )

  const usable = [...streams.keys(), ...tables, ...endpointEntries.map(({ key }) => key)]
  const roles = await partsOf(named('roles', 'role'), (entry) => checkRole(entry, usable, tell))
  const tenants = await partsOf(named('tenants', 'tenant'), (entry) => checkTenant(entry, files, tell))
  const reportable = { dashboards, channels, channelNames: names.channels, tenants: [...tenants.keys()] }
  const reports = await partsOf(named('reports', 'report'), (entry) => checkReport(entry, reportable, tell))
  const [branded] = found.brand ?? []
  const brand = branded && (await checkBrand(branded, 'the project', files, tell))
  const grantable = { roles: grantableRoles(roles), tenants: [...tenants.keys()] }
  const login = await partsOf(named('login', 'login'), (entry) => checkLogin(entry, grantable, tell))
  return {
    name,
    sources,
    streams,
    functions,
    datasets,
    views,
    endpoints,
    channels,
    monitors,
    dashboards,
    dashboardFolder,
    reports,
    maps,
    roles,
    tenants,
    ...(brand ? { brand } : {}),
    login,
  }
}

/** A stream that a source names by `to` needs no entry of its own. */
async function checkStreams(
  entries: readonly YamlEntry[],
  sourceEntries: readonly YamlEntry[] | undefined,
  kinds: Kinds,
  tell: Tell,
) {
  const sources = new Map<string, ProjectSource>()
  const streams = new Map<string, ProjectStream>()
  let everyStreamIsKnown = true
  for (const entry of entries) streams.set(entry.key, { ...checkStream(entry, tell), at: entry.at })
  for (const entry of namedEntries(sourceEntries, 'source', tell)) {
    const { source, to } = await checkSource(entry, kinds.sources, tell)
    if (source) sources.set(entry.key, source)
    if (to === undefined) everyStreamIsKnown = false
    else if (!streams.has(to.name)) streams.set(to.name, { name: to.name, partitions: 1, at: to.at })
  }
  return { sources, streams, everyStreamIsKnown }
}

/** What a function rejects can be looked at, corrected and replayed, even where nobody thought of it. */
function addErrorDatasets(functions: Iterable<ProjectFunction>, datasets: Map<string, ProjectDataset>): void {
  for (const { errors } of functions) {
    const isStored = datasets.has(errors) || [...datasets.values()].some(({ from }) => from === errors)
    if (!isStored) datasets.set(errors, { name: errors, from: errors })
  }
}

/** The parts that are as they should be, by name. */
async function partsOf<Part>(
  entries: readonly YamlEntry[],
  check: (entry: YamlEntry) => Part | undefined | Promise<Part | undefined>,
): Promise<Map<string, Part>> {
  const parts = new Map<string, Part>()
  for (const entry of entries) {
    const part = await check(entry)
    if (part) parts.set(entry.key, part)
  }
  return parts
}

function unknownSection(entry: YamlEntry, meant: string | undefined): UserError {
  if (laterSections.some((name) => name === meant)) {
    const message = `cannot use section "${entry.key}": it is not supported by this version of Caudal`
    return new UserError('unsupported', message, {
      at: entry.at,
      hint: 'Remove the section, or start a version that has it.',
    })
  }
  return unknownKey(entry.key, entry.at, sections, 'the project')
}

function checkName(entry: YamlEntry | undefined, at: Place, folderName: string, tell: Tell): string {
  const example = {
    name:
      folderName
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^[-0-9]+|-+$/g, '') || 'water',
  }
  const context = { owner: 'the project', example, tell }
  if (!entry) tell(missingKey('name', projectName, at, context))
  const name = entry && parseValue(projectName, 'name', entry.node, context)
  return typeof name === 'string' ? name : folderName
}

/** The entries of a section; one that is empty, or commented out to its last line, has none. */
function entriesOf(parts: readonly YamlEntry[] | undefined, tell: Tell): YamlEntry[] {
  return (parts ?? []).flatMap(({ key, node }) => {
    if (node.kind === 'map') return node.entries
    if (isEmpty(node)) return []
    const message = `cannot read ${key}: expecting a map of names`
    tell(new UserError('invalid', message, { at: node.at, hint: `Write it like ${key}: { events: {} }.` }))
    return []
  })
}

function namedEntries(parts: readonly YamlEntry[] | undefined, kind: PartKind, tell: Tell): YamlEntry[] {
  const entries = entriesOf(parts, tell)
  for (const entry of entries) checkPartName(entry, kind, tell)
  return entries
}

function checkPartName(entry: YamlEntry, kind: PartKind, tell: Tell): void {
  if ((kind === 'stream' || kind === 'dataset') && entry.key === ownLog) return
  const [why, hint] = nameMistake(entry.key, kind) ?? []
  if (why) tell(new UserError('invalid', `cannot name ${kind} "${entry.key}": ${why}`, { at: entry.at, hint }))
}
