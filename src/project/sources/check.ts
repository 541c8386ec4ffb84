import { Type } from 'typebox'
import { type Place, UserError } from '../../lib/errors.ts'
import type { YamlEntry, YamlMap } from '../../lib/yaml-position.ts'
import type { SourceDeclaration } from '../../sources/source.ts'
import { type Kinds, readKind } from '../kind.ts'
import { namePattern, streamNameMistake } from '../name.ts'
import type { ProjectSource } from '../project.ts'
import { maybeEntry, parseOptions } from '../value.ts'
import { checkFormatOptions, withFormatNames } from './formats.ts'
import { checkSimulatorOptions, withSimulatorNames } from './simulators.ts'

/** Every kind of source by name, loaded when a project uses it. */
export type SourceKinds = Kinds<SourceDeclaration>

/** What could be read of a source; `to` also where the rest has mistakes, so that its stream is known. */
export interface CheckedSource {
  readonly source: ProjectSource | undefined
  readonly to: { readonly name: string; readonly at: Place } | undefined
}

/** The keys that every source has. */
const commonKeys = ['type', 'to']

const to = Type.String({
  pattern: namePattern,
  description: 'The stream that it writes to; a stream named here needs no entry under "streams".',
  examples: ['events'],
})

export async function checkSource(
  entry: YamlEntry,
  kinds: SourceKinds,
  tell: (problem: UserError) => void,
): Promise<CheckedSource> {
  const owner = `source "${entry.key}"`
  if (entry.node.kind !== 'map' && !(entry.node.kind === 'scalar' && entry.node.value === null)) {
    const hint = `Write it like ${entry.key}: { type: ${Object.keys(kinds)[0]}, to: events }.`
    tell(new UserError('invalid', `cannot read ${owner}: expecting a map of its options`, { at: entry.node.at, hint }))
    return { source: undefined, to: undefined }
  }
  const map: YamlMap = entry.node.kind === 'map' ? entry.node : { ...entry.node, kind: 'map', entries: [] }
  const declaration = await readKind(map, kinds, { part: entry, owner, keys: commonKeys }, tell)
  if (!declaration) return { source: undefined, to: readTo(map, commonKeys, tell) }

  const { properties } = withCommonKeys(declaration)
  const to = readTo(map, Object.keys(properties), tell)
  // The form of the stream's name is told in words of its own.
  const schema = Type.Object({ ...properties, to: Type.String() })
  const example = { ...declaration.example, to: 'events' }
  const parsed = parseOptions(schema, map, entry.at, { owner, example, tell })
  if (Object.hasOwn(properties, 'format_options')) await checkFormatOptions(map, parsed?.format, { owner, tell })
  if (Object.hasOwn(properties, 'simulator')) await checkSimulatorOptions(map, parsed?.simulator, { owner, tell })
  if (!parsed || !to) return { source: undefined, to }
  const { type: _type, to: _to, ...options } = parsed
  const path = maybeEntry(map, 'path', Object.keys(properties))
  const origin = path ? { origin: path.node.at } : {}
  return {
    source: { name: entry.key, type: declaration.name, to: to.name, options, declaration, at: entry.at, ...origin },
    to,
  }
}

/** A source's whole schema: what it declares, and what every source has. */
export function withCommonKeys({ name, summary, options }: SourceDeclaration) {
  const { properties } = options
  const { format, simulator } = properties
  const type = Type.Literal(name, { description: summary })
  return Type.Object(
    {
      type,
      to,
      ...properties,
      ...(format && { format: withFormatNames(format) }),
      ...(simulator && { simulator: withSimulatorNames(simulator) }),
    },
    { additionalProperties: false },
  )
}

/** The stream's name, also a bad one; its form is told here in the words of names, the rest by the schema. */
function readTo(map: YamlMap, known: readonly string[], tell: (problem: UserError) => void): CheckedSource['to'] {
  const node = maybeEntry(map, 'to', known)?.node
  if (node?.kind !== 'scalar' || typeof node.value !== 'string') return undefined
  const [why, hint] = streamNameMistake(node) ?? []
  if (why) tell(new UserError('invalid', `cannot write to stream "${node.written}": ${why}`, { at: node.at, hint }))
  return { name: node.value, at: node.at }
}
