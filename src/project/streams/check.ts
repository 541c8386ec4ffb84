import { parseDuration } from '../../lib/duration.ts'
import type { YamlEntry } from '../../lib/yaml-position.ts'
import { mapOf, type Tell } from '../part.ts'
import { ownLog, type ProjectStream } from '../project.ts'
import { checkRetention } from '../retention.ts'
import { parseOptions } from '../value.ts'
import { streamOptions } from './declaration.ts'

/** The stream of the product's own log, which is kept for a week unless the project says otherwise. */
export const ownStream: ProjectStream = { name: ownLog, partitions: 1, retention_ms: parseDuration('7d') }

export function checkStream(entry: YamlEntry, tell: Tell): ProjectStream {
  const owner = `stream "${entry.key}"`
  const map = mapOf(entry, owner, tell)
  const options = parseOptions(streamOptions, map, entry.at, { owner, tell })
  const own = entry.key === ownLog ? ownStream : undefined
  const partitions = typeof options?.partitions === 'number' ? options.partitions : 1
  const key = typeof options?.key === 'string' ? { key: options.key } : {}
  const hidden = Array.isArray(options?.private) ? { private: options.private as string[] } : {}
  return { ...own, name: entry.key, partitions, ...key, ...hidden, ...checkRetention(options, map, owner, tell) }
}
