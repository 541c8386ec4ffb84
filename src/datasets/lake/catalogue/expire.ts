/**
 * Snapshots, and files that only they still know, do not live for ever. A file goes in three steps: no longer part of the table
 * (`end_snapshot`), no longer part of any snapshot (scheduled), and removed from disk when the grace is over, so that a query that
 * began long before still finds it.
 */
import { isAbsolute, join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { Commit } from './commit.ts'
import { dataFolder, timestamp } from './open.ts'

const expiredFiles = `
  select data_file_id as id, table_id, path, path_is_relative as relative from ducklake_data_file f
  where end_snapshot is not null and not exists
    (select 1 from ducklake_snapshot s where s.snapshot_id >= f.begin_snapshot and s.snapshot_id < f.end_snapshot)`
const expiredDeletes = `
  select delete_file_id as id, table_id, path, path_is_relative as relative from ducklake_delete_file f
  where end_snapshot is not null and not exists
    (select 1 from ducklake_snapshot s where s.snapshot_id >= f.begin_snapshot and s.snapshot_id < f.end_snapshot)`

/** Removes the snapshots before a time, the latest excepted, and schedules the files that no other snapshot knows. */
export function expireSnapshots(commit: Commit, before: number): void {
  const last = commit.snapshot - 1
  for (const table of ['ducklake_snapshot_changes', 'ducklake_snapshot']) {
    commit.run(
      `delete from ${table} where snapshot_id in
         (select snapshot_id from ducklake_snapshot where snapshot_time < ? and snapshot_id < ?)`,
      ...[timestamp(before), last],
    )
  }
  schedule(
    commit,
    expiredFiles,
    ['ducklake_data_file', 'ducklake_file_column_stats', 'caudal_file', 'caudal_removed'],
    'data_file_id',
  )
  schedule(commit, expiredDeletes, ['ducklake_delete_file', 'caudal_delete'], 'delete_file_id')
  for (const table of ['ducklake_table', 'ducklake_column']) {
    commit.run(
      `delete from ${table} as t where end_snapshot is not null and not exists
         (select 1 from ducklake_snapshot s where s.snapshot_id >= t.begin_snapshot and s.snapshot_id < t.end_snapshot)`,
    )
  }
  for (const table of [
    'ducklake_table_stats',
    'ducklake_table_column_stats',
    'ducklake_schema_versions',
    'caudal_column',
  ]) {
    commit.run(`delete from ${table} where table_id not in (select table_id from ducklake_table)`)
  }
}

function schedule(commit: Commit, query: string, tables: readonly string[], key: string): void {
  for (const file of commit.all(query)) {
    const parts =
      file.relative === 0
        ? undefined
        : commit.get(
            `select s.path as schema_path, t.path from ducklake_table t join ducklake_schema s using (schema_id)
             where t.table_id = ? limit 1`,
            Number(file.table_id),
          )
    commit.run(
      'insert into ducklake_files_scheduled_for_deletion values (?, ?, ?, ?)',
      ...[Number(file.id), parts ? `${parts.schema_path}${parts.path}${file.path}` : String(file.path)],
      ...[parts ? 1 : 0, timestamp(Date.now())],
    )
    for (const table of tables) commit.run(`delete from ${table} where ${key} = ?`, Number(file.id))
  }
}

export interface Scheduled {
  readonly id: number
  readonly path: string
}

/** The files whose grace is over. */
export function removableFiles(db: DatabaseSync, folder: string, before: number): Scheduled[] {
  const rows = db
    .prepare(
      `select data_file_id as id, path, path_is_relative as relative from ducklake_files_scheduled_for_deletion
       where schedule_start < ?`,
    )
    .all(timestamp(before))
  return rows.map((row) => {
    const path = String(row.path)
    return { id: Number(row.id), path: row.relative === 0 || isAbsolute(path) ? path : join(dataFolder(folder), path) }
  })
}

/** They are gone from disk. */
export function forgetScheduled(commit: Commit, files: readonly Scheduled[]): void {
  for (const file of files)
    commit.run('delete from ducklake_files_scheduled_for_deletion where data_file_id = ?', file.id)
}
