import { parseDuration } from '../../lib/duration.ts'
import { UserError } from '../../lib/errors.ts'
import type { YamlMap } from '../../lib/yaml-position.ts'
import { reservedColumns } from '../../model/schema.ts'
import type { Tell } from '../part.ts'
import type { ProjectDataset } from '../project.ts'

/** A dataset's key: fields that records have, each once, which record of a key stays, and for how long it counts. */
export function checkKey(
  options: Readonly<Record<string, unknown>> | undefined,
  map: YamlMap,
  owner: string,
  tell: Tell,
): Pick<ProjectDataset, 'key' | 'keep' | 'within_ms'> {
  const place = (key: string) => map.entries.find((entry) => entry.key === key)?.node
  // The schema has said that these are texts.
  const key = options?.key as readonly string[] | undefined
  const within_ms = typeof options?.within === 'string' ? parseDuration(options.within) : undefined
  const node = place('key')
  for (const [i, name] of (key ?? []).entries()) {
    const at = node?.kind === 'list' ? node.items[i]?.at : node?.at
    const why = reservedColumns.some((column) => column === name)
      ? ['Caudal fills it', 'Name fields that records have.']
      : key!.indexOf(name) < i && ['it is there already', 'Keep one of them.']
    if (why)
      tell(new UserError('invalid', `cannot use "${name}" in the key of ${owner}: ${why[0]}`, { at, hint: why[1] }))
  }
  const within = place('within')
  if (within && options && !key) {
    const message = `cannot use within of ${owner}: it has no key`
    tell(new UserError('invalid', message, { at: within.at, hint: 'Add a key, like key: [id], or remove within.' }))
  }
  if (within && within_ms === 0) {
    const message = `cannot look for duplicates of ${owner} within no time: expecting a within above zero`
    tell(new UserError('invalid', message, { at: within.at, hint: 'Leave it out to look for them for ever.' }))
  }
  const keep = place('keep')
  if (keep && options && !key) {
    const message = `cannot use keep of ${owner}: it has no key`
    tell(new UserError('invalid', message, { at: keep.at, hint: 'Add a key, like key: [id], or remove keep.' }))
  }
  return {
    ...(key && { key }),
    ...(options?.keep === 'last' && { keep: 'last' }),
    ...(within_ms !== undefined && { within_ms }),
  }
}
