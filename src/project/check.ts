import { parseDuration } from '../lib/duration.ts'
import { type Place, UserError } from '../lib/errors.ts'
import { maybeMeant } from '../lib/similar.ts'
import { parseSize } from '../lib/size.ts'
import type { YamlEntry, YamlMap, YamlNode } from '../lib/yaml-position.ts'
import { datasetOptions, laterSections, projectName, sections, streamOptions } from './declaration.ts'
import { inWords } from './expectation.ts'
import { nameMistake } from './name.ts'
import { ownLog, type Project, type ProjectDataset, type ProjectSource, type ProjectStream } from './project.ts'
import { checkSource, type SourceKinds } from './source-check.ts'
import { missingKey, parseOptions, parseValue, unknownKey } from './value.ts'

/** What the project file says, by itself. */
export type ProjectText = Pick<Project, 'name' | 'sources' | 'streams' | 'datasets'>

type Tell = (problem: UserError) => void

/** Reads a whole project file's tree; every mistake is told, and what is returned counts only if none was. */
export async function checkProject(
  root: YamlMap,
  folderName: string,
  kinds: SourceKinds,
  tell: Tell,
): Promise<ProjectText> {
  const found: Partial<Record<string, YamlEntry[]>> = {}
  for (const entry of root.entries) {
    const section = sections.find((name) => name === entry.key)
    const meant = section ?? maybeMeant(entry.key, [...sections, ...laterSections])
    if (!section) tell(unknownSection(entry))
    if (meant) found[meant] = [...(found[meant] ?? []), entry]
  }
  const name = checkName(found.name?.[0], root.at, folderName, tell)

  const sources = new Map<string, ProjectSource>()
  const streams = new Map<string, ProjectStream>([[ownLog, ownStream]])
  let everyStreamIsKnown = true
  for (const entry of entriesOf(found.streams, tell)) {
    checkPartName(entry, 'stream', tell)
    streams.set(entry.key, { ...checkStream(entry, tell), at: entry.at })
  }
  for (const entry of entriesOf(found.sources, tell)) {
    checkPartName(entry, 'source', tell)
    const { source, to } = await checkSource(entry, kinds, tell)
    if (source) sources.set(entry.key, source)
    if (to === undefined) everyStreamIsKnown = false
    else if (!streams.has(to.name)) streams.set(to.name, { name: to.name, partitions: 1, at: to.at })
  }

  const datasets = new Map<string, ProjectDataset>([[ownLog, ownDataset]])
  for (const entry of entriesOf(found.datasets, tell)) {
    checkPartName(entry, 'dataset', tell)
    datasets.set(entry.key, checkDataset(entry, streams, everyStreamIsKnown, tell))
  }
  return { name, sources, streams, datasets }
}

/** Caudal's own log is kept for a week as a stream and for a month as a dataset, unless the project says otherwise. */
const ownStream: ProjectStream = { name: ownLog, partitions: 1, retention_ms: parseDuration('7d') }
const ownDataset: ProjectDataset = {
  name: ownLog,
  from: ownLog,
  // Declared, so that `level:error` and `select message` have a column to ask before the first line came.
  fields: { level: 'string', message: 'string' },
  retention_ms: parseDuration('30d'),
}

function unknownSection(entry: YamlEntry): UserError {
  if (laterSections.some((name) => name === entry.key)) {
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

function checkPartName(entry: YamlEntry, kind: 'source' | 'stream' | 'dataset', tell: Tell): void {
  if (kind !== 'source' && entry.key === ownLog) return
  const [why, hint] = nameMistake(entry.key, kind) ?? []
  if (why) tell(new UserError('invalid', `cannot name ${kind} "${entry.key}": ${why}`, { at: entry.at, hint }))
}

function checkStream(entry: YamlEntry, tell: Tell): ProjectStream {
  const owner = `stream "${entry.key}"`
  const options = parseOptions(streamOptions, mapOf(entry, owner, tell), entry.at, { owner, tell })
  const own = entry.key === ownLog ? ownStream : undefined
  const partitions = typeof options?.partitions === 'number' ? options.partitions : 1
  const key = typeof options?.key === 'string' ? { key: options.key } : {}
  return { ...own, name: entry.key, partitions, ...key, ...retentionOf(options) }
}

function checkDataset(
  entry: YamlEntry,
  streams: ReadonlyMap<string, ProjectStream>,
  everyStreamIsKnown: boolean,
  tell: Tell,
): ProjectDataset {
  const owner = `dataset "${entry.key}"`
  const map = mapOf(entry, owner, tell)
  const options = parseOptions(datasetOptions, map, entry.at, { owner, tell })
  const from = map.entries.find(({ key }) => key === 'from')
  const stated = from?.node.kind === 'scalar' && typeof from.node.value === 'string' ? from.node.value : undefined
  if (stated !== undefined && !streams.has(stated)) {
    const message = `cannot store stream "${stated}" in ${owner}: there is no such stream`
    tell(new UserError('invalid', message, { at: from?.node.at, hint: streamHint(stated, streams) }))
  } else if (!from && everyStreamIsKnown && !streams.has(entry.key)) {
    const message = `cannot fill ${owner}: there is no stream "${entry.key}"`
    tell(new UserError('invalid', message, { at: entry.at, hint: ownStreamHint(entry.key, streams) }))
  }
  const own = entry.key === ownLog ? ownDataset : undefined
  const dataset = { ...own, name: entry.key, from: stated ?? entry.key, ...retentionOf(options), at: entry.at }
  return { ...dataset, ...fieldOptions(options, own?.fields) }
}

function fieldOptions(
  options: Record<string, unknown> | undefined,
  own: ProjectDataset['fields'],
): Pick<ProjectDataset, 'time' | 'fields'> {
  const fields = { ...own, ...(options?.fields as ProjectDataset['fields']) }
  return {
    ...(typeof options?.time === 'string' && { time: options.time }),
    ...(Object.keys(fields).length > 0 && { fields }),
  }
}

function retentionOf(options: Record<string, unknown> | undefined): {
  retention_ms?: number
  retention_bytes?: number
} {
  return {
    ...(typeof options?.retention === 'string' && { retention_ms: parseDuration(options.retention) }),
    ...(typeof options?.retention_size === 'string' && { retention_bytes: parseSize(options.retention_size) }),
  }
}

function streamHint(typed: string, streams: ReadonlyMap<string, ProjectStream>): string {
  const meant = maybeMeant(typed, streams.keys())
  return meant
    ? `Did you mean ${meant}?`
    : `The streams are ${inWords([...streams.keys()]).replace(/ or (\S+)$/, ' and $1')}.`
}

function ownStreamHint(name: string, streams: ReadonlyMap<string, ProjectStream>): string {
  const meant = maybeMeant(name, streams.keys())
  if (meant) return `Did you mean ${meant}?`
  return `Let a source write "to: ${name}", add ${name} under "streams", or say from which stream with "from".`
}

/** The map of one part; `events:` with nothing behind it is an empty one. */
function mapOf(entry: YamlEntry, owner: string, tell: Tell): YamlMap {
  if (entry.node.kind === 'map') return entry.node
  if (!isEmpty(entry.node)) {
    const message = `cannot read ${owner}: expecting a map of its options`
    tell(new UserError('invalid', message, { at: entry.node.at, hint: `Write ${entry.key}: {} when it needs none.` }))
  }
  return { kind: 'map', at: entry.node.at, entries: [] }
}

function isEmpty(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.value === null
}
