/**
 * A dataset is filled again beside the one that is read: its next version is a table of its own, invisible to queries, in the same folder.
 * Once it is full it takes the name, the counters and the rows below the boundary (those that are not computed again) in one transaction.
 */
import type { DatabaseSync } from 'node:sqlite'
import { type Commit, commit } from '../catalogue/commit.ts'
import { type LakeTable, readColumns, readNames, readTable } from '../catalogue/read.ts'
import { createTable, dropTable } from '../catalogue/schema-change.ts'
import { rangeOfTexts, widest } from '../catalogue/statistics.ts'
import { isNextVersion, nextVersionOf } from '../catalogue/version-name.ts'
import type { Duck } from '../duck.ts'
import { lastMark } from '../keys/key-hash.ts'
import { rejectedName } from '../rejected.ts'
import { type Boundary, writeBoundary } from './boundary.ts'
import { type Remainder, recount, remainderOf, removeRows } from './remainder.ts'

/** Tables that hold counters and the like, by the dataset's name. */
const countings = ['caudal_lost', 'caudal_refill', 'caudal_rule_count', 'caudal_remark'] as const

/** Forgets what a rebuild left that was cut off. */
export function dropNextVersions(db: DatabaseSync, only?: string): void {
  const names = readNames(db).filter((name) => isNextVersion(name) && (only === undefined || isOf(name, only)))
  if (names.length === 0) return
  commit(db, (change) => {
    for (const name of names) {
      const table = change.get(
        'select table_id as id from ducklake_table where table_name = ? and end_snapshot is null',
        name,
      )
      dropTable(change, Number(table!.id))
      for (const counting of ['caudal_position', 'caudal_total', ...countings])
        change.run(`delete from ${counting} where dataset = ?`, name)
    }
  })
}

function isOf(name: string, dataset: string): boolean {
  const next = nextVersionOf(dataset)
  return name === next || name === rejectedName(next)
}

/** Makes the next version, empty, to be filled from the boundary on. Rows that stay below it need the columns that they have. */
export function beginNextVersion(db: DatabaseSync, folder: string, dataset: string, boundary: Boundary): void {
  dropNextVersions(db, dataset)
  const now = readTable(db, folder, dataset)
  const next = nextVersionOf(dataset)
  const keeps = now?.files.some(
    ({ first }) => first === undefined || [...boundary.values()].some((from) => first < from),
  )
  commit(db, (change) => {
    if (now && keeps) copyColumns(change, now.id, createTable(change, next))
    writeBoundary(change, next, boundary)
    for (const [part, position] of boundary)
      change.run('insert into caudal_position values (?, ?, ?)', next, part, position)
  })
}

function copyColumns(change: Commit, from: number, to: number): void {
  change.run(
    `insert into ducklake_column select column_id, ?, null, ?, column_order, column_name, column_type, initial_default, default_value,
       nulls_allowed, parent_column, default_value_type, default_value_dialect
     from ducklake_column where table_id = ? and end_snapshot is null`,
    ...[change.snapshot, to, from],
  )
  change.run('insert into caudal_column select ?, column_id, about from caudal_column where table_id = ?', to, from)
}

/** The next version becomes the dataset. Nothing of either may be under way. */
export async function swapVersions(
  db: DatabaseSync,
  duck: Duck,
  folder: string,
  dataset: string,
  boundary: Boundary,
): Promise<void> {
  const next = nextVersionOf(dataset)
  const remainders = new Map<string, Remainder>()
  for (const name of [dataset, rejectedName(dataset)]) {
    const table = readTable(db, folder, name)
    if (table) remainders.set(name, await remainderOf(duck, table, boundary))
  }
  commit(db, (change) => {
    const removed = (name: string) => remainders.get(name)?.rows ?? 0
    for (const [name, other] of [
      [dataset, next],
      [rejectedName(dataset), rejectedName(next)],
    ] as const) {
      const remainder = remainders.get(name)
      const table = readTable(db, folder, other)
      if (table) swapTables(change, db, remainder, table, name)
      else if (remainder) removeRows(change, remainder)
    }
    recount(change, dataset, boundary, { rows: removed(dataset), rejectedRows: removed(rejectedName(dataset)) })
    takeCounters(change, next, dataset)
    writeBoundary(change, next, new Map())
  })
}

function swapTables(
  change: Commit,
  db: DatabaseSync,
  remainder: Remainder | undefined,
  next: LakeTable,
  name: string,
): void {
  if (remainder) {
    const gone = new Set(remainder.gone)
    const kept = remainder.table.files.filter((file) => !gone.has(file))
    moveFiles(
      change,
      kept.map(({ id }) => id),
      next.id,
    )
    const types = new Map(next.columns.map((column) => [column.id, column.type]))
    for (const file of remainder.rewritten) change.addFile(next.id, file, types)
    const files = [...kept, ...remainder.rewritten]
    change.addToTable(
      next.id,
      files.reduce((sum, { rows }) => sum + rows, 0),
      files.reduce((sum, { bytes }) => sum + bytes, 0),
    )
    forgetRanges(change, db, remainder.table.id, next.id)
    if (files.length > 0) {
      restateRanges(change, next)
      // Of these, too, those go that a later one of its key replaces.
      change.run(
        `update caudal_key set signature = '' where table_id = ? and signature like ?`,
        ...[next.id, `%${lastMark}`],
      )
    }
    dropTable(change, remainder.table.id)
  }
  const row = change.get('select * from ducklake_table where table_id = ? and end_snapshot is null', next.id)!
  change.run(
    'update ducklake_table set end_snapshot = ? where table_id = ? and end_snapshot is null',
    ...[change.snapshot, next.id],
  )
  change.run(
    'insert into ducklake_table values (?, ?, ?, null, ?, ?, ?, ?)',
    ...[next.id, String(row.table_uuid), change.snapshot, Number(row.schema_id), name],
    ...[String(row.path), Number(row.path_is_relative)],
  )
  change.change(`altered_table:${next.id}`)
  change.alter(next.id)
}

/** Files stay where they are, and belong to another table of the same folder. */
function moveFiles(change: Commit, ids: readonly number[], to: number): void {
  if (ids.length === 0) return
  for (const id of ids) {
    for (const table of ['data_file', 'file_column_stats', 'delete_file'])
      change.run(`update ducklake_${table} set table_id = ? where data_file_id = ?`, to, id)
  }
}

/** What was ordered as another type says nothing of the new order. */
function forgetRanges(change: Commit, db: DatabaseSync, from: number, to: number): void {
  const before = new Map(readColumns(db, from).map(({ id, type }) => [id, type]))
  for (const { id, type } of readColumns(db, to)) {
    if (!before.has(id) || before.get(id) === type) continue
    change.run(
      'update ducklake_file_column_stats set min_value = null, max_value = null where table_id = ? and column_id = ?',
      ...[to, id],
    )
  }
}

/**
 * The ranges of the whole table from those of its files. They may not be left out: another client that inserts takes a table without
 * a range for one without values.
 */
function restateRanges(change: Commit, { id: tableId, columns }: LakeTable): void {
  for (const { id, type } of columns) {
    const files = change.all(
      `select s.* from ducklake_data_file f left join ducklake_file_column_stats s
         on s.data_file_id = f.data_file_id and s.column_id = ? where f.table_id = ? and f.end_snapshot is null`,
      ...[id, tableId],
    )
    const filled = files.filter(({ value_count }) => Number(value_count ?? 0) > 0)
    change.run('delete from ducklake_table_column_stats where table_id = ? and column_id = ?', tableId, id)
    if (filled.length === 0) continue
    const hasNulls = filled.length < files.length || filled.some(({ null_count }) => Number(null_count) > 0)
    const nans = filled.map(({ contains_nan }) => contains_nan).filter((nan) => nan !== null)
    const range = filled
      .map(({ min_value: min, max_value: max }) =>
        typeof min === 'string' && typeof max === 'string' ? { min, max } : undefined,
      )
      .reduce((a, b) => a && b && widest(type, a, b))
    const told = range ?? (type === 'VARCHAR' ? rangeOfTexts(type) : undefined)
    change.run(
      'insert into ducklake_table_column_stats values (?, ?, ?, ?, ?, ?, null)',
      ...[tableId, id, Number(hasNulls), nans.length === 0 ? null : Number(nans.includes(1))],
      ...[told?.min ?? null, told?.max ?? null],
    )
  }
}

function takeCounters(change: Commit, from: string, to: string): void {
  change.run(
    'delete from caudal_position where dataset = ? and part in (select part from caudal_position where dataset = ?)',
    to,
    from,
  )
  change.run('update caudal_position set dataset = ? where dataset = ?', to, from)
  for (const counting of countings) change.run(`update ${counting} set dataset = ? where dataset = ?`, to, from)
  change.run(
    `insert into caudal_total select ?, stored, duplicate, rejected, late_dropped, lost, expired, rejected_expired
       from caudal_total where dataset = ? on conflict (dataset) do update set
       stored = stored + excluded.stored, duplicate = duplicate + excluded.duplicate, rejected = rejected + excluded.rejected,
       late_dropped = late_dropped + excluded.late_dropped, lost = lost + excluded.lost, expired = expired + excluded.expired,
       rejected_expired = rejected_expired + excluded.rejected_expired`,
    ...[to, from],
  )
  change.run('delete from caudal_total where dataset = ?', from)
}
