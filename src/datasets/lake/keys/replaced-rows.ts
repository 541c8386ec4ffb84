/** Where the rows lie that others of the same key take the place of: where a dataset keeps the last. */
import { rmSync, writeFileSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { quoteText } from '../../../lib/sql-text.ts'
import { foreignRowIds } from '../../../model/offset.ts'
import { type LakeFile, type LakeTable, readTable } from '../catalogue/read.ts'
import { rowIdOnly } from '../damage/refill.ts'
import type { Duck } from '../duck.ts'
import { liveRows } from '../removal/live-rows.ts'
import { type Removal, writeRemoval } from '../removal/removal.ts'
import { keyedColumns } from './stored-keys.ts'

interface Parts {
  readonly db: DatabaseSync
  readonly duck: Duck
  readonly folder: string
}

const rowId = rowIdOnly[0].name

/** Prepares the removal of rows by their offsets; those that are not there any more are let be. */
export async function removeOffsets(
  { db, duck, folder }: Parts,
  dataset: string,
  offsets: readonly number[],
  scratch: string,
): Promise<Removal | undefined> {
  const table = readTable(db, folder, dataset)
  const files = table ? filesWith(table, offsets) : []
  if (!table || files.length === 0) return undefined
  writeFileSync(scratch, `${offsets.join('\n')}\n`)
  try {
    const rows = await placesOf(files)
    const wanted = `read_csv(${quoteText(scratch)}, header = false, auto_detect = false, columns = {'o': 'BIGINT'})`
    const places = `select filename, file_row_number as pos from (${rows}) where ${rowId} in (select o from ${wanted})`
    return await duck.use((connection) => writeRemoval(connection, table, places))
  } finally {
    rmSync(scratch, { force: true })
  }
}

/** Selects the offset and the place of each row. A file that another client wrote anew may have row ids, or numbers them by their places. */
async function placesOf(files: readonly LakeFile[]): Promise<string> {
  const isNumbered = ({ offsets, rowIdStart }: LakeFile) => offsets === 'unknown' && rowIdStart !== undefined
  const carried = files.filter((file) => !isNumbered(file))
  const columns = `filename, file_row_number, ${rowId}`
  const branches = carried.length > 0 ? [`select ${columns} from (${await liveRows(carried, rowIdOnly, true)})`] : []
  for (const file of files.filter(isNumbered)) {
    const rows = await liveRows([file], rowIdOnly, true)
    branches.push(`select filename, file_row_number, ${file.rowIdStart} + file_row_number as ${rowId} from (${rows})`)
  }
  return branches.join(' union all ')
}

/** The files that may have one of the offsets. */
function filesWith({ files }: LakeTable, offsets: readonly number[]): LakeFile[] {
  const sorted = Float64Array.from(offsets).sort()
  return files.filter(({ offsets: are, first, last, rowIdStart }) => {
    if (are === 'unknown') return rowIdStart === undefined || rowIdStart < foreignRowIds
    if (first === undefined || last === undefined) return false
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (sorted[middle]! < first) low = middle + 1
      else high = middle
    }
    return low < sorted.length && sorted[low]! <= last
  })
}

/** Prepares the removal of every row that a later one of its key should have replaced: the dataset kept others, or lost its catalogue. */
export async function removeOvertaken(
  { db, duck, folder }: Parts,
  dataset: string,
  idColumnId: number,
  within: number,
): Promise<Removal | undefined> {
  const table = readTable(db, folder, dataset)
  const files = table?.files.filter(({ offsets }) => offsets === 'written') ?? []
  if (!table || files.length === 0) return undefined
  const rows = await liveRows(files, keyedColumns(idColumnId), true)
  const limit = Number.isFinite(within) ? `next - seconds < ${within}` : 'true'
  const places = `select filename, file_row_number as pos from (
      select filename, file_row_number, epoch_ms(_received) // 1000 as seconds,
        lead(epoch_ms(_received) // 1000) over (partition by _id order by _received, ${rowId}) as next
      from (${rows}) where _id is not null) where next is not null and ${limit}`
  return duck.use((connection) => writeRemoval(connection, table, places))
}
