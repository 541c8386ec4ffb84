/**
 * What the catalogue says, for whoever reads the lake: columns, live files, and where a row's offset is found. It reads tables
 * that other DuckLake clients write too, and trusts nothing but the specification.
 */
import { isAbsolute, join } from 'node:path'
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import type { Column } from '../../../model/schema.ts'
import { duckTypeOf, type TypeRow } from './column-type.ts'
import { dataFolder } from './open.ts'
import { statement } from './statement.ts'

export interface LakeColumn {
  /** DuckLake's column id, which is the Parquet field id. */
  readonly id: number
  readonly name: string
  /** As DuckDB writes it: `BIGINT`, `VARCHAR[]`. */
  readonly type: string
  /** The way to the value in the JSON record; columns that others added have their name as path. */
  readonly path: readonly string[]
  readonly declared: boolean
  /** What `Column` says beyond name and type, of the columns that are read from records. */
  readonly about: Omit<Column, 'name' | 'type'> | undefined
  /** The field ids of what is nested in it, such as a list's `element`. */
  readonly children: readonly { readonly id: number; readonly name: string }[]
}

/** The places in a data file of rows that are gone: Parquet with `file_path` and `pos`, or another client's deletion vector. */
export interface DeleteFile {
  readonly path: string
  readonly count: number
  readonly format: string
  readonly bytes: number
  /** Of our own ones. */
  readonly crc32c: number | undefined
}

export interface LakeFile {
  readonly id: number
  readonly path: string
  readonly rows: number
  readonly bytes: number
  /**
   * `written`: the offset is the column `_ducklake_internal_row_id` (field id 2147483540). `unknown`: it is that column where
   * the file has it, else `rowIdStart` plus the row's number in the file; another client wrote it.
   */
  readonly offsets: 'written' | 'unknown'
  readonly rowIdStart: number | undefined
  /** The least and the greatest offset, where they are known. */
  readonly first: number | undefined
  readonly last: number | undefined
  /** The least and the greatest `_time`, as DuckDB writes it, where they are known. */
  readonly from: string | undefined
  readonly until: string | undefined
  /** Whether a record may have no `_time`: false where the statistics tell that all have one. */
  readonly hasTimeless: boolean
  /** Whether a record may have fields without a column: false where the statistics tell that `_rest` is null in all of them. */
  readonly hasRest: boolean
  readonly deletes: DeleteFile | undefined
  readonly level: number
  readonly crc32c: number | undefined
}

export interface LakeTable {
  readonly id: number
  readonly name: string
  /** Where its files lie. */
  readonly folder: string
  readonly columns: readonly LakeColumn[]
  readonly files: readonly LakeFile[]
}

/** The latest snapshot's number: as long as it stays, nothing else has changed. */
export function readSnapshot(db: DatabaseSync): number {
  return Number(db.prepare('select max(snapshot_id) as id from ducklake_snapshot').get()?.id ?? 0)
}

/** All tables of the schema `main` as they are now, by name. */
export function readTables(db: DatabaseSync, folder: string): Map<string, LakeTable> {
  const tables = new Map<string, LakeTable>()
  for (const name of readNames(db)) {
    const table = readTable(db, folder, name)
    if (table) tables.set(name, table)
  }
  return tables
}

const currentTables = `from ducklake_table t join ducklake_schema s using (schema_id)
  where t.end_snapshot is null and s.end_snapshot is null and s.schema_name = 'main'`

/** The names of the tables of the schema `main`, oldest first. */
export function readNames(db: DatabaseSync): string[] {
  const rows = db.prepare(`select t.table_name as name ${currentTables} order by t.table_id`).all()
  return rows.map((row) => String(row.name))
}

/** One table as it is now. */
export function readTable(db: DatabaseSync, folder: string, name: string): LakeTable | undefined {
  const row = db
    .prepare(
      `select t.table_id as id, t.path, t.path_is_relative as relative, s.path as schema_path,
         s.path_is_relative as schema_relative ${currentTables} and t.table_name = ?`,
    )
    .get(name)
  if (!row) return undefined
  const schemaFolder = within(dataFolder(folder), row.schema_path, row.schema_relative)
  const tableFolder = within(schemaFolder, row.path, row.relative)
  const id = Number(row.id)
  const columns = readColumns(db, id)
  const table = { id, name, folder: tableFolder, columns }
  return { ...table, files: readFiles(db, table) }
}

/** The columns of a table as they are now, in order. */
export function readColumns(db: DatabaseSync, tableId: number): LakeColumn[] {
  const rows = statement(
    db,
    `select c.column_id, c.column_name, c.column_type, c.parent_column, k.about from ducklake_column c
       left join caudal_column k on k.table_id = c.table_id and k.column_id = c.column_id
       where c.table_id = ? and c.end_snapshot is null order by c.column_order, c.column_id`,
  ).all(tableId) as unknown as (TypeRow & { about: string | null })[]
  const children = (id: number | null) => rows.filter((row) => row.parent_column === id)
  return children(null).map((row) => {
    const about = row.about === null ? undefined : (JSON.parse(row.about) as Omit<Column, 'name' | 'type'>)
    return {
      id: row.column_id,
      name: row.column_name,
      type: duckTypeOf(row, children),
      path: about?.path ?? [row.column_name],
      declared: about?.declared ?? false,
      about,
      children: descendants(row.column_id, children),
    }
  })
}

function descendants(id: number, children: (id: number) => readonly TypeRow[]): { id: number; name: string }[] {
  return children(id).flatMap((child) => [
    { id: child.column_id, name: child.column_name },
    ...descendants(child.column_id, children),
  ])
}

/** Which files, and which deletions, belong to the latest snapshot. */
const isNow = (of: string) => `${of}.end_snapshot is null`

/** The files of a table as they are now, in the order of their offsets; or those that `belongs` chooses, in SQL over `f` and `d`. */
export function readFiles(
  db: DatabaseSync,
  { id: tableId, folder, columns }: Pick<LakeTable, 'id' | 'folder' | 'columns'>,
  belongs: (of: string) => string = isNow,
): LakeFile[] {
  const idOf = (name: string) => columns.find((column) => column.name === name)?.id ?? -1
  const rows = db
    .prepare(
      `select f.data_file_id as id, f.path, f.path_is_relative as relative, f.record_count as rows, f.file_size_bytes as bytes,
         f.row_id_start as row_id_start, k.first_offset as first, k.last_offset as last, k.level, k.crc32c,
         s.min_value as "from", s.max_value as until, s.null_count as time_nulls, r.null_count as rest_nulls,
         d.path as delete_path, d.path_is_relative as delete_relative, d.delete_count, d.format as delete_format,
         d.file_size_bytes as delete_bytes, c.crc32c as delete_crc32c
       from ducklake_data_file f
       left join caudal_file k on k.data_file_id = f.data_file_id
       left join ducklake_file_column_stats s on s.data_file_id = f.data_file_id and s.column_id = ?
       left join ducklake_file_column_stats r on r.data_file_id = f.data_file_id and r.column_id = ?
       left join ducklake_delete_file d
         on d.table_id = f.table_id and d.data_file_id = f.data_file_id and ${belongs('d')}
       left join caudal_delete c on c.delete_file_id = d.delete_file_id
       where f.table_id = ? and ${belongs('f')} order by k.first_offset, f.data_file_id`,
    )
    .all(idOf('_time'), idOf('_rest'), tableId)
  return rows.map((row) => {
    const rowIdStart = maybeNumber(row.row_id_start)
    const rowCount = Number(row.rows)
    return {
      id: Number(row.id),
      path: within(folder, row.path, row.relative),
      rows: rowCount,
      bytes: Number(row.bytes),
      offsets: row.crc32c !== null ? 'written' : 'unknown',
      rowIdStart,
      first: maybeNumber(row.first),
      last: maybeNumber(row.last),
      from: maybeText(row.from),
      until: maybeText(row.until),
      hasTimeless: row.time_nulls !== 0,
      hasRest: row.rest_nulls !== rowCount,
      deletes:
        row.delete_path === null
          ? undefined
          : {
              path: within(folder, row.delete_path, row.delete_relative),
              count: Number(row.delete_count),
              format: String(row.delete_format),
              bytes: Number(row.delete_bytes),
              crc32c: maybeNumber(row.delete_crc32c),
            },
      level: Number(row.level ?? 0),
      crc32c: maybeNumber(row.crc32c),
    }
  })
}

function within(folder: string, path: SQLOutputValue | undefined, relative: SQLOutputValue | undefined): string {
  const text = String(path)
  return relative === 0 || isAbsolute(text) ? text : join(folder, text)
}

function maybeNumber(value: SQLOutputValue | undefined): number | undefined {
  return value === null || value === undefined ? undefined : Number(value)
}

export function maybeText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
