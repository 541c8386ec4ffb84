import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Column } from '../../../model/schema.ts'
import type { DatasetInfo } from '../../dataset.ts'
import type { LakeTable } from '../catalogue/read.ts'
import { indexFolder } from '../token-index/indexer.ts'
import type { Snapshot } from './snapshot.ts'
import { inOrder } from './views.ts'

/** What exists, by the catalogue alone: no Parquet file is opened. */
export function listDatasets(snapshot: Snapshot, lake: string): DatasetInfo[] {
  return snapshot.names.flatMap((name) => {
    const table = snapshot.table(name)
    const remarks = snapshot.remarks(name)
    const found = table && infoOf(table, indexBytes(lake, name))
    const info = found && remarks.length > 0 ? { ...found, remarks } : found
    return info ? [snapshot.views.has(name) ? { ...info, view: true as const } : info] : []
  })
}

/** The size of a dataset's token index; nothing where it has none yet. */
function indexBytes(lake: string, dataset: string): number {
  const folder = indexFolder(lake, dataset)
  try {
    return readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0)
  } catch {
    return 0
  }
}

function infoOf({ name, columns, files }: LakeTable, index_bytes: number): DatasetInfo {
  const from = extreme(
    files.map((file) => file.from).filter((text) => text !== undefined),
    -1,
  )
  const until = extreme(
    files.map((file) => file.until).filter((text) => text !== undefined),
    1,
  )
  return {
    name,
    // Types that another client brought go out under DuckDB's name, too.
    columns: inOrder(columns).map(({ name, type, about }) => ({
      name,
      type: type as Column['type'],
      path: about?.path ?? [name],
      declared: about?.declared ?? false,
    })),
    rows: files.reduce((sum, file) => sum + file.rows - (file.deletes?.count ?? 0), 0),
    files: files.length,
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    index_bytes,
    ...(from === undefined ? {} : { from: isoOf(from) }),
    ...(until === undefined ? {} : { until: isoOf(until) }),
  }
}

/** Of texts as DuckDB writes times, `2026-11-21 07:00:00.123`, which sort as they are. */
function extreme(texts: readonly string[], sign: -1 | 1): string | undefined {
  return texts.reduce<string | undefined>(
    (best, text) => (best === undefined || (text < best ? -1 : 1) === sign ? text : best),
    undefined,
  )
}

function isoOf(time: string): string {
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?/.exec(time)
  if (!match) return time
  const digits = (match[3] ?? '').padEnd(3, '0')
  return `${match[1]}T${match[2]}.${digits}Z`
}
