/** Merging: files of a dataset become one, sorted by time. Runs in a process of its own, which may be slow, killed and started again. */
import type { NewFile } from '../catalogue/commit.ts'
import { type Duck, rowsOf } from '../duck.ts'
import { checksumOf, rowIdColumn, rowIdField, writeParquet } from '../parquet.ts'
import { liveRows } from '../removal/live-rows.ts'
import type { MergeOrder } from './order.ts'

/** A file to be merged is not what was written. */
export class DamagedFileError extends Error {
  constructor(path: string) {
    super(`the checksum of "${path}" is wrong`)
  }
}

/** Rows of this many are decompressed together: few enough for a needle, enough for a scan. */
const rowGroupRows = 30_720

/** Resolves with nothing where no row is left. */
export async function mergeFiles(duck: Duck, order: MergeOrder): Promise<NewFile | undefined> {
  const rowId = { id: rowIdField, name: rowIdColumn, type: 'BIGINT' }
  for (const { path, crc32c } of order.files.flatMap((file) => [file, ...(file.deletes ? [file.deletes] : [])])) {
    // A flipped bit would be merged like any other, and have a right checksum then.
    if (crc32c !== undefined && (await checksumOf(path)) !== crc32c) throw new DamagedFileError(path)
  }
  const source = await liveRows(order.files, [...order.columns, rowId])
  const query = `select * from (${source}) where ${order.where ?? 'true'} order by _time, ${rowIdColumn}`
  const hasDeletes = order.files.some(({ deletes }) => deletes)
  return duck.use(async (connection) => {
    if (hasDeletes && (await rowsOf(connection, `select 1 from (${query}) limit 1`)).length === 0) return undefined
    return writeParquet(connection, query, {
      folder: order.folder,
      columns: order.columns,
      story: order.story,
      level: order.level,
      // 3 % smaller for twice the time, which pays only for files that stay.
      compressionLevel: order.level > 1 ? 6 : 1,
      rowGroupRows,
    })
  })
}
