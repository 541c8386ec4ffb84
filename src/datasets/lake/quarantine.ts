import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { messageOf } from '../../lib/errors.ts'
import type { Log } from '../../lib/log.ts'
import { commit } from './catalogue/commit.ts'
import { type LakeFile, type LakeTable, readTables } from './catalogue/read.ts'
import { checksumOf } from './parquet.ts'
import { rejectedName } from './rejected.ts'

export function quarantineFolder(folder: string): string {
  return join(folder, 'quarantine')
}

/** Why a file is not what was written; undefined when it is. Files of other clients have no checksum and are only measured. */
export async function damageOf(file: LakeFile): Promise<string | undefined> {
  if (!existsSync(file.path)) return 'it is missing'
  const { size } = statSync(file.path)
  if (size !== file.bytes) return `it has ${size} bytes instead of ${file.bytes}`
  if (file.crc32c === undefined) return undefined
  try {
    return (await checksumOf(file.path)) === file.crc32c ? undefined : 'its checksum is wrong'
  } catch (error) {
    return `it cannot be read: ${messageOf(error)}`
  }
}

/** Takes damaged files out of their datasets, moves them aside, and notes which offsets are missing now. */
export async function quarantine(db: DatabaseSync, folder: string, log: Log): Promise<void> {
  for (const table of readTables(db, folder).values()) {
    for (const file of table.files) {
      const damage = file.offsets === 'written' ? await damageOf(file) : undefined
      if (damage) setAside(db, folder, table, file, damage, log)
    }
  }
}

function setAside(db: DatabaseSync, folder: string, table: LakeTable, file: LakeFile, damage: string, log: Log): void {
  const dataset = datasetOf(db, table.name)
  const isRejected = dataset !== table.name
  const to = join(quarantineFolder(folder), table.name)
  commit(db, (change) => {
    change.run('delete from ducklake_data_file where data_file_id = ?', file.id)
    for (const other of ['ducklake_file_column_stats', 'ducklake_delete_file', 'caudal_file']) {
      change.run(`delete from ${other} where data_file_id = ?`, file.id)
    }
    change.addToTable(table.id, -file.rows, -file.bytes)
    change.run(
      'insert into caudal_refill values (?, ?, ?, ?, ?)',
      ...[dataset, file.first!, file.last!, isRejected ? 0 : file.rows, isRejected ? file.rows : 0],
    )
    change.change(`deleted_from_table:${table.id}`)
  })
  if (existsSync(file.path)) {
    mkdirSync(to, { recursive: true })
    renameSync(file.path, join(to, basename(file.path)))
  }
  log.error(`a file of dataset "${table.name}" is damaged: ${damage}`, {
    file: basename(file.path),
    rows: file.rows,
    moved_to: to,
    offsets: [file.first, file.last],
  })
}

/** `x_rejected` belongs to `x`, unless it is a dataset itself. */
function datasetOf(db: DatabaseSync, name: string): string {
  const owner = db
    .prepare('select dataset from caudal_position')
    .all()
    .find((row) => rejectedName(String(row.dataset)) === name)
  return owner ? String(owner.dataset) : name
}
