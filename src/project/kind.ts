/** `type:` of a source or a channel: the name of its kind, which is loaded when a project uses it. */
import { Type } from 'typebox'
import { UserError } from '../lib/errors.ts'
import { didYouMean } from '../lib/similar.ts'
import type { YamlEntry, YamlMap } from '../lib/yaml-position.ts'
import { inWords } from './expectation.ts'
import type { Tell } from './part.ts'
import { maybeEntry, missingKey } from './value.ts'

/** Declarations by name. */
export type Kinds<Declaration> = Readonly<Record<string, () => Promise<{ readonly default: Declaration }>>>

/** `keys` are those that every one of these has, besides what its kind declares. */
export async function readKind<Declaration>(
  map: YamlMap,
  kinds: Kinds<Declaration>,
  { part, owner, keys }: { part: YamlEntry; owner: string; keys: readonly string[] },
  tell: Tell,
): Promise<Declaration | undefined> {
  const names = Object.keys(kinds)
  const entry = maybeEntry(map, 'type', keys)
  if (!entry) {
    tell(missingKey('type', Type.String({ examples: [names[0]] }), part.at, { owner, tell }))
    return undefined
  }
  const { node } = entry
  const kind = node.kind === 'scalar' ? String(node.value) : ''
  const load = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined
  if (load) return (await load()).default
  const shown = node.kind === 'scalar' ? `type "${node.written}"` : 'type'
  const hint = didYouMean(kind, names) ?? `Choose ${inWords(names)}.`
  tell(new UserError('invalid', `cannot use ${shown} of ${owner}: expecting ${inWords(names)}`, { at: node.at, hint }))
  return undefined
}
