import { quoteName } from '../lib/sql-text.ts'
import type { Measure } from '../model/measure.ts'

interface Around {
  /** What counts the records. */
  readonly records: string
  /** How long they took to come, in seconds. */
  readonly seconds: string
}

/** A measure in SQL, over records that have a `_time`. */
export function measureSql({ name, field = '', share }: Measure, { records, seconds }: Around): string {
  const column = quoteName(field)
  switch (name) {
    case 'count':
      return records
    case 'rate':
      return `${records} / ${seconds}`
    case 'distinct':
      return `count(distinct ${column})`
    case 'first':
      return `arg_min(${column}, _time)`
    case 'last':
      return `arg_max(${column}, _time)`
    case 'percentile':
      return `quantile_cont(${column}, ${share})`
    default:
      return `${name}(${column})`
  }
}
