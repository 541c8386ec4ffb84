import { statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { systemCode } from '../../../lib/errors.ts'
import type { DatasetChange } from '../../../model/dataset-detail.ts'
import type { Remark } from '../../../model/remark.ts'
import { readChanges } from '../catalogue/changes.ts'
import { cataloguePath, openCatalogueReadOnly } from '../catalogue/open.ts'
import { filesAt } from '../catalogue/past.ts'
import { type LakeFile, type LakeTable, readNames, readSnapshot, readTable } from '../catalogue/read.ts'
import { isNextVersion } from '../catalogue/version-name.ts'
import { readViews } from '../catalogue/view-tables.ts'
import { readRemarks } from '../remarks/remark-store.ts'

/** The lake at one moment. A dataset is read from the catalogue when it is first asked for, and stays as it was then. */
export interface Snapshot {
  /** The names of all datasets. */
  readonly names: readonly string[]
  /** Those of them that are views. */
  readonly views: ReadonlySet<string>
  table(name: string): LakeTable | undefined
  remarks(name: string): readonly Remark[]
  /** What its latest snapshots did to a dataset, newest first. */
  changes(name: string): readonly DatasetChange[]
  /** The files that a dataset had at an earlier snapshot; throws where they do not tell which rows have changed since. */
  filesAt(name: string, snapshot: number): readonly LakeFile[]
}

const nothing: Snapshot = {
  names: [],
  views: new Set(),
  table: () => undefined,
  remarks: () => [],
  changes: () => [],
  filesAt: () => [],
}

/** The catalogue as a reader sees it. It is read again once the latest snapshot's number has changed, and only then. */
export class Catalogue {
  readonly #folder: string
  #db: DatabaseSync | undefined
  #inode = 0n
  #id = -1
  #latest = nothing

  constructor(folder: string) {
    this.#folder = folder
  }

  /** The lake as it is now; empty where there is none yet. */
  latest(): Snapshot {
    const db = this.#open()
    const id = db ? readSnapshot(db) : -1
    if (id !== this.#id) {
      this.#latest = db ? this.#read(db) : nothing
      this.#id = id
    }
    return this.#latest
  }

  close(): void {
    this.#db?.close()
    this.#db = undefined
    this.#inode = 0n
  }

  #read(db: DatabaseSync): Snapshot {
    const tables = new Map<string, LakeTable | undefined>()
    const table = (name: string) => {
      if (!tables.has(name) && this.#db) tables.set(name, readTable(this.#db, this.#folder, name))
      return tables.get(name)
    }
    return {
      names: readNames(db).filter((name) => !isNextVersion(name)),
      views: new Set(readViews(db).map(({ name }) => name)),
      table,
      remarks: (name) => (this.#db ? readRemarks(this.#db, name) : []),
      changes: (name) => {
        const found = table(name)
        return found && this.#db ? readChanges(this.#db, found.id) : []
      },
      filesAt: (name, snapshot) => (this.#db ? filesAt(this.#db, this.#folder, name, snapshot) : []),
    }
  }

  /** The catalogue may come later than its readers, and may be replaced by a recovered one. */
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
