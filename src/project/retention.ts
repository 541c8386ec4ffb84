/** How long and how much of a stream or a dataset is kept. */
import { Type } from 'typebox'
import { durationPattern, parseDuration } from '../lib/duration.ts'
import { UserError } from '../lib/errors.ts'
import { parseSize, sizePattern } from '../lib/size.ts'
import type { YamlMap } from '../lib/yaml-position.ts'
import type { Tell } from './part.ts'

/** The options of a part that is kept for a time, or up to a size. */
export const retentionOptions = {
  retention: Type.Optional(
    Type.String({
      pattern: durationPattern,
      description: 'Records older than this are removed; without it they are kept.',
      examples: ['7d'],
    }),
  ),
  retention_size: Type.Optional(
    Type.String({
      pattern: sizePattern,
      description: 'The oldest records are removed once all together are larger than this.',
      examples: ['10GB'],
    }),
  ),
}

/** Nothing at all is a slip, for it would remove every record as it comes. */
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
