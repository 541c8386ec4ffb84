/** What the catalogue still knows of an earlier snapshot. */
import type { DatabaseSync } from 'node:sqlite'
import { UserError } from '../../../lib/errors.ts'
import { type LakeFile, readFiles, readTable } from './read.ts'

/**
 * The files that a table had at a snapshot. Rows that are in them and not in those of now are gone, and the other way round: Caudal never
 * changes a row. Where that cannot be relied on, it throws.
 */
export function filesAt(db: DatabaseSync, folder: string, name: string, snapshot: number): LakeFile[] {
  const table = readTable(db, folder, name)
  const isKnown = db.prepare('select 1 from ducklake_snapshot where snapshot_id = ?').get(snapshot)
  if (!table || !isKnown) throw unknown(name, 'nobody remembers that time any more')
  const began = db.prepare('select max(begin_snapshot) as id from ducklake_table where table_id = ?').get(table.id)
  const altered = db
    .prepare('select max(begin_snapshot) as id from ducklake_schema_versions where table_id = ?')
    .get(table.id)
  if (Math.max(Number(began?.id ?? 0), Number(altered?.id ?? 0)) > snapshot)
    throw unknown(name, 'its columns have changed')
  if (isTouchedByOthers(db, table.id, snapshot)) throw unknown(name, 'another client has written to it')
  return readFiles(
    db,
    table,
    (of) => `${of}.begin_snapshot <= ${snapshot} and (${of}.end_snapshot is null or ${of}.end_snapshot > ${snapshot})`,
  )
}

/** Other clients update rows, which keep their ids. */
function isTouchedByOthers(db: DatabaseSync, tableId: number, snapshot: number): boolean {
  return db
    .prepare(`select changes_made from ducklake_snapshot_changes where snapshot_id > ? and author is not 'Caudal'`)
    .all(snapshot)
    .some((row) =>
      String(row.changes_made)
        .split(',')
        .some((change) => change.endsWith(`:${tableId}`)),
    )
}

function unknown(name: string, why: string): UserError {
  return new UserError('conflict', `cannot tell which rows of dataset "${name}" have changed: ${why}`, {
    hint: 'Read all of it.',
  })
}
