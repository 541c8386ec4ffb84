/**
 * All keys of one table: runs like the levels of an LSM tree, known to the catalogue, and so committed together with the rows that have
 * the keys. Ten runs of a level become one of the next, a little at a time.
 */
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { realFileSystem } from '../../../lib/file-system.ts'
import { type Commit, commit } from '../catalogue/commit.ts'
import { keysFolder } from '../lake-folders.ts'
import { type Entry, entryWords, type KeyRun, runOf } from './key-run.ts'
import { mergeRuns } from './merge-runs.ts'
import { openRun, RunWriter } from './run-file.ts'

const fan = 10
/** Runs of up to this many bytes are values of the catalogue. */
const inline_bytes = 256 << 10

const ddl = `
create table if not exists caudal_key(table_id integer primary key, signature text, recount integer) strict;
create table if not exists caudal_key_run(
  run_id integer primary key autoincrement, table_id integer, level integer, entries integer, file text, data blob
) strict;
create index if not exists caudal_key_runs on caudal_key_run(table_id);
`

/** Removes what no table has any more; when nobody writes runs. */
export function openKeys(db: DatabaseSync, lake: string): void {
  db.exec(ddl)
  const live = `(select table_id from ducklake_table where end_snapshot is null)`
  commit(db, (change) => {
    for (const table of ['caudal_key', 'caudal_key_run'])
      change.run(`delete from ${table} where table_id not in ${live}`)
  })
  const folder = keysFolder(lake)
  if (!existsSync(folder)) return
  const known = new Set(
    db
      .prepare('select file from caudal_key_run where file is not null')
      .all()
      .map((row) => row.file),
  )
  for (const name of readdirSync(folder)) if (!known.has(name)) rmSync(join(folder, name))
}

/** What was missing is filled again. */
export function endRecount(change: Commit, tableId: number): void {
  change.run('update caudal_key set recount = 0 where table_id = ?', tableId)
}

/** They are read from the rows when they are needed. */
export function forgetKeys(change: Commit, tableId: number): void {
  for (const table of ['caudal_key', 'caudal_key_run']) change.run(`delete from ${table} where table_id = ?`, tableId)
}

/** A run that waits to be committed. */
export interface NewRun {
  readonly words: Uint32Array | undefined
  readonly file: string | undefined
  readonly entries: number
}

interface KnownRun {
  readonly id: number
  readonly level: number
  readonly file: string | undefined
  readonly run: KeyRun
}

export class KeyStore {
  readonly #db: DatabaseSync
  readonly #folder: string
  #tableId = 0
  /** Oldest first. */
  #runs: KnownRun[] = []
  #merging: Promise<void> | undefined
  #isClosed = false

  constructor(db: DatabaseSync, lake: string) {
    this.#db = db
    this.#folder = keysFolder(lake)
  }

  /** Forgets what was not committed. Returns whether the catalogue knows the keys of the table under this signature. */
  load(tableId: number, signature: string): boolean {
    for (const { run } of this.#runs) run.close()
    this.#runs = []
    this.#tableId = tableId
    const known = this.#db.prepare('select signature from caudal_key where table_id = ?').get(tableId)
    if (known?.signature !== signature) return false
    const rows = this.#db
      .prepare('select * from caudal_key_run where table_id = ? order by level desc, run_id')
      .all(tableId)
    for (const { run_id, level, file, data } of rows) {
      const run = file === null ? runOf(wordsIn(data as Uint8Array)) : openRun(join(this.#folder, String(file)))
      this.#runs.push({
        id: Number(run_id),
        level: Number(level),
        file: file === null ? undefined : String(file),
        run,
      })
    }
    return true
  }

  /** The newest entry of a key. */
  find(h0: number, h1: number, h2: number): Entry | undefined {
    for (let i = this.#runs.length - 1; i >= 0; i--) {
      const found = this.#runs[i]!.run.find(h0, h1, h2)
      if (found) return found
    }
    return undefined
  }

  /** Puts entries, in order, where a commit can take them. */
  async write(parts: Iterable<Uint32Array> | AsyncIterable<Uint32Array>, most: number): Promise<NewRun> {
    if (most * entryWords * 4 <= inline_bytes) {
      const words: number[] = []
      for await (const part of parts) for (const word of part) words.push(word)
      return { words: Uint32Array.from(words), file: undefined, entries: words.length / entryWords }
    }
    mkdirSync(this.#folder, { recursive: true })
    const file = `${randomUUID()}.keys`
    const writer = new RunWriter(join(this.#folder, file), most)
    try {
      for await (const part of parts) {
        writer.write(part)
        // Whoever else waits for this process goes first.
        await setImmediate()
      }
      await writer.finish()
      await realFileSystem.syncFolder(this.#folder)
    } catch (error) {
      writer.abandon()
      rmSync(join(this.#folder, file), { force: true })
      throw error
    }
    return { words: undefined, file, entries: writer.entries }
  }

  /** Within the commit of the rows. Should that fail, `load` forgets it. */
  add(change: Commit, run: NewRun): void {
    if (run.entries > 0) this.#put(this.#insert(change, run, 0), run, 0)
  }

  #insert(change: Commit, { words, file, entries }: NewRun, level: number): number {
    change.run(
      'insert into caudal_key_run (table_id, level, entries, file, data) values (?, ?, ?, ?, ?)',
      ...[this.#tableId, level, entries, file ?? null, words ? bytesOf(words) : null],
    )
    return Number(change.get('select last_insert_rowid() as id')?.id)
  }

  #put(id: number, { words, file }: NewRun, level: number): void {
    const run = words ? runOf(words) : openRun(join(this.#folder, file!))
    const at = this.#runs.findIndex((other) => other.level < level)
    this.#runs.splice(at === -1 ? this.#runs.length : at, 0, { id, level, file, run })
  }

  /** Takes the place of all that was known. */
  async replace(parts: AsyncIterable<Uint32Array>, most: number, signature: string, recount: boolean): Promise<void> {
    const tableId = this.#tableId
    const run = await this.write(parts, most)
    if (tableId !== this.#tableId) throw new Error('the table was made anew while its keys were read')
    const level = Math.max(0, Math.floor(Math.log10(run.entries + 1)) - 3)
    const id = commit(this.#db, (change) => {
      change.run('delete from caudal_key_run where table_id = ?', tableId)
      change.run('insert or replace into caudal_key values (?, ?, ?)', tableId, signature, recount ? 1 : 0)
      return run.entries > 0 ? this.#insert(change, run, level) : undefined
    })
    for (const old of this.#runs) old.run.close()
    this.#runs = []
    if (id !== undefined) this.#put(id, run, level)
  }

  /** Whether duplicates among what is filled again are counted: the catalogue that counted them was lost. */
  get isRecounting(): boolean {
    return this.#db.prepare('select recount from caudal_key where table_id = ?').get(this.#tableId)?.recount === 1
  }

  /** Merges where a level is full, unless that is under way. Entries before `since` are forgotten. */
  merge(since: number, onError: (error: unknown) => void): void {
    this.#merging ??= this.#mergeAll(since)
      .catch(onError)
      .finally(() => {
        this.#merging = undefined
      })
  }

  /** Resolves when nothing is merged any more, and no file is open. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#merging
    for (const { run } of this.#runs) run.close()
    this.#runs = []
  }

  async #mergeAll(since: number): Promise<void> {
    for (;;) {
      if (this.#isClosed) return
      const full = [...Map.groupBy(this.#runs, ({ level }) => level)].find(([, runs]) => runs.length >= fan)
      if (!full) return
      const [level, runs] = full
      const most = runs.reduce((sum, { run }) => sum + run.entries, 0)
      const merged = await this.write(
        mergeRuns(
          runs.map(({ run }) => run),
          since,
        ),
        most,
      )
      if (!runs.every((run) => this.#runs.includes(run))) {
        if (merged.file) rmSync(join(this.#folder, merged.file), { force: true })
        return
      }
      const id = commit(this.#db, (change) => {
        for (const { id } of runs) change.run('delete from caudal_key_run where run_id = ?', id)
        return merged.entries > 0 ? this.#insert(change, merged, level + 1) : undefined
      })
      this.#runs = this.#runs.filter((run) => !runs.includes(run))
      if (id !== undefined) this.#put(id, merged, level + 1)
      for (const { run, file } of runs) {
        run.close()
        if (file) rmSync(join(this.#folder, file), { force: true })
      }
    }
  }
}

function wordsIn(data: Uint8Array): Uint32Array {
  return new Uint32Array(Uint8Array.from(data).buffer)
}

function bytesOf(words: Uint32Array): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength)
}
