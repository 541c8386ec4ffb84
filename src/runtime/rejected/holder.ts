/**
 * Which datasets hold rejected records, and where in their rows the original is found. `<dataset>_rejected` holds what a dataset could
 * not store; the dataset of a function's error stream holds what the function refused. Records that look like these anywhere else are
 * ordinary ones: whoever may write them decides nothing.
 */
import type { DatasetInfo } from '../../datasets/dataset.ts'
import { UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import { quoteName } from '../../lib/sql-text.ts'
import type { Project } from '../../project/project.ts'

export interface Holder {
  /** The dataset with the rejected records. */
  readonly name: string
  /** The dataset that rejected them; none when a function did. */
  readonly of: string | undefined
  /** The functions whose error records it has, each with the stream that it reads. */
  readonly functions: ReadonlyMap<string, string>
  readonly rows: number
  /** What to select: `reason`, `source`, `line`, `request`, `function`, `stream`, `text` and `bytes`. */
  readonly select: string
  /** The column that has the reason. */
  readonly reason: string
  /** What has the offset that a record had in the stream of its `stream`. */
  readonly position: string
}

export function maybeHolder({ name, columns, rows }: DatasetInfo, project: Project): Holder | undefined {
  const has = (column: string) => columns.some((each) => each.name === column)
  const first = (...names: string[]) => {
    const found = names.find(has)
    return found === undefined ? 'null' : `${quoteName(found)}::varchar`
  }
  // No dataset of a project has such a name.
  const isOurs = name.endsWith('_rejected') && has('reason') && has('bytes')
  const functions = functionsOf(name, project)
  const reason = ['reason', 'reasons'].find(has)
  if (!isOurs && !(functions.size > 0 && reason && has('original'))) return undefined
  const select = [
    `${quoteName(reason!)}::varchar as reason`,
    `${first('source', '_source')} as source`,
    `${has('line') ? 'try_cast("line" as bigint)' : 'null'} as line`,
    `${first('request', 'file')} as request`,
    `${first('function')} as function`,
    `${first('stream')} as stream`,
    isOurs ? '"text", to_base64("bytes") as bytes' : `${first('original')} as "text", null as bytes`,
  ]
  return {
    name,
    of: isOurs ? name.slice(0, -'_rejected'.length) : undefined,
    functions,
    rows,
    select: select.join(', '),
    reason: `${quoteName(reason!)}::varchar`,
    position: isOurs ? '_offset' : has('offset') ? 'try_cast("offset" as bigint)' : 'null::bigint',
  }
}

/** The functions that reject into the stream of this dataset, with what they read. */
function functionsOf(dataset: string, { datasets, functions }: Project): Map<string, string> {
  const from = datasets.get(dataset)?.from
  const rejecting = [...functions.values()].filter(({ errors }) => errors === from)
  return new Map(rejecting.map(({ name, on }) => [name, on]))
}

/** By its own name, or by that of the dataset that rejected. */
export function findHolder(infos: readonly DatasetInfo[], name: string, project: Project): Holder {
  const holders = infos.map((info) => maybeHolder(info, project)).filter((holder) => holder !== undefined)
  const found = holders.find((holder) => holder.name === name) ?? holders.find((holder) => holder.of === name)
  if (found) return found
  const names = holders.map((holder) => holder.name)
  throw new UserError('not_found', `cannot find rejected records of "${name}": there are none`, {
    hint:
      didYouMean(name, names) ??
      (names.length > 0 ? `There are some in ${names.join(', ')}.` : 'Nothing was rejected.'),
  })
}
