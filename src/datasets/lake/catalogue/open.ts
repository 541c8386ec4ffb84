import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { UserError } from '../../../lib/errors.ts'
import { caudalTables, deleteTable, duckLakeTables, indexes } from './ddl.ts'
import { viewTables } from './view-tables.ts'

export function cataloguePath(folder: string): string {
  return join(folder, 'catalogue.sqlite')
}

/** Where data files lie: `data/<schema>/<table>/<file>`. */
export function dataFolder(folder: string): string {
  return join(folder, 'data')
}

/**
 * Opens the catalogue of a lake for writing, or makes it. Another process may have it open too: DuckDB with the `ducklake`
 * extension, or our readers. Never two copies of SQLite in one process: POSIX locks belong to the process.
 */
export function openCatalogue(folder: string): DatabaseSync {
  const path = cataloguePath(folder)
  mkdirSync(join(dataFolder(folder), 'main'), { recursive: true })
  const isNew = !existsSync(path)
  const db = new DatabaseSync(path, { timeout: 10_000 })
  try {
    db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 2000')
    if (isNew || !hasTables(db)) create(db)
    db.exec(viewTables + deleteTable)
    const version = db.prepare(`select value from ducklake_metadata where key = 'version'`).get()?.value
    if (version !== '1.0') {
      throw new UserError('unsupported', `cannot open catalogue "${path}": expecting DuckLake 1.0; got ${version}`, {
        hint: 'Another program migrated it; use a version of Caudal that knows this DuckLake version.',
      })
    }
    // DuckLake keeps an absolute path here; ours follows the folder, so that the folder can be moved.
    setMetadata(db, 'data_path', `${dataFolder(folder)}/`)
  } catch (error) {
    db.close()
    throw error
  }
  return db
}

/** Opens it for reading only. */
export function openCatalogueReadOnly(folder: string): DatabaseSync {
  return new DatabaseSync(cataloguePath(folder), { readOnly: true, timeout: 10_000 })
}

function hasTables(db: DatabaseSync): boolean {
  return db.prepare(`select 1 from sqlite_master where name = 'caudal_file'`).get() !== undefined
}

function create(db: DatabaseSync): void {
  db.exec('begin immediate')
  db.exec(duckLakeTables + caudalTables + viewTables + deleteTable + indexes)
  const metadata: Readonly<Record<string, string>> = {
    version: '1.0',
    created_by: 'Caudal',
    data_path: '',
    encrypted: 'false',
    // Other clients write files as we do; rows kept inside the catalogue would escape our readers.
    data_inlining_row_limit: '0',
  }
  const insert = db.prepare('insert into ducklake_metadata values (?, ?, null, null)')
  for (const [key, value] of Object.entries(metadata)) insert.run(key, value)
  db.prepare(`insert into ducklake_schema values (0, ?, 0, null, 'main', 'main/', 1)`).run(crypto.randomUUID())
  db.prepare('insert into ducklake_snapshot values (0, ?, 0, 1, 0)').run(timestamp(Date.now()))
  db.exec(`insert into ducklake_snapshot_changes values (0, 'created_schema:"main"', null, null, null)`)
  db.exec('commit')
}

function setMetadata(db: DatabaseSync, key: string, value: string): void {
  db.prepare('update ducklake_metadata set value = ? where key = ? and value <> ?').run(value, key, value)
}

/** A time as DuckLake writes it: `2025-11-13 02:13:20.000+00`. */
export function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('T', ' ').replace('Z', '+00')
}
