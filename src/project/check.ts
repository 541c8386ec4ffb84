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
import { checkMonitors } from './monitors/questions.ts'
import { nameMistake, type PartKind } from './name.ts'
import { isEmpty, type Tell } from './part.ts'
import { checkRole, checkTenant } from './people/check.ts'
import {
  ownLog,
  type Project,
  type ProjectChannel,
  type ProjectDataset,
  type ProjectLogin,
  type ProjectReport,
  type ProjectRole,
  type ProjectSource,
  type ProjectStream,
  type ProjectTenant,
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

  const sources = new Map<string, ProjectSource>()
  const streams = new Map<string, ProjectStream>()
  let everyStreamIsKnown = true
  for (const entry of entriesOf(found.streams, tell)) {
    checkPartName(entry, 'stream', tell)
    streams.set(entry.key, { ...checkStream(entry, tell), at: entry.at })
  }
  for (const entry of entriesOf(found.sources, tell)) {
    checkPartName(entry, 'source', tell)
    const { source, to } = await checkSource(entry, kinds.sources, tell)
    if (source) sources.set(entry.key, source)
    if (to === undefined) everyStreamIsKnown = false
    else if (!streams.has(to.name)) streams.set(to.name, { name: to.name, partitions: 1, at: to.at })
  }

  const functionEntries = entriesOf(found.functions, tell)
  for (const entry of functionEntries) checkPartName(entry, 'function', tell)
  const context = { folder, files, complete: everyStreamIsKnown, tell }
  const { functions: checked, complete } = await checkFunctions(functionEntries, streams, context)

  const datasets = new Map<string, ProjectDataset>()
  if (!streams.has(ownLog)) streams.set(ownLog, ownStream)
  const known = { names: [...streams.keys()], complete }
  for (const entry of entriesOf(found.datasets, tell)) {
    checkPartName(entry, 'dataset', tell)
    datasets.set(entry.key, checkDataset(entry, known, tell))
  }
  if (!datasets.has(ownLog)) datasets.set(ownLog, ownDataset)
  const functions = withColumns(checked, datasets)
  // What a function rejects can be looked at, corrected and replayed, even where nobody thought of it.
  for (const { errors } of functions.values()) {
    const isStored = datasets.has(errors) || [...datasets.values()].some(({ from }) => from === errors)
    if (!isStored) datasets.set(errors, { name: errors, from: errors })
  }
  await checkRuleExpressions(datasets.values(), tell)
  const viewEntries = entriesOf(found.views, tell)
  for (const entry of viewEntries) checkPartName(entry, 'view', tell)
  const tables = [...datasets.keys()].flatMap((dataset) => [dataset, `${dataset}_rejected`])
  const endpointEntries = entriesOf(found.endpoints, tell)
  const [views, endpoints] = await Promise.all([
    checkViews(viewEntries, tables, files, tell),
    checkEndpoints(endpointEntries, [...tables, ...viewEntries.map(({ key }) => key)], files, tell),
  ])
  checkRequestPaths(functions.values(), endpoints.values(), tell)
  checkLookups(functions.values(), [...tables, ...viewEntries.map(({ key }) => key)], tell)
  const channels = new Map<string, ProjectChannel>()
  const channelEntries = entriesOf(found.channels, tell)
  for (const entry of channelEntries) {
    checkPartName(entry, 'channel', tell)
    const channel = await checkChannel(entry, kinds.channels, tell)
    if (channel) channels.set(entry.key, channel)
  }
  const monitorEntries = entriesOf(found.monitors, tell)
  const names = {
    datasets: [...datasets.keys()],
    views: viewEntries.map(({ key }) => key),
    channels: channelEntries.map(({ key }) => key),
    monitors: monitorEntries.map(({ key }) => key),
  }
  for (const entry of monitorEntries) checkPartName(entry, 'monitor', tell)
  const monitors = await checkMonitors(monitorEntries, names, [...tables, ...names.views], files, tell)
  const { dashboards, folder: dashboardFolder } = await checkDashboards(
    found.dashboards?.[0],
    { tables: [...tables, ...names.views], monitors: names.monitors, files },
    tell,
  )
  const roles = new Map<string, ProjectRole>()
  const usable = [
    ...streams.keys(),
    ...tables,
    ...viewEntries.map(({ key }) => key),
    ...endpointEntries.map(({ key }) => key),
  ]
  for (const entry of entriesOf(found.roles, tell)) {
    checkPartName(entry, 'role', tell)
    const role = checkRole(entry, usable, tell)
    if (role) roles.set(entry.key, role)
  }
  const tenants = new Map<string, ProjectTenant>()
  for (const entry of entriesOf(found.tenants, tell)) {
    checkPartName(entry, 'tenant', tell)
    tenants.set(entry.key, await checkTenant(entry, files, tell))
  }
  const reports = new Map<string, ProjectReport>()
  const reportable = { dashboards, channels, channelNames: names.channels, tenants: [...tenants.keys()] }
  for (const entry of entriesOf(found.reports, tell)) {
    checkPartName(entry, 'report', tell)
    const report = checkReport(entry, reportable, tell)
    if (report) reports.set(entry.key, report)
  }
  const [branded] = found.brand ?? []
  const brand = branded && (await checkBrand(branded, 'the project', files, tell))
  const login = new Map<string, ProjectLogin>()
  const grantable = { roles: grantableRoles(roles), tenants: [...tenants.keys()] }
  for (const entry of entriesOf(found.login, tell)) {
    checkPartName(entry, 'login', tell)
    const provider = checkLogin(entry, grantable, tell)
    if (provider) login.set(entry.key, provider)
  }
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
    roles,
    tenants,
    ...(brand ? { brand } : {}),
    login,
  }
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

function checkPartName(entry: YamlEntry, kind: PartKind, tell: Tell): void {
  if ((kind === 'stream' || kind === 'dataset') && entry.key === ownLog) return
  const [why, hint] = nameMistake(entry.key, kind) ?? []
  if (why) tell(new UserError('invalid', `cannot name ${kind} "${entry.key}": ${why}`, { at: entry.at, hint }))
}
