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
import { commit, type NewFile } from '../catalogue/commit.ts'
import { type LakeFile, type LakeTable, readTable } from '../catalogue/read.ts'
import { statement } from '../catalogue/statement.ts'
import type { LakeOptions } from '../protocol.ts'
import { rejectedName } from '../rejected.ts'
import { type MergeOrder, orderOf } from './order.ts'

/** Files of this size are not merged any more. */
const full_bytes = 256 << 20
/** What is merged at once, however many wait: it bounds the time and the disk that a merge needs. */
const merge_bytes = 512 << 20

export class Compaction {
  readonly #options: LakeOptions
  readonly #log: Log
  readonly #db: DatabaseSync
  readonly #onDamage: () => void
  readonly #wanted = new Set<string>()
  #process: ChildProcess | undefined
  #running: Promise<void> | undefined
  #held = 0
  #stopped = false

  constructor(options: LakeOptions, log: Log, db: DatabaseSync, onDamage: () => void) {
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
    return row !== undefined
  }

  /** Merges until a dataset has nothing left to merge, not even a few files. */
  settle(dataset: string): Promise<void> {
    return this.pause(async () => {
      for (const name of [dataset, rejectedName(dataset)]) {
        for (;;) {
          const table = readTable(this.#db, this.#options.folder, name)
          const group = table ? withinBytes(mergeable(table).filter((file) => file.bytes < full_bytes)) : []
          if (!table || group.length < 2 || !(await this.#merge(table, group))) break
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
    const group = table && groupOf(table, this.#options.fan)
    if (!group) return
    if (await this.#merge(table, group)) this.#wanted.add(name)
  }

  /** Returns whether the files were replaced. */
  async #merge(table: LakeTable, files: readonly LakeFile[]): Promise<boolean> {
    const merged = await this.#ask(orderOf(table, files))
    if (!merged) return false
    const done = this.#replace(table, files, merged)
    if (!done) rmSync(join(table.folder, merged.name), { force: true })
    return done
  }

  #replace(table: LakeTable, files: readonly LakeFile[], merged: NewFile): boolean {
    return commit(this.#db, (change) => {
      const now = readTable(this.#db, this.#options.folder, table.name)
      const live = new Map(now?.files.map((file) => [file.id, file]))
      // Another client may have deleted from them, or merged them itself, meanwhile.
      if (now?.id !== table.id || !files.every((file) => live.has(file.id) && !live.get(file.id)!.deletes)) return false
      const rows = files.reduce((sum, file) => sum + file.rows, 0)
      if (rows !== merged.rows)
        throw new Error(`${files.length} files with ${rows} rows were merged to ${merged.rows}.`)
      const types = new Map(now.columns.map((column) => [column.id, column.type]))
      const before = new Map(table.columns.map((column) => [column.id, column.type]))
      // The range of a column that was widened meanwhile is in another order.
      const statistics = merged.statistics.map((column) =>
        before.has(column.columnId) && before.get(column.columnId) !== types.get(column.columnId)
          ? { ...column, min: undefined, max: undefined }
          : column,
      )
      change.replaceFiles(
        table.id,
        files.map((file) => file.id),
        { ...merged, statistics },
      )
      change.addToTable(table.id, 0, merged.bytes - files.reduce((sum, file) => sum + file.bytes, 0))
      return true
    })
  }

  #ask(order: MergeOrder): Promise<NewFile | undefined> {
    if (this.#stopped) return Promise.resolve(undefined)
    const child = this.#process ?? this.#start()
    return new Promise((resolve) => {
      const done = (file: NewFile | undefined) => {
        child.off('message', onMessage)
        child.off('exit', onExit)
        resolve(file)
      }
      const onMessage = (message: { file: NewFile } | { error: string; isDamaged: boolean }) => {
        if ('file' in message) return done(message.file)
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
    const spill = join(this.#options.folder, 'tmp', 'merge')
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

/** Our own files, from which nobody has deleted, in the order of their offsets. */
function mergeable(table: LakeTable): LakeFile[] {
  return table.files.filter((file) => file.offsets === 'written' && !file.deletes)
}

/** The files to merge now: the lowest level that is full, and what lies below it. */
function groupOf(table: LakeTable, fan: number): LakeFile[] | undefined {
  const files = mergeable(table).filter((file) => file.bytes < full_bytes)
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
