/**
 * Small files become larger ones like the levels of an LSM tree: when a level has as many files as the fan, they are merged
 * into one of the next, up to the size at which a file is left alone. The merging happens in another process; here is decided
 * what is merged, and committed what came of it.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { entryFile } from '../../../lib/entry.ts'
import type { Log } from '../../../lib/log.ts'
import { type Commit, commit, type NewFile } from '../catalogue/commit.ts'
import { type LakeFile, type LakeTable, readColumns, readTable } from '../catalogue/read.ts'
import { statement } from '../catalogue/statement.ts'
import type { Duck } from '../duck.ts'
import { scratchFolder } from '../lake-folders.ts'
import type { LakeOptions } from '../protocol.ts'
import { rejectedName } from '../rejected.ts'
import { forgetRemoval, putDeletes, type Removal, removedRows } from '../removal/removal.ts'
import { hasOtherDeletes, lateRemoval } from './late-removal.ts'
import { type MergeOrder, orderOf } from './order.ts'

/** Files of this size are not merged any more. */
const full_bytes = 256 << 20
/** What is merged at once, however many wait: it bounds the time and the disk that a merge needs. */
const merge_bytes = 512 << 20

/** What merging gave: no file where no row was left. */
interface Merged {
  readonly file: NewFile | undefined
}

/** A file of more rows than this is written anew when most of them are removed, whether or not there are others to merge it with. */
const sparseRows = 100_000

export class Compaction {
  readonly #options: LakeOptions
  readonly #log: Log
  readonly #db: DatabaseSync
  readonly #duck: Duck
  readonly #onDamage: () => void
  readonly #wanted = new Set<string>()
  #process: ChildProcess | undefined
  #running: Promise<void> | undefined
  #held = 0
  #stopped = false

  constructor(options: LakeOptions, log: Log, db: DatabaseSync, duck: Duck, onDamage: () => void) {
    this.#duck = duck
    this.#onDamage = onDamage
    this.#options = options
    this.#log = log
    this.#db = db
  }

  /** A dataset has new files. */
  consider(dataset: string): void {
    for (const name of [dataset, rejectedName(dataset)]) if (this.#isFull(name)) this.#wanted.add(name)
    this.#next()
  }

  /** Asked after each commit, so that reading all about the files is left to when there is something to merge. */
  #isFull(name: string): boolean {
    const row = statement(
      this.#db,
      `select 1 from ducklake_table t join ducklake_data_file f using (table_id) join caudal_file k using (data_file_id)
         where t.table_name = ? and t.end_snapshot is null and f.end_snapshot is null and f.file_size_bytes < ?
         group by k.level having count(*) >= ? limit 1`,
    ).get(name, full_bytes, this.#options.fan)
    return row !== undefined || this.#isSparse(name)
  }

  #isSparse(name: string): boolean {
    const row = statement(
      this.#db,
      `select 1 from ducklake_table t join caudal_removed r using (table_id) join ducklake_data_file f using (data_file_id)
         where t.table_name = ? and t.end_snapshot is null and f.end_snapshot is null and f.record_count > ?
         and r.rows * 2 > f.record_count limit 1`,
    ).get(name, sparseRows)
    return row !== undefined
  }

  /** Merges until a dataset has nothing left to merge, not even a few files. */
  settle(dataset: string): Promise<void> {
    return this.pause(async () => {
      for (const name of [dataset, rejectedName(dataset)]) {
        for (;;) {
          const table = readTable(this.#db, this.#options.folder, name)
          const group = table ? withinBytes(mergeable(this.#db, table).filter((file) => file.bytes < full_bytes)) : []
          if (
            !table ||
            (group.length < 2 && !group.some(({ deletes }) => deletes)) ||
            !(await this.#merge(table, group))
          )
            break
        }
      }
    })
  }

  /** Runs a task while nothing is merged. */
  async pause<Result>(task: () => Promise<Result>): Promise<Result> {
    this.#held++
    try {
      await this.#running
      return await task()
    } finally {
      this.#held--
      this.#next()
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#process?.kill('SIGKILL')
    await this.#running
  }

  #next(): void {
    if (this.#running || this.#held > 0 || this.#stopped) return
    const [name] = this.#wanted
    if (name === undefined) return
    this.#wanted.delete(name)
    // Deciding costs a query, so it waits until whoever called has gone on.
    this.#running = new Promise<void>((resolve) => setImmediate(resolve))
      .then(() => this.#mergeOnce(name))
      .catch((error: unknown) => this.#log.warn(`cannot merge files of dataset "${name}"`, { error }))
      .finally(() => {
        this.#running = undefined
        this.#next()
      })
  }

  async #mergeOnce(name: string): Promise<void> {
    const table = readTable(this.#db, this.#options.folder, name)
    const group = table && groupOf(this.#db, table, this.#options.fan)
    if (!group) return
    if (await this.#merge(table, group)) this.#wanted.add(name)
  }

  /** Returns whether the files were replaced. */
  async #merge(table: LakeTable, files: readonly LakeFile[]): Promise<boolean> {
    const answer = await this.#ask(orderOf(table, files))
    if (!answer) return false
    const { file: merged } = answer
    const done = await this.#replace(table, files, merged)
    if (!done && merged) rmSync(join(table.folder, merged.name), { force: true })
    return done
  }

  /** Rows may be removed while the merged file is looked at for them: then it is looked at again. */
  async #replace(table: LakeTable, files: readonly LakeFile[], merged: NewFile | undefined): Promise<boolean> {
    for (let tries = 0; tries < 20 && !this.#stopped; tries++) {
      const now = this.#filesNow(table, files)
      if (!now) return false
      const late = await lateRemoval(this.#duck, table, { before: files, now, merged })
      const done = commit(this.#db, (change) => this.#exchange(change, table, files, now, merged, late))
      if (!done && late) forgetRemoval(late)
      if (done !== 'again') return done
    }
    return false
  }

  /** The files as they are now, unless one of them is gone or another client has deleted from it. */
  #filesNow(table: LakeTable, files: readonly LakeFile[]): LakeFile[] | undefined {
    const now = readTable(this.#db, this.#options.folder, table.name)
    const live = new Map(now?.files.map((file) => [file.id, file]))
    const found = files.flatMap(({ id }) => live.get(id) ?? [])
    const isWhole = now?.id === table.id && found.length === files.length
    return isWhole && found.every((file) => isOurs(this.#db, file)) ? found : undefined
  }

  #exchange(
    change: Commit,
    table: LakeTable,
    files: readonly LakeFile[],
    asRead: readonly LakeFile[],
    merged: NewFile | undefined,
    late: Removal | undefined,
  ): boolean | 'again' {
    const now = this.#filesNow(table, files)
    if (!now) return false
    if (hasOtherDeletes(asRead, now)) return 'again'
    const rows = files.reduce((sum, file) => sum + file.rows - (file.deletes?.count ?? 0), 0)
    if (rows !== (merged?.rows ?? 0))
      throw new Error(`${files.length} files with ${rows} rows were merged to ${merged?.rows ?? 0}.`)
    const types = new Map(readColumns(this.#db, table.id).map((column) => [column.id, column.type]))
    const before = new Map(table.columns.map((column) => [column.id, column.type]))
    // The range of a column that was widened meanwhile is in another order.
    const statistics = merged?.statistics.map((column) =>
      before.has(column.columnId) && before.get(column.columnId) !== types.get(column.columnId)
        ? { ...column, min: undefined, max: undefined }
        : column,
    )
    const ids = files.map((file) => file.id)
    const id = change.replaceFiles(table.id, ids, merged && { ...merged, statistics: statistics! })
    if (late && id !== undefined)
      putDeletes(change, { ...late, files: late.files.map((file) => ({ ...file, of: id })) })
    const gone = files.reduce((sum, file) => sum + file.rows, 0)
    const gone_bytes = files.reduce((sum, file) => sum + file.bytes, 0)
    change.addToTable(table.id, (merged?.rows ?? 0) - gone, (merged?.bytes ?? 0) - gone_bytes)
    return true
  }

  #ask(order: MergeOrder): Promise<Merged | undefined> {
    if (this.#stopped) return Promise.resolve(undefined)
    const child = this.#process ?? this.#start()
    return new Promise((resolve) => {
      const done = (merged: Merged | undefined) => {
        child.off('message', onMessage)
        child.off('exit', onExit)
        resolve(merged)
      }
      const onMessage = (message: Merged | { error: string; isDamaged: boolean }) => {
        if ('file' in message) return done(message)
        this.#log.warn(`cannot merge files of dataset "${order.story.dataset}": ${message.error}`)
        if (message.isDamaged) this.#onDamage()
        done(undefined)
      }
      const onExit = () => done(undefined)
      child.on('message', onMessage)
      child.on('exit', onExit)
      child.send(order, (error) => error && done(undefined))
    })
  }

  #start(): ChildProcess {
    const spill = join(scratchFolder(this.#options.folder), 'merge')
    const child = fork(entryFile(import.meta.url, './merge-process'), [spill], { serialization: 'advanced' })
    const forget = () => {
      if (this.#process === child) this.#process = undefined
    }
    child.on('disconnect', forget)
    child.on('exit', forget)
    child.on('error', forget)
    this.#process = child
    return child
  }
}

/** Our own files, from which nobody else has deleted, in the order of their offsets. */
function mergeable(db: DatabaseSync, table: LakeTable): LakeFile[] {
  return table.files.filter((file) => file.offsets === 'written' && isOurs(db, file))
}

function isOurs(db: DatabaseSync, file: LakeFile): boolean {
  const { deletes } = file
  return deletes === undefined || (deletes.format === 'parquet' && deletes.count === removedRows(db, file))
}

/** The files to merge now: one of which little is left, or the lowest level that is full, and what lies below it. */
function groupOf(db: DatabaseSync, table: LakeTable, fan: number): LakeFile[] | undefined {
  const all = mergeable(db, table)
  const sparse = all.find(({ rows, deletes }) => rows > sparseRows && deletes && deletes.count * 2 > rows)
  if (sparse) return [sparse]
  const files = all.filter((file) => file.bytes < full_bytes)
  const levels = [...new Set(files.map((file) => file.level))].sort((a, b) => a - b)
  for (const level of levels) {
    if (files.filter((file) => file.level === level).length < fan) continue
    const group = withinBytes(files.filter((file) => file.level <= level))
    if (group.length > 1) return group
  }
  return undefined
}

function withinBytes(files: readonly LakeFile[]): LakeFile[] {
  const group: LakeFile[] = []
  let bytes = 0
  for (const file of files) {
    bytes += file.bytes
    if (group.length > 1 && bytes > merge_bytes) break
    group.push(file)
  }
  return group
}
