/** `channels:` of the project file: each is of a kind, and its secrets stand elsewhere. */
import { type TObject, Type } from 'typebox'
import { type ChannelDeclaration, template } from '../../channels/channel.ts'
import { parseDuration } from '../../lib/duration.ts'
import { UserError } from '../../lib/errors.ts'
import type { YamlEntry, YamlMap, YamlNode } from '../../lib/yaml-position.ts'
import { noticeNames } from '../../model/notice-values.ts'
import { type Kinds, readKind } from '../kind.ts'
import { channelOptions } from '../monitors/declaration.ts'
import { mapOf, type Tell } from '../part.ts'
import type { ProjectChannel } from '../project.ts'
import { checkTemplate } from '../template-check.ts'
import { parseOptions } from '../value.ts'

/** Every kind of channel by name, loaded when a project uses it. */
export type ChannelKinds = Kinds<ChannelDeclaration>

/** How a channel words what it sends. */
export interface ChannelWording {
  /** Templates over a notice. */
  readonly title?: string
  readonly text?: string
  /** Whether facts, records, chart and links follow the text. */
  readonly details: boolean
}

/** The keys that every channel has. */
const commonKeys = ['type', ...Object.keys(channelOptions.properties)]

export async function checkChannel(
  entry: YamlEntry,
  kinds: ChannelKinds,
  tell: Tell,
): Promise<ProjectChannel | undefined> {
  const owner = `channel "${entry.key}"`
  const map = mapOf(entry, owner, tell)
  const declaration = await readKind(map, kinds, { part: entry, owner, keys: commonKeys }, tell)
  if (!declaration) return undefined
  const { example } = declaration
  const parsed = parseOptions(withChannelKeys(declaration), map, entry.at, { owner, example, tell })
  const told = tellOpenSecrets(map, declaration.options, entry, tell)
  checkTemplates(map, declaration.options, owner, tell)
  if (!parsed || told) return undefined
  const { type: _type, limit, digest, give_up, title, text, details, ...options } = parsed
  return {
    name: entry.key,
    type: declaration.name,
    declaration,
    options,
    // The schema has said what these are.
    limit: limit as number,
    give_up_ms: parseDuration(give_up as string),
    ...(typeof digest === 'string' && { digest_ms: parseDuration(digest) }),
    wording: {
      ...(typeof title === 'string' && { title }),
      ...(typeof text === 'string' && { text }),
      details: details === true,
    },
    at: entry.at,
  }
}

/** A channel's whole schema: what it declares, and what every channel has. */
export function withChannelKeys({ name, summary, options }: ChannelDeclaration): TObject {
  const type = Type.Literal(name, { description: summary })
  return Type.Object({ type, ...options.properties, ...channelOptions.properties }, { additionalProperties: false })
}

/** A secret in the project file would be in its repository for ever. */
function tellOpenSecrets(map: YamlMap, { properties }: TObject, { key: name }: YamlEntry, tell: Tell): boolean {
  let told = false
  for (const { key, node } of map.entries) {
    const option = Object.hasOwn(properties, key) ? properties[key] : undefined
    if (!option || !('writeOnly' in option) || !isOpen(node)) continue
    const variable = `${name}_${key}`.toUpperCase()
    const message = `cannot use ${key} of channel "${name}" as it is written: it is a secret`
    const hint = `Write ${key}: "\${${variable}}" here, and ${variable}=… into .env beside the project file.`
    tell(new UserError('invalid', message, { at: node.at, hint }))
    told = true
  }
  return told
}

/** The words that every channel may have, and those options of its kind that are templates. */
function checkTemplates(map: YamlMap, { properties }: TObject, owner: string, tell: Tell): void {
  for (const { key, node } of map.entries) {
    const option = Object.hasOwn(properties, key) ? properties[key] : undefined
    const kind = option && 'contentMediaType' in option ? option.contentMediaType : undefined
    const isTemplate = kind !== undefined || key === 'title' || key === 'text'
    if (!isTemplate || node.kind !== 'scalar') continue
    const form = kind === template.html.contentMediaType ? 'html' : 'text'
    checkTemplate(node, { name: `${key} of ${owner}`, form, known: noticeNames }, tell)
  }
}

function isOpen(node: YamlNode): boolean {
  return node.kind === 'scalar' && typeof node.value === 'string' && !/\$\{\w+\}/.test(node.written)
}
