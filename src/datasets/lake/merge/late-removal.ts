/** Rows that were removed from files while these were merged are removed from what they became. */
import { join } from 'node:path'
import type { NewFile } from '../catalogue/commit.ts'
import type { LakeFile, LakeTable } from '../catalogue/read.ts'
import { rowIdOnly } from '../damage/refill.ts'
import { type Duck, readParquet } from '../duck.ts'
import { liveRows } from '../removal/live-rows.ts'
import { type Removal, writeRemoval } from '../removal/removal.ts'

const rowId = rowIdOnly[0].name

/** `before` are the files as they were merged, `now` as they are. The removal is of a file that has no id yet. */
export async function lateRemoval(
  duck: Duck,
  table: LakeTable,
  { before, now, merged }: { before: readonly LakeFile[]; now: readonly LakeFile[]; merged: NewFile | undefined },
): Promise<Removal | undefined> {
  if (!merged || !hasOtherDeletes(before, now)) return undefined
  const changed = now.filter((file, i) => hasOtherDeletes([before[i]!], [file]))
  const was = await liveRows(
    before.filter((file, i) => hasOtherDeletes([file], [now[i]!])),
    rowIdOnly,
  )
  const is = await liveRows(changed, rowIdOnly)
  const path = join(table.folder, merged.name)
  const file: LakeFile = { ...now[0]!, id: -1, path, deletes: undefined }
  const places = `select filename, file_row_number as pos from ${readParquet([path], rowIdOnly, true)}
    where ${rowId} in (select ${rowId} from (${was}) anti join (${is}) using (${rowId}))`
  return duck.use((connection) => writeRemoval(connection, { ...table, files: [file] }, places))
}

export function hasOtherDeletes(before: readonly LakeFile[], now: readonly LakeFile[]): boolean {
  return before.some(({ deletes }, i) => deletes?.path !== now[i]?.deletes?.path)
}
