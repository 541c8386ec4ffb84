import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { messageOf, systemCode } from '../../../lib/errors.ts'
import type { Log } from '../../../lib/log.ts'
import { commit } from '../catalogue/commit.ts'
import { type LakeFile, type LakeTable, readTables } from '../catalogue/read.ts'
import { isView } from '../catalogue/view-tables.ts'
import { checksumOf } from '../parquet.ts'
import { rejectedName } from '../rejected.ts'
import { removedRows } from '../removal/removal.ts'

export function quarantineFolder(folder: string): string {
  return join(folder, 'quarantine')
}

/** What a look at the names and sizes of a file and its delete file tells of damage; undefined when they are right. */
export async function cutOf(file: LakeFile): Promise<string | undefined> {
  return (await sizeOf(file)) ?? aboutDeletes(file, sizeOf)
}

async function sizeOf({ path, bytes }: Pick<LakeFile, 'path' | 'bytes'>): Promise<string | undefined> {
  try {
    const { size } = await stat(path)
    return size === bytes ? undefined : `it has ${size} bytes instead of ${bytes}`
  } catch (error) {
    return damageBy(error)
  }
}

/**
 * Why a file, or what names its removed rows, is not what was written; undefined when both are. Files of other clients have no checksum
 * and are only measured.
 */
export async function damageOf(file: LakeFile): Promise<string | undefined> {
  return (await damageIn(file)) ?? aboutDeletes(file, damageIn)
}

type Summed = Pick<LakeFile, 'path' | 'bytes' | 'crc32c'>

/** Without knowing which rows are gone the others are not known, either. What another client deleted is its own matter. */
async function aboutDeletes(
  { deletes }: LakeFile,
  look: (file: Summed) => Promise<string | undefined>,
): Promise<string | undefined> {
  const damage = deletes?.crc32c === undefined ? undefined : await look(deletes)
  return damage && `the list of its removed rows: ${damage}`
}

async function damageIn(file: Summed): Promise<string | undefined> {
  const cut = await sizeOf(file)
  if (cut || file.crc32c === undefined) return cut
  try {
    return (await checksumOf(file.path)) === file.crc32c ? undefined : 'its checksum is wrong'
  } catch (error) {
    return damageBy(error)
  }
}

/** A file that is not there, or whose place on the disk is bad, is damaged; a process without descriptors or memory says nothing of it. */
function damageBy(error: unknown): string {
  switch (systemCode(error)) {
    case 'ENOENT':
      return 'it is missing'
    case 'EIO':
      return `it cannot be read: ${messageOf(error)}`
    default:
      throw error
  }
}

export interface DamagedFile {
  readonly table: LakeTable
  readonly file: LakeFile
  readonly damage: string
}

/** Our own files that are not what was written, as `find` sees them. */
export async function findDamaged(
  db: DatabaseSync,
  folder: string,
  find: (file: LakeFile) => Promise<string | undefined>,
): Promise<DamagedFile[]> {
  const damaged: DamagedFile[] = []
  for (const table of readTables(db, folder).values()) {
    for (const file of table.files) {
      const damage = file.offsets === 'written' ? await find(file) : undefined
      if (damage) damaged.push({ table, file, damage })
    }
  }
  return damaged
}

/** Takes damaged files out of their datasets, moves them aside, and notes which offsets are missing now. */
export function quarantine(db: DatabaseSync, folder: string, log: Log, damaged: readonly DamagedFile[]): void {
  for (const { table, file, damage } of damaged) if (isLive(db, file)) setAside(db, folder, table, file, damage, log)
}

/** Whether the file is part of its dataset still: retention and merging go on while files are read. */
export function isLive(db: DatabaseSync, file: LakeFile): boolean {
  const row = db
    .prepare('select 1 from ducklake_data_file where data_file_id = ? and end_snapshot is null')
    .get(file.id)
  return row !== undefined
}

function setAside(db: DatabaseSync, folder: string, table: LakeTable, file: LakeFile, damage: string, log: Log): void {
  const dataset = datasetOf(db, table.name)
  const isRejected = dataset !== table.name
  const to = join(quarantineFolder(folder), table.name)
  const rows = file.rows - removedRows(db, file)
  commit(db, (change) => {
    change.run('delete from ducklake_data_file where data_file_id = ?', file.id)
    change.run(
      'delete from caudal_delete where delete_file_id in (select delete_file_id from ducklake_delete_file where data_file_id = ?)',
      file.id,
    )
    for (const other of ['ducklake_file_column_stats', 'ducklake_delete_file', 'caudal_file', 'caudal_removed']) {
      change.run(`delete from ${other} where data_file_id = ?`, file.id)
    }
    change.addToTable(table.id, -file.rows, -file.bytes)
    // A view is computed again, whatever it was computed from.
    if (isView(db, table.name)) change.run(`update caudal_view set version = '' where name = ?`, table.name)
    else {
      change.run(
        'insert into caudal_refill values (?, ?, ?, ?, ?)',
        ...[dataset, file.first!, file.last!, isRejected ? 0 : rows, isRejected ? rows : 0],
      )
    }
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
