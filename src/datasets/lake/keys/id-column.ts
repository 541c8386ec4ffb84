/** The column of the keys, which a table has once its dataset has a key. */
import type { DatabaseSync } from 'node:sqlite'
import type { Commit } from '../catalogue/commit.ts'
import { addColumn } from '../catalogue/schema-change.ts'
import { idColumn } from './stored-keys.ts'

export function maybeIdColumn(db: DatabaseSync, tableId: number): number | undefined {
  const row = db
    .prepare(
      'select column_id as id from ducklake_column where table_id = ? and column_name = ? and end_snapshot is null',
    )
    .get(tableId, idColumn)
  return row && Number(row.id)
}

export function addIdColumn(change: Commit, tableId: number): number {
  const last = change.get('select max(column_id) as id from ducklake_column where table_id = ?', tableId)
  const id = Number(last?.id) + 1
  addColumn(change, tableId, { id, name: idColumn, type: 'VARCHAR' })
  change.change(`altered_table:${tableId}`)
  change.alter(tableId)
  return id
}
