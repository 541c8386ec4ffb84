/**
 * What remains of a table when its dataset is filled again from a boundary on: the rows below. Files with rows of both kinds are written
 * anew, and the counters forget only what is counted again.
 */
import { foreignRowIds, offsetOf, partitionOf } from '../../../model/offset.ts'
import type { Commit, NewFile } from '../catalogue/commit.ts'
import type { LakeFile, LakeTable } from '../catalogue/read.ts'
import { dropTable } from '../catalogue/schema-change.ts'
import { rowIdOnly } from '../damage/refill.ts'
import { type Duck, readParquet, rowsOf } from '../duck.ts'
import { forgetKeys } from '../keys/key-store.ts'
import { mergeFiles } from '../merge/merge.ts'
import { orderOf } from '../merge/order.ts'
import { forgetRemarks } from '../remarks/remark-store.ts'
import { forgetTally } from '../rules/tally.ts'
import { type Boundary, isBelow } from './boundary.ts'

/** What becomes of one table. */
export interface Remainder {
  readonly table: LakeTable
  readonly gone: readonly LakeFile[]
  readonly rewritten: readonly NewFile[]
  /** How many rows go. */
  readonly rows: number
  readonly isEmpty: boolean
}

export async function remainderOf(duck: Duck, table: LakeTable, boundary: Boundary): Promise<Remainder> {
  const gone: LakeFile[] = []
  const rewritten: NewFile[] = []
  let rows = 0
  for (const file of table.files) {
    const kept = await rowsBelow(duck, file, boundary)
    if (kept === file.rows) continue
    gone.push(file)
    const order = { ...orderOf(table, [file]), where: isBelow(boundary) }
    const next = kept > 0 ? await mergeFiles(duck, order) : undefined
    if (next) rewritten.push(next)
    rows += file.rows - (file.deletes?.count ?? 0) - (next?.rows ?? 0)
  }
  return { table, gone, rewritten, rows, isEmpty: gone.length === table.files.length && rewritten.length === 0 }
}

async function rowsBelow(duck: Duck, file: LakeFile, boundary: Boundary): Promise<number> {
  const { first, last } = file
  // What another client inserted is in no stream.
  if (file.rowIdStart !== undefined && file.rowIdStart >= foreignRowIds) return file.rows
  if (file.offsets !== 'written' || first === undefined || last === undefined) return 0
  if (partitionOf(first) === partitionOf(last)) {
    const from = boundary.get(partitionOf(first)) ?? 0
    if (last < from) return file.rows
    if (first >= from) return 0
  }
  const source = readParquet([file.path], rowIdOnly)
  const [row] = await duck.use((connection) =>
    rowsOf(connection, `select count(*) as rows from ${source} where ${isBelow(boundary)}`),
  )
  return Number(row!.rows)
}

/** An empty table goes with its columns: they are found anew. */
export function removeRows(change: Commit, { table, gone, rewritten, rows, isEmpty }: Remainder): void {
  if (isEmpty) return dropTable(change, table.id)
  if (gone.length === 0) return
  change.endFiles(gone.map((file) => file.id))
  forgetKeys(change, table.id)
  const types = new Map(table.columns.map((column) => [column.id, column.type]))
  let bytes = -gone.reduce((sum, file) => sum + file.bytes, 0)
  for (const file of rewritten) {
    change.addFile(table.id, file, types)
    bytes += file.bytes
  }
  change.addToTable(table.id, -rows, bytes)
  change.change(`deleted_from_table:${table.id}`)
}

/** Takes out of the counters what lies at or behind the boundary: rows, gaps, and what has expired. */
export function recount(
  change: Commit,
  dataset: string,
  boundary: Boundary,
  removed: { readonly rows: number; readonly rejectedRows: number },
): void {
  let offsets = 0
  for (const { part, position } of change.all(
    'select part, position from caudal_position where dataset = ?',
    dataset,
  )) {
    const from = boundary.get(Number(part)) ?? offsetOf(Number(part), 0)
    offsets += Math.max(0, Number(position) - from)
    if (from === offsetOf(Number(part), 0)) {
      change.run('delete from caudal_position where dataset = ? and part = ?', dataset, Number(part))
    } else {
      const next = Math.min(Number(position), from)
      change.run('update caudal_position set position = ? where dataset = ? and part = ?', next, dataset, Number(part))
    }
  }
  const { gaps, lost } = forgetGaps(change, dataset, boundary)
  change.run('delete from caudal_refill where dataset = ?', dataset)
  forgetTally(change, dataset)
  forgetRemarks(change, dataset)
  const total = change.get('select expired, rejected_expired from caudal_total where dataset = ?', dataset)
  if (!total) return
  // Each gap has one row among the rejected ones and stands for as many offsets as it is long.
  const rejected = removed.rejectedRows - gaps
  const gone = offsets - removed.rows - rejected - lost
  // What is not there any more has expired, or never was for its key's sake.
  const duplicate = Math.max(0, gone - Number(total.expired) - Number(total.rejected_expired))
  const expired = gone - duplicate
  const expiredRows = Math.min(expired, Number(total.expired))
  const expiredRejected = expired - expiredRows
  change.run(
    `update caudal_total set stored = stored - ?, expired = expired - ?, rejected = rejected - ?,
       rejected_expired = rejected_expired - ?, lost = lost - ?, duplicate = duplicate - ? where dataset = ?`,
    ...[removed.rows + expiredRows, expiredRows, rejected + lost + expiredRejected, expiredRejected, lost, duplicate],
    dataset,
  )
}

/** Gaps at or behind the boundary are met again, or are none any more; one that begins before it keeps that part. */
function forgetGaps(change: Commit, dataset: string, boundary: Boundary): { gaps: number; lost: number } {
  let gaps = 0
  let lost = 0
  const rows = change.all('select rowid, first_offset as first, count from caudal_lost where dataset = ?', dataset)
  for (const { rowid, first, count } of rows) {
    const from = boundary.get(partitionOf(Number(first))) ?? 0
    const kept = Math.min(Number(count), Math.max(0, from - Number(first)))
    lost += Number(count) - kept
    if (kept > 0) {
      change.run('update caudal_lost set count = ? where rowid = ?', kept, Number(rowid))
    } else {
      gaps++
      change.run('delete from caudal_lost where rowid = ?', Number(rowid))
    }
  }
  return { gaps, lost }
}
