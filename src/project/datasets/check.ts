import { parseDuration } from '../../lib/duration.ts'
import { UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import type { YamlEntry, YamlMap } from '../../lib/yaml-position.ts'
import { reservedColumns } from '../../model/schema.ts'
import { inWords } from '../expectation.ts'
import { mapOf, type Tell } from '../part.ts'
import { ownLog, type ProjectDataset } from '../project.ts'
import { checkRetention } from '../retention.ts'
import { maybeEntry, parseOptions } from '../value.ts'
import { datasetOptions } from './declaration.ts'
import { checkKey } from './key-check.ts'
import { checkRules } from './rule-check.ts'

/** The dataset of the product's own log, which is kept for a month unless the project says otherwise. */
export const ownDataset: ProjectDataset = {
  name: ownLog,
  from: ownLog,
  // Declared, so that `level:error` and `select message` have a column to ask before the first line came.
  fields: { level: 'string', message: 'string' },
  retention_ms: parseDuration('30d'),
}

/** Streams by name, and whether they are all: a source without a readable `to` leaves it open. */
export interface KnownStreams {
  readonly names: readonly string[]
  readonly complete: boolean
}

const keys = Object.keys(datasetOptions.properties)

export function checkDataset(entry: YamlEntry, streams: KnownStreams, tell: Tell): ProjectDataset {
  const owner = `dataset "${entry.key}"`
  const map = mapOf(entry, owner, tell)
  const options = parseOptions(datasetOptions, map, entry.at, { owner, tell })
  const from = checkFrom(entry, map, streams, tell)
  checkFields(map, owner, tell)
  const retention = checkRetention(options, map, owner, tell)
  // The schema has said that these are declared types.
  const fields = options?.fields as ProjectDataset['fields']
  const own = entry.key === ownLog ? ownDataset : undefined
  return {
    ...own,
    name: entry.key,
    from,
    ...(typeof options?.time === 'string' && { time: options.time }),
    ...(typeof options?.tenant === 'string' && { tenant: options.tenant }),
    ...(fields && { fields: { ...own?.fields, ...fields } }),
    ...checkKey(options, map, owner, tell),
    ...checkRules(options, map, owner, tell),
    ...retention,
    at: entry.at,
  }
}

function checkFrom(entry: YamlEntry, map: YamlMap, { names, complete }: KnownStreams, tell: Tell): string {
  const from = maybeEntry(map, 'from', keys)?.node
  if (!from && complete && !names.includes(entry.key)) {
    const message = `cannot fill dataset "${entry.key}": there is no stream "${entry.key}"`
    const otherwise = `Let a source write "to: ${entry.key}", add ${entry.key} under "streams", or name its stream with "from".`
    tell(new UserError('invalid', message, { at: entry.at, hint: didYouMean(entry.key, names) ?? otherwise }))
  }
  if (from?.kind !== 'scalar' || typeof from.value !== 'string') return entry.key
  if (!names.includes(from.value)) {
    const message = `cannot store stream "${from.written}" in dataset "${entry.key}": there is no such stream`
    tell(
      new UserError('invalid', message, {
        at: from.at,
        hint: didYouMean(from.value, names) ?? `Choose ${inWords(names)}.`,
      }),
    )
  }
  return from.value
}

/** Columns are told apart without regard to case, and some are Caudal's own. */
function checkFields(map: YamlMap, owner: string, tell: Tell): void {
  const fields = maybeEntry(map, 'fields', keys)?.node
  if (fields?.kind !== 'map') return
  const seen = new Map<string, string>()
  for (const { key, at } of fields.entries) {
    const folded = key.toLowerCase()
    const twin = seen.get(folded)
    if (reservedColumns.some((column) => column === folded)) {
      const hint = 'Remove it; the field that holds the time is named with "time".'
      tell(new UserError('invalid', `cannot declare field "${key}" of ${owner}: Caudal fills it`, { at, hint }))
    } else if (twin !== undefined && twin !== key) {
      const message = `cannot declare field "${key}" of ${owner}: "${twin}" is the same column`
      tell(new UserError('invalid', message, { at, hint: 'Keep one of them.' }))
    }
    seen.set(folded, twin ?? key)
  }
}
