/** What time does to a lake: retention, expiry of snapshots, and the removal of files that nothing knows any more. */
import { rmSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import type { Log } from '../../lib/log.ts'
import { type Commit, commit } from './catalogue/commit.ts'
import { expireSnapshots, forgetScheduled, removableFiles } from './catalogue/expire.ts'
import { type LakeFile, type LakeTable, readTables } from './catalogue/read.ts'
import type { LakeOptions } from './protocol.ts'
import { rejectedName } from './rejected.ts'
import { removedRows } from './removal/removal.ts'
import type { Table } from './table.ts'

export class Upkeep {
  readonly #options: LakeOptions
  readonly #log: Log
  readonly #db: DatabaseSync
  readonly #tables: () => readonly Table[]
  #timer: NodeJS.Timeout | undefined

  constructor(options: LakeOptions, log: Log, db: DatabaseSync, tables: () => readonly Table[]) {
    this.#options = options
    this.#log = log
    this.#db = db
    this.#tables = tables
  }

  start(): void {
    this.#timer = setInterval(() => this.run(), this.#options.upkeep_ms)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  run(now = Date.now()): void {
    try {
      this.#applyRetention(now)
      this.#expire(now)
      this.#remove(now)
    } catch (error) {
      this.#log.warn('cannot look after the lake; it is tried again', { error })
    }
  }

  #applyRetention(now: number): void {
    const wanted = this.#tables().filter(({ options }) => options.retention_ms ?? options.retention_bytes)
    if (wanted.length === 0) return
    const tables = readTables(this.#db, this.#options.folder)
    for (const { options } of wanted) {
      for (const name of [options.name, rejectedName(options.name)]) {
        const table = tables.get(name)
        const old = table ? filesToDrop(table.files, options, now) : []
        if (table && old.length > 0) commit(this.#db, (change) => dropFiles(change, this.#db, table, options.name, old))
      }
    }
  }

  /** Old snapshots go with time, and earlier when they alone keep too many bytes. */
  #expire(now: number): void {
    commit(this.#db, (change) => {
      expireSnapshots(change, now - this.#options.history_ms)
      for (let part = 2; part <= 64 && heldBytes(change) > this.#options.history_bytes; part *= 2) {
        // Queries that began a moment ago keep their snapshot whatever it costs.
        expireSnapshots(
          change,
          now - Math.max(this.#options.history_ms / part, Math.min(60_000, this.#options.history_ms)),
        )
      }
    })
  }

  #remove(now: number): void {
    const files = removableFiles(this.#db, this.#options.folder, now - this.#options.grace_ms)
    if (files.length === 0) return
    for (const file of files) rmSync(file.path, { force: true })
    commit(this.#db, (change) => forgetScheduled(change, files))
  }
}

function heldBytes(change: Commit): number {
  const row = change.get('select sum(file_size_bytes) as bytes from ducklake_data_file where end_snapshot is not null')
  return Number(row?.bytes ?? 0)
}

/** The files all of whose records are too old, and the oldest of what is too much. */
function filesToDrop(
  files: readonly LakeFile[],
  options: { readonly retention_ms?: number; readonly retention_bytes?: number },
  now: number,
): LakeFile[] {
  const byAge = [...files].sort((a, b) => (untilOf(a) < untilOf(b) ? -1 : 1))
  let bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  const oldest = new Date(now - (options.retention_ms ?? now)).toISOString().replace('T', ' ').replace('Z', '')
  return byAge.filter((file) => {
    const isOld = options.retention_ms !== undefined && untilOf(file) !== '' && untilOf(file) < oldest
    const isTooMuch = options.retention_bytes !== undefined && bytes > options.retention_bytes
    if (isOld || isTooMuch) bytes -= file.bytes
    return isOld || isTooMuch
  })
}

/** Years of four digits compare as texts; nothing else is dropped by age. */
function untilOf(file: LakeFile): string {
  return file.until !== undefined && /^\d{4}-/.test(file.until) && !file.until.includes('(BC)') ? file.until : ''
}

function dropFiles(
  change: Commit,
  db: DatabaseSync,
  table: LakeTable,
  dataset: string,
  files: readonly LakeFile[],
): void {
  change.endFiles(files.map((file) => file.id))
  let rows = 0
  let bytes = 0
  let removed = 0
  for (const file of files) {
    rows += file.rows
    removed += removedRows(db, file)
    bytes += file.bytes
  }
  change.addToTable(table.id, -rows, -bytes)
  const column = table.name === dataset ? 'expired' : 'rejected_expired'
  change.run(`update caudal_total set ${column} = ${column} + ? where dataset = ?`, rows - removed, dataset)
  change.change(`deleted_from_table:${table.id}`)
}
