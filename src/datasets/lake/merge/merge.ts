/** Merging: files of a dataset become one, sorted by time. Runs in a process of its own, which may be slow, killed and started again. */
import type { NewFile } from '../catalogue/commit.ts'
import { type Duck, readParquet } from '../duck.ts'
import { checksumOf, rowIdColumn, rowIdField, writeParquet } from '../parquet.ts'
import type { MergeOrder } from './order.ts'

/** A file to be merged is not what was written. */
export class DamagedFileError extends Error {
  constructor(path: string) {
    super(`the checksum of "${path}" is wrong`)
  }
}

/** Rows of this many are decompressed together: few enough for a needle, enough for a scan. */
const rowGroupRows = 30_720

export async function mergeFiles(duck: Duck, order: MergeOrder): Promise<NewFile> {
  const rowId = { id: rowIdField, name: rowIdColumn, type: 'BIGINT' }
  for (const { path, crc32c } of order.files) {
    // A flipped bit would be merged like any other, and have a right checksum then.
    if (crc32c !== undefined && (await checksumOf(path)) !== crc32c) throw new DamagedFileError(path)
  }
  const source = readParquet(
    order.files.map(({ path }) => path),
    [...order.columns, rowId],
  )
  const query = `select * from ${source} where ${order.where ?? 'true'} order by _time, ${rowIdColumn}`
  return duck.use((connection) =>
    writeParquet(connection, query, {
      folder: order.folder,
      columns: order.columns,
      story: order.story,
      level: order.level,
      // 3 % smaller for twice the time, which pays only for files that stay.
      compressionLevel: order.level > 1 ? 6 : 1,
      rowGroupRows,
    }),
  )
}
