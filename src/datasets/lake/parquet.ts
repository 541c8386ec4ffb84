/** Parquet files as the lake has them: written by one COPY, synced, with the statistics that DuckDB returns for free. */
import { randomUUID } from 'node:crypto'
import { open } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { crc32c as addToSum } from '@node-rs/crc32'
import { type FileSystem, realFileSystem } from '../../lib/file-system.ts'
import { quoteName, quoteText } from '../../lib/sql-text.ts'
import type { NewFile } from './catalogue/commit.ts'
import type { ColumnStatistics } from './catalogue/statistics.ts'
import { type Row, rowsOf } from './duck.ts'

/** DuckLake's column for row ids within a file, and its field id. */
export const rowIdColumn = '_ducklake_internal_row_id'
export const rowIdField = 2147483540

export interface WrittenColumn {
  readonly id: number
  readonly name: string
  readonly elementId?: number
}

/** What a file says of itself in its footer, so that a lost catalogue can be made again from the files. */
export interface FileStory {
  readonly dataset: string
  /** The table's id: it grows with each time that the dataset is filled again. */
  readonly table: number
  readonly columns: readonly StoryColumn[]
  /** It has the rows of a view, which are computed and not read from a stream. */
  readonly isView?: true
}

export interface StoryColumn extends WrittenColumn {
  readonly type: string
}

export interface ParquetOptions {
  readonly folder: string
  readonly columns: readonly WrittenColumn[]
  readonly story: FileStory
  readonly level: number
  readonly compressionLevel: number
  readonly rowGroupRows?: number
}

/**
 * Writes what the query selects; its last column must be the row id. The file is on disk, its name included, when this resolves.
 * Throws when a row has no row id.
 */
export async function writeParquet(
  connection: DuckDBConnection,
  query: string,
  options: ParquetOptions,
  fileSystem: FileSystem = realFileSystem,
): Promise<NewFile> {
  const path = join(options.folder, `${randomUUID()}.parquet`)
  const [row] = await rowsOf(connection, `copy (${query}) to ${quoteText(path)} (${copyOptions(options)})`)
  const statistics = readStatistics(row!, options.columns)
  const rowIds = statistics.rowIds
  const rows = Number(row!.count)
  if (rowIds.nulls > 0 || rowIds.values !== rows) {
    throw new Error(`The rows of ${basename(path)} and their offsets do not match.`)
  }
  // Side by side they wait for the file system's journal once.
  const [crc32c] = await Promise.all([syncAndSum(path), fileSystem.syncFolder(options.folder)])
  return {
    name: basename(path),
    rows,
    bytes: Number(row!.file_size_bytes),
    footer_bytes: Number(row!.footer_size_bytes),
    firstOffset: Number(rowIds.min),
    lastOffset: Number(rowIds.max),
    level: options.level,
    crc32c,
    statistics: statistics.columns,
  }
}

function copyOptions(options: ParquetOptions): string {
  const ids = options.columns.map(({ id, name, elementId }) =>
    elementId === undefined
      ? `${quoteName(name)}: ${id}`
      : `${quoteName(name)}: {__duckdb_field_id: ${id}, element: ${elementId}}`,
  )
  const story = quoteText(JSON.stringify(options.story))
  return [
    `format parquet, compression zstd, compression_level ${options.compressionLevel}, parquet_version v2, return_stats`,
    `field_ids {${[...ids, `${rowIdColumn}: ${rowIdField}`].join(', ')}}`,
    `kv_metadata {caudal: ${story}}`,
    ...(options.rowGroupRows ? [`row_group_size ${options.rowGroupRows}`] : []),
  ].join(', ')
}

interface Statistics {
  readonly columns: readonly ColumnStatistics[]
  readonly rowIds: ColumnStatistics
}

function readStatistics(row: Row, columns: readonly WrittenColumn[]): Statistics {
  const ids = new Map<string, number>([[quoteName(rowIdColumn), rowIdField]])
  for (const { id, name, elementId } of columns) {
    if (elementId === undefined) ids.set(quoteName(name), id)
    else ids.set(`${quoteName(name)}."element"`, elementId)
  }
  const found: ColumnStatistics[] = []
  let rowIds: ColumnStatistics | undefined
  for (const { key, value } of row.column_statistics as { key: string; value: { key: string; value: string }[] }[]) {
    const columnId = ids.get(key)
    if (columnId === undefined) throw new Error(`DuckDB returned statistics of the unknown column ${key}.`)
    const given = new Map(value.map((entry) => [entry.key, entry.value]))
    const hasNan = given.get('has_nan')
    const statistics: ColumnStatistics = {
      columnId,
      bytes: Number(given.get('column_size_bytes') ?? 0),
      values: Number(given.get('num_values') ?? 0),
      nulls: Number(given.get('null_count') ?? 0),
      min: given.get('min'),
      max: given.get('max'),
      hasNan: hasNan === undefined ? undefined : hasNan === 'true',
    }
    if (columnId === rowIdField) rowIds = statistics
    else found.push(statistics)
  }
  return { columns: found, rowIds: rowIds! }
}

/** Returns the CRC-32C of the whole file once it is on disk. */
export async function syncAndSum(path: string): Promise<number> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
    return await sumOf(handle)
  } finally {
    await handle.close()
  }
}

/** The CRC-32C of a file as it is now. */
export async function checksumOf(path: string): Promise<number> {
  const handle = await open(path, 'r')
  try {
    return await sumOf(handle)
  } finally {
    await handle.close()
  }
}

async function sumOf(handle: Awaited<ReturnType<typeof open>>): Promise<number> {
  const { size } = await handle.stat()
  // A byte more than is left, so that one read finds the end of a small file.
  const buffer = Buffer.allocUnsafe(Math.min(size + 1, 1 << 20))
  let sum = 0
  for (;;) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length)
    sum = addToSum(buffer.subarray(0, bytesRead), sum)
    if (bytesRead < buffer.length) return sum
  }
}
