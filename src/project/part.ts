import { UserError } from '../lib/errors.ts'
import type { YamlEntry, YamlMap, YamlNode } from '../lib/yaml-position.ts'

export type Tell = (problem: UserError) => void

/** The options of one part; `events:` with nothing behind it has none. */
export function mapOf(entry: YamlEntry, owner: string, tell: Tell): YamlMap {
  if (entry.node.kind === 'map') return entry.node
  if (!isEmpty(entry.node)) {
    const message = `cannot read ${owner}: expecting a map of its options`
    tell(new UserError('invalid', message, { at: entry.node.at, hint: `Write ${entry.key}: {} when it needs none.` }))
  }
  return { kind: 'map', at: entry.node.at, entries: [] }
}

export function isEmpty(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.value === null
}
