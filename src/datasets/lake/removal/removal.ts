/**
 * Some rows of a table go: their places are written to delete files, one for each data file that has such rows, and one transaction
 * lets these take the place of those before. Other clients read them as their own (ducklake.select/docs/stable/specification/tables/ducklake_delete_file).
 */
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { DuckDBConnection } from '@duckdb/node-api'
import { realFileSystem } from '../../../lib/file-system.ts'
import { quoteText } from '../../../lib/sql-text.ts'
import type { Commit } from '../catalogue/commit.ts'
import type { LakeFile, LakeTable } from '../catalogue/read.ts'
import { statement } from '../catalogue/statement.ts'
import { rowsOf } from '../duck.ts'
import { syncAndSum } from '../parquet.ts'
import { removedPlaces } from './live-rows.ts'

/** How many rows of each file Caudal itself took out: they are no longer counted as stored. */
const ddl =
  'create table if not exists caudal_removed(data_file_id integer primary key, table_id integer, rows integer) strict'

/** Of the places in delete files, as Apache Iceberg numbers them, which DuckLake follows. */
const fieldIds = 'field_ids {file_path: 2147483546, pos: 2147483545}'

/** Delete files that wait to be committed. */
export interface Removal {
  readonly tableId: number
  /** How many rows go. */
  readonly rows: number
  readonly files: readonly NewDeletes[]
}

interface NewDeletes {
  /** The data file. */
  readonly of: number
  /** The delete file whose places are in this one, too. */
  readonly before: string | undefined
  readonly path: string
  /** The rows that are new in it. */
  readonly rows: number
  readonly count: number
  readonly bytes: number
  readonly footer_bytes: number
  readonly crc32c: number
}

export function openRemovals(db: DatabaseSync): void {
  db.exec(ddl)
}

/** How many rows of a file were removed by us. */
export function removedRows(db: DatabaseSync, { id }: Pick<LakeFile, 'id'>): number {
  return Number(statement(db, 'select rows from caudal_removed where data_file_id = ?').get(id)?.rows ?? 0)
}

/** The same of all files, by their ids. */
export function allRemovedRows(db: DatabaseSync): Map<number, number> {
  const rows = db.prepare('select data_file_id as id, rows from caudal_removed').all()
  return new Map(rows.map(({ id, rows }) => [Number(id), Number(rows)]))
}

/** Writes what removes the rows whose places the query selects, as `filename` and `pos`; none of them may be removed already. */
export async function writeRemoval(connection: DuckDBConnection, table: LakeTable, places: string): Promise<Removal> {
  await connection.run(`create or replace temp table removed_rows as ${places}`)
  const byPath = new Map(table.files.map((file) => [file.path, file]))
  const files: NewDeletes[] = []
  try {
    const counts = await rowsOf(connection, 'select filename, count(*) as rows from removed_rows group by 1 order by 1')
    for (const { filename, rows } of counts)
      files.push(await writeDeletes(connection, table, byPath.get(String(filename))!, Number(rows)))
    if (files.length > 0) await realFileSystem.syncFolder(table.folder)
  } catch (error) {
    forgetRemoval({ files })
    throw error
  } finally {
    await connection.run('drop table removed_rows')
  }
  return { tableId: table.id, rows: files.reduce((sum, { rows }) => sum + rows, 0), files }
}

async function writeDeletes(
  connection: DuckDBConnection,
  { folder }: LakeTable,
  { id, path: of, deletes }: LakeFile,
  rows: number,
): Promise<NewDeletes> {
  const path = join(folder, `${randomUUID()}-delete.parquet`)
  const before = deletes ? ` union all ${await removedPlaces(deletes)}` : ''
  const [written] = await rowsOf(
    connection,
    `copy (select ${quoteText(of)} as file_path, pos::bigint as pos
       from (select pos from removed_rows where filename = ${quoteText(of)}${before}) order by pos)
     to ${quoteText(path)} (format parquet, compression zstd, return_stats, ${fieldIds})`,
  )
  const crc32c = await syncAndSum(path)
  return {
    ...{ of: id, before: deletes?.path, path, rows },
    count: Number(written!.count),
    bytes: Number(written!.file_size_bytes),
    footer_bytes: Number(written!.footer_size_bytes),
    crc32c,
  }
}

/** Whether the data files are as they were when it was written. */
export function isCurrent(db: DatabaseSync, { tableId, files }: Removal): boolean {
  const find = statement(
    db,
    `select d.path from ducklake_data_file f left join ducklake_delete_file d
       on d.data_file_id = f.data_file_id and d.table_id = f.table_id and d.end_snapshot is null
       where f.data_file_id = ? and f.table_id = ? and f.end_snapshot is null`,
  )
  return files.every(({ of, before }) => {
    const row = find.get(of, tableId)
    if (!row) return false
    return before === undefined ? row.path === null : basename(String(row.path)) === basename(before)
  })
}

/** Removes the rows from the table and from what is counted as stored. */
export function commitRemoval(change: Commit, removal: Removal, dataset: string): void {
  if (removal.files.length === 0) return
  putDeletes(change, removal)
  change.run(
    'update caudal_total set stored = stored - ?, duplicate = duplicate + ? where dataset = ?',
    ...[removal.rows, removal.rows, dataset],
  )
}

/** Removes them from the table, when they are counted already. */
export function putDeletes(change: Commit, { tableId, files }: Removal): void {
  for (const file of files) {
    change.addDeletes(tableId, file.of, { ...file, name: basename(file.path) })
    change.run(
      `insert into caudal_removed values (?, ?, ?) on conflict (data_file_id) do update set rows = rows + excluded.rows`,
      ...[file.of, tableId, file.rows],
    )
  }
}

/** Instead of its commit. */
export function forgetRemoval({ files }: Pick<Removal, 'files'>): void {
  for (const { path } of files) rmSync(path, { force: true })
}
