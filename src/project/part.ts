import { parseDuration } from '../lib/duration.ts'
import { UserError } from '../lib/errors.ts'
import { parseSize } from '../lib/size.ts'
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

/** How long and how much is kept; nothing at all is a slip, for it would remove every record as it comes. */
export function checkRetention(
  options: Readonly<Record<string, unknown>> | undefined,
  map: YamlMap,
  owner: string,
  tell: Tell,
): { retention_ms?: number; retention_bytes?: number } {
  const kept: { retention_ms?: number; retention_bytes?: number } = {}
  if (typeof options?.retention === 'string') kept.retention_ms = parseDuration(options.retention)
  if (typeof options?.retention_size === 'string') kept.retention_bytes = parseSize(options.retention_size)
  for (const { key, node } of map.entries) {
    const amount = key === 'retention' ? kept.retention_ms : key === 'retention_size' ? kept.retention_bytes : undefined
    if (amount !== 0) continue
    const message = `cannot keep nothing in ${owner}: expecting a ${key} above zero`
    tell(new UserError('invalid', message, { at: node.at, hint: 'Leave it out to keep everything.' }))
  }
  return kept
}
