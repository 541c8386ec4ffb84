import { statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { systemCode } from '../../../lib/errors.ts'
import { cataloguePath, openCatalogueReadOnly } from '../catalogue/open.ts'
import { type LakeTable, readNames, readSnapshot, readTable } from '../catalogue/read.ts'

/**
 * The catalogue as a reader sees it: the latest snapshot, and the tables of it that were asked for. Everything is read again once
 * the snapshot's number has changed, and only then.
 */
export class Snapshot {
  readonly #folder: string
  #db: DatabaseSync | undefined
  #inode = 0n
  #id = -1
  #names: readonly string[] = []
  readonly #tables = new Map<string, LakeTable>()

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Looks for a newer snapshot, and returns its number; -1 where there is no lake yet. */
  refresh(): number {
    const db = this.#open()
    const id = db ? readSnapshot(db) : -1
    if (id !== this.#id) {
      this.#tables.clear()
      this.#names = db ? readNames(db) : []
      this.#id = id
    }
    return id
  }

  /** The names of all datasets. */
  get names(): readonly string[] {
    return this.#names
  }

  get db(): DatabaseSync | undefined {
    return this.#db
  }

  table(name: string): LakeTable | undefined {
    let table = this.#tables.get(name)
    if (table === undefined && this.#db) {
      table = readTable(this.#db, this.#folder, name)
      if (table) this.#tables.set(name, table)
    }
    return table
  }

  close(): void {
    this.#db?.close()
    this.#db = undefined
  }

  /** The catalogue may come later than its readers, and may be replaced by a rebuilt one. */
  #open(): DatabaseSync | undefined {
    const inode = inodeOf(cataloguePath(this.#folder))
    if (inode !== this.#inode) {
      this.close()
      this.#id = -1
      this.#inode = inode
    }
    if (this.#db === undefined && inode !== 0n) {
      const db = openCatalogueReadOnly(this.#folder)
      if (!db.prepare(`select 1 from sqlite_master where name = 'ducklake_snapshot'`).get()) {
        // It is being made at this moment.
        db.close()
        return undefined
      }
      this.#db = db
    }
    return this.#db
  }
}

function inodeOf(path: string): bigint {
  try {
    return statSync(path, { bigint: true }).ino
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return 0n
    throw error
  }
}
