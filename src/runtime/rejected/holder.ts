/**
 * Which datasets hold rejected records, and where in their rows the original is found. `<dataset>_rejected` holds what a dataset could
 * not store; the dataset of a function's error stream holds what the function refused, as records with these fields by convention.
 */
import type { DatasetInfo } from '../../datasets/dataset.ts'
import { UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import { quoteName } from '../../query/sql-text.ts'

export interface Holder {
  /** The dataset with the rejected records. */
  readonly name: string
  /** The dataset that rejected them; none when a function did. */
  readonly of: string | undefined
  readonly rows: number
  /** What to select: `reason`, `source`, `line`, `request`, `function`, `stream`, `text` and `bytes`. */
  readonly select: string
  /** The column that has the reason. */
  readonly reason: string
}

export function maybeHolder({ name, columns, rows }: DatasetInfo): Holder | undefined {
  const has = (column: string) => columns.some((each) => each.name === column)
  const first = (...names: string[]) => {
    const found = names.find(has)
    return found === undefined ? 'null' : `${quoteName(found)}::varchar`
  }
  const isOurs = name.endsWith('_rejected') && has('reason') && has('bytes')
  const reason = ['reason', 'reasons'].find(has)
  if (!isOurs && !(reason && has('original'))) return undefined
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
    rows,
    select: select.join(', '),
    reason: `${quoteName(reason!)}::varchar`,
  }
}

/** By its own name, or by that of the dataset that rejected. */
export function findHolder(infos: readonly DatasetInfo[], name: string): Holder {
  const holders = infos.map(maybeHolder).filter((holder) => holder !== undefined)
  const found = holders.find((holder) => holder.name === name) ?? holders.find((holder) => holder.of === name)
  if (found) return found
  const names = holders.map((holder) => holder.name)
  throw new UserError('not_found', `cannot find rejected records of "${name}": there are none`, {
    hint:
      didYouMean(name, names) ??
      (names.length > 0 ? `There are some in ${names.join(', ')}.` : 'Nothing was rejected.'),
  })
}
