import type { Column } from '../../../model/schema.ts'
import { lakeTypeOf } from './column-type.ts'
import type { Commit } from './commit.ts'
import type { LakeColumn } from './read.ts'
import { rangeOfTexts } from './statistics.ts'
import { folderNameOf } from './version-name.ts'

/** A column as it is to be; its id and those of what is nested in it are given already. */
export interface PlannedColumn extends Column {
  readonly id: number
  /** The id of a list's `element`. */
  readonly elementId?: number
}

/** What the rejected records' dataset has beside the reserved columns. */
export interface FixedColumn {
  readonly id: number
  readonly name: string
  readonly type: string
}

/** Makes a table of the schema `main` and returns its id. */
export function createTable(commit: Commit, name: string): number {
  const id = commit.newTableId()
  const schema = commit.get(
    `select schema_id as id from ducklake_schema where schema_name = 'main' and end_snapshot is null`,
  )
  commit.run(
    'insert into ducklake_table values (?, ?, ?, null, ?, ?, ?, 1)',
    ...[id, crypto.randomUUID(), commit.snapshot, Number(schema?.id), name, `${folderNameOf(name)}/`],
  )
  commit.run('insert into ducklake_table_stats values (?, 0, 0, 0)', id)
  commit.addToTable(id, 0, 0)
  commit.change(`created_table:"main"."${name.replaceAll('"', '""')}"`)
  commit.alter(id)
  return id
}

/** Ends a table; its files stay until their last snapshot expires. */
export function dropTable(commit: Commit, id: number): void {
  for (const table of ['table', 'column', 'data_file', 'delete_file', 'partition_info', 'column_tag', 'sort_info']) {
    commit.run(
      `update ducklake_${table} set end_snapshot = ? where table_id = ? and end_snapshot is null`,
      ...[commit.snapshot, id],
    )
  }
  commit.change(`dropped_table:${id}`)
  commit.alterCatalogue()
}

/** A column that the table did not have. */
export function addColumn(commit: Commit, tableId: number, column: FixedColumn | PlannedColumn): void {
  writeColumn(commit, tableId, column)
  if ('path' in column) describeColumn(commit, tableId, column)
}

/** What we know of a column beyond DuckLake: everything but its id, name and type. */
export function describeColumn(commit: Commit, tableId: number, column: PlannedColumn): void {
  const { id, elementId, name, type, ...about } = column
  commit.run('insert or replace into caudal_column values (?, ?, ?)', tableId, id, JSON.stringify(about))
}

/** The same column with a wider type. */
export function widenColumn(commit: Commit, tableId: number, before: LakeColumn, after: PlannedColumn): void {
  for (const id of [before.id, ...before.children.map((child) => child.id)]) {
    const type = id === before.id ? before.type : before.type.replace('[]', '')
    commit.run(
      'update ducklake_column set end_snapshot = ? where table_id = ? and column_id = ? and end_snapshot is null',
      ...[commit.snapshot, tableId, id],
    )
    if (!keepsOrder(before.type, after.type)) widenRange(commit, tableId, id, type)
  }
  writeColumn(commit, tableId, after)
  describeColumn(commit, tableId, after)
}

/** `9` is before `10` as a number and after it as a text: such statistics would hide rows. */
function keepsOrder(before: string, after: string): boolean {
  const [from, to] = [before.replace('[]', ''), after.replace('[]', '')]
  return before.endsWith('[]') === after.endsWith('[]') && (from === to || (from === 'BIGINT' && to === 'DOUBLE'))
}

/** Of the files nothing is known any more; of the whole table what texts of the type can be. */
function widenRange(commit: Commit, tableId: number, columnId: number, before: string): void {
  commit.run(
    'update ducklake_file_column_stats set min_value = null, max_value = null where table_id = ? and column_id = ?',
    ...[tableId, columnId],
  )
  const { min, max } = rangeOfTexts(before)
  const known = commit.get(
    'select 1 from ducklake_table_column_stats where table_id = ? and column_id = ?',
    ...[tableId, columnId],
  )
  // A list has no range of its own, only its elements have.
  if (!known && before.endsWith('[]')) {
    commit.run(
      'insert into ducklake_table_column_stats values (?, ?, 1, null, ?, ?, null)',
      ...[tableId, columnId, min, max],
    )
  }
  commit.run(
    'update ducklake_table_column_stats set min_value = ?, max_value = ? where table_id = ? and column_id = ?',
    ...[min, max, tableId, columnId],
  )
}

function writeColumn(commit: Commit, tableId: number, column: FixedColumn | PlannedColumn): void {
  const isList = column.type.endsWith('[]')
  const insert = 'insert into ducklake_column values (?, ?, null, ?, ?, ?, ?, null, null, 1, ?, null, null)'
  commit.run(
    insert,
    ...[column.id, commit.snapshot, tableId, column.id, column.name],
    ...[isList ? 'list' : lakeTypeOf(column.type), null],
  )
  if (isList && 'elementId' in column) {
    commit.run(
      insert,
      ...[column.elementId!, commit.snapshot, tableId, column.elementId!, 'element'],
      ...[lakeTypeOf(column.type.slice(0, -2)), column.id],
    )
  }
}
