/** Records that a damaged file took with it are read from the stream once more and stored where they are missing. */
import type { DatabaseSync } from 'node:sqlite'
import { commit } from '../catalogue/commit.ts'
import { type LakeFile, readTables } from '../catalogue/read.ts'
import { type Duck, readParquet, rowsOf } from '../duck.ts'
import { endRecount } from '../keys/key-store.ts'
import { rowIdColumn, rowIdField } from '../parquet.ts'
import type { Chunk, OffsetRange, Repair } from '../protocol.ts'
import { mergeRanges } from '../reader/search-files.ts'
import { lostRow, rejectedName } from '../rejected.ts'
import type { Table } from '../table.ts'
import { rejectedTypes } from '../write/committer.ts'
import type { Converter } from '../write/conversion.ts'

export const rowIdOnly = [{ id: rowIdField, name: rowIdColumn, type: 'BIGINT' }] as const

/** Which of the chunk's offsets wait to be filled again, and neither the dataset nor its rejected records have. */
export async function missingOffsets(
  db: DatabaseSync,
  duck: Duck,
  folder: string,
  table: Table,
  chunk: Chunk,
): Promise<{ has(offset: number): boolean }> {
  const first = chunk.frames[0]?.offset ?? chunk.position
  const files = liveFiles(db, folder, table.name).filter(
    (file) => (file.first ?? 0) < chunk.position && (file.last ?? chunk.position) >= first,
  )
  const present = new Set<number>()
  if (files.length > 0) {
    const source = readParquet(
      files.map((file) => file.path),
      rowIdOnly,
    )
    const rows = await duck.use((connection) =>
      rowsOf(connection, `select ${rowIdColumn} as o from ${source} where o >= ${first} and o < ${chunk.position}`),
    )
    for (const row of rows) present.add(Number(row.o))
  }
  const ranges = mergeRanges(rangesOf(db, table.name, first, chunk.position), Number.POSITIVE_INFINITY)
  return { has: (offset) => !present.has(offset) && isWithin(ranges, offset) }
}

/** Where the damage was: what is missing elsewhere has expired, or never was a row for its key's sake. */
function rangesOf(db: DatabaseSync, dataset: string, first: number, end: number): OffsetRange[] {
  return db
    .prepare(
      `select first_offset as first, last_offset as last from caudal_refill
         where dataset = ? and first_offset < ? and last_offset >= ?`,
    )
    .all(dataset, end, first)
    .map((row) => ({ first: Number(row.first), last: Number(row.last) }))
}

function isWithin(ranges: readonly OffsetRange[], offset: number): boolean {
  let low = 0
  let high = ranges.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ranges[middle]!.last < offset) low = middle + 1
    else high = middle
  }
  return low < ranges.length && ranges[low]!.first <= offset
}

function liveFiles(db: DatabaseSync, folder: string, dataset: string): LakeFile[] {
  const tables = readTables(db, folder)
  return [dataset, rejectedName(dataset)].flatMap((name) => tables.get(name)?.files ?? [])
}

/** The ranges that wait to be filled, by dataset. */
export function pendingRefills(db: DatabaseSync): Repair[] {
  const rows = db
    .prepare('select dataset, first_offset, last_offset from caudal_refill order by dataset, first_offset')
    .all()
  const ranges = new Map<string, OffsetRange[]>()
  for (const row of rows) {
    const dataset = String(row.dataset)
    const range = { first: Number(row.first_offset), last: Number(row.last_offset) }
    ranges.set(dataset, [...(ranges.get(dataset) ?? []), range])
  }
  return [...ranges].map(([dataset, of]) => ({ dataset, ranges: of }))
}

/** What the stream could not give any more is lost, and counted among the rejected. */
export async function closeRefill(
  db: DatabaseSync,
  converter: Converter,
  table: Table,
  scratch: string,
): Promise<void> {
  const missing = db
    .prepare(
      'select min(first_offset) as first, sum(stored) as stored, sum(rejected) as rejected from caudal_refill where dataset = ?',
    )
    .get(table.name)
  const [first, stored, rejected] = [missing?.first, missing?.stored, missing?.rejected].map(Number)
  const lost = stored! + rejected!
  const files =
    lost > 0
      ? await converter.convertRejected(
          table.name,
          table.needRejected(db),
          [lostRow({ offset: first!, count: lost })],
          scratch,
        )
      : []
  commit(db, (change) => {
    change.run('delete from caudal_refill where dataset = ?', table.name)
    endRecount(change, table.id)
    if (lost === 0) return
    change.run('insert into caudal_lost values (?, ?, ?)', table.name, first!, lost)
    change.run(
      'update caudal_total set stored = stored - ?, rejected = rejected + ?, lost = lost + ? where dataset = ?',
      ...[stored!, stored!, lost, table.name],
    )
    for (const file of files) {
      change.addFile(table.rejectedId!, file, rejectedTypes)
      change.addToTable(table.rejectedId!, file.rows, file.bytes)
    }
  })
}
