/** The versions of datasets, asked by the main process all the time: SQLite tells in microseconds whether anything was committed. */
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { cataloguePath, openCatalogueReadOnly } from '../catalogue/open.ts'
import { statement } from '../catalogue/statement.ts'

/**
 * Files are never changed, and their ids never used again: a table has the same rows as long as it has as many files, and the same
 * latest one; likewise for deleted rows. The columns are those since the last change of the schema.
 */
const versionSql = `
  select t.table_id || '.' ||
    (select count(*) || '.' || coalesce(max(data_file_id), '') from ducklake_data_file f
       where f.table_id = t.table_id and f.end_snapshot is null) || '.' ||
    (select count(*) || '.' || coalesce(max(delete_file_id), '') from ducklake_delete_file d
       where d.table_id = t.table_id and d.end_snapshot is null) || '.' ||
    (select coalesce(max(begin_snapshot), '') from ducklake_schema_versions v where v.table_id = t.table_id) as version
  from ducklake_table t join ducklake_schema s using (schema_id)
  where t.table_name = ? and t.end_snapshot is null and s.end_snapshot is null and s.schema_name = 'main'`

/** A catalogue that was made again lies in another file, which is looked for so often. */
const look_ms = 1000

/** The header of the WAL index, which every commit changes (https://sqlite.org/walformat.html#the_wal_index_header). */
const header_bytes = 48

export class Versions {
  readonly #path: string
  readonly #folder: string
  #db: DatabaseSync | undefined
  #changes: StatementSync | undefined
  #inode = 0n
  #looked_ms = 0
  #seen: unknown
  /** The WAL index, and its header when it was last asked what has changed. */
  #index: number | undefined
  readonly #header = Buffer.alloc(header_bytes)
  readonly #read = Buffer.alloc(header_bytes)
  readonly #known = new Map<string, string>()

  constructor(folder: string) {
    this.#folder = folder
    this.#path = cataloguePath(folder)
  }

  /** An empty text for a dataset that does not exist. */
  of(datasets: readonly string[]): string[] {
    const db = this.#current()
    return datasets.map((name) => {
      if (!db) return ''
      let version = this.#known.get(name)
      if (version === undefined) {
        version = String(statement(db, versionSql).get(name)?.version ?? '')
        this.#known.set(name, version)
      }
      return version
    })
  }

  /** The number of the latest snapshot; -1 where there is no lake. */
  snapshot(): number {
    const db = this.#current()
    return db ? Number(statement(db, 'select max(snapshot_id) as id from ducklake_snapshot').get()?.id ?? -1) : -1
  }

  close(): void {
    this.#db?.close()
    this.#db = undefined
    if (this.#index !== undefined) closeSync(this.#index)
    this.#index = undefined
    this.#header.fill(0)
  }

  /** The catalogue, with nothing known of what has changed in it since the last time. */
  #current(): DatabaseSync | undefined {
    const now = performance.now()
    if (!this.#db || now - this.#looked_ms > look_ms) {
      this.#looked_ms = now
      const inode = statSync(this.#path, { bigint: true, throwIfNoEntry: false })?.ino ?? 0n
      if (inode !== this.#inode || !this.#db) this.#open(inode)
    }
    if (!this.#hasMoved()) return this.#db
    const seen = this.#changes?.get()?.data_version
    if (seen !== this.#seen) this.#known.clear()
    this.#seen = seen
    return this.#db
  }

  /** Whether SQLite has to be asked: it looks at the same bytes, after taking locks. */
  #hasMoved(): boolean {
    if (this.#index === undefined) return true
    readSync(this.#index, this.#read, 0, header_bytes, 0)
    if (this.#read.equals(this.#header)) return false
    this.#read.copy(this.#header)
    return true
  }

  #open(inode: bigint): void {
    this.close()
    this.#known.clear()
    this.#inode = inode
    this.#changes = undefined
    if (inode === 0n) return
    const db = openCatalogueReadOnly(this.#folder)
    if (!db.prepare(`select 1 from sqlite_master where name = 'ducklake_snapshot'`).get()) {
      // It is being made at this moment.
      db.close()
      return
    }
    this.#db = db
    this.#changes = db.prepare('pragma data_version')
    try {
      this.#index = openSync(`${this.#path}-shm`, 'r')
    } catch {
      // Without it SQLite is asked each time.
    }
  }
}
