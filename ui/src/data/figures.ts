/** What the numbers of a dataset say. */
import type { DatasetDetail } from '../../../src/model/dataset-detail.ts'

/** Of all that came, what was rejected; undefined where nothing came. */
export function rejectedShare({ totals }: Pick<DatasetDetail, 'totals'>): number | undefined {
  if (!totals) return undefined
  const all = totals.stored + totals.duplicate + totals.rejected + totals.late_dropped
  return all > 0 ? totals.rejected / all : undefined
}

/** The rejected records of another one go with it. */
export function isHolder(name: string, names: ReadonlySet<string>): boolean {
  return name.endsWith('_rejected') && names.has(name.slice(0, -'_rejected'.length))
}
