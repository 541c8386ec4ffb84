/**
 * The stage of a dataset with a key, between the scan of a chunk and its conversion: what was stored before under the same key is taken
 * out and counted as duplicate, the rest gets its column `_id`. Chunks pass one after the other; what they found is remembered until it is
 * committed with their rows. What is not in the catalogue can be read from the `_id` of the rows.
 */
import { rmSync, writeFileSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { messageOf, UserError } from '../../../lib/errors.ts'
import type { Log } from '../../../lib/log.ts'
import { partitionOf } from '../../../model/offset.ts'
import { type Commit, commit } from '../catalogue/commit.ts'
import { addColumn } from '../catalogue/schema-change.ts'
import type { Duck } from '../duck.ts'
import type { StoryColumn } from '../parquet.ts'
import type { Prepared } from '../table.ts'
import { joinLines, linesOf, longestLine, runsOf } from '../write/chunk.ts'
import type { Records } from '../write/conversion.ts'
import { rowAlias } from '../write/read-columns.ts'
import { freeName, withId } from './carried-id.ts'
import { type KeyedOptions, keyQuery, signatureOf } from './key-hash.ts'
import { type Entry, entryWords, putEntry, wordOf } from './key-run.ts'
import { KeyStore, type NewRun } from './key-store.ts'
import { quoteLongDecimals } from './long-decimals.ts'
import { entriesOf, idColumn, keySources } from './stored-keys.ts'

export interface KeysParts {
  readonly db: DatabaseSync
  readonly duck: Duck
  /** The lake's folder. */
  readonly folder: string
  readonly log: Log
}

type KeyedRecords = Omit<Records, 'dataset' | 'table'>

/** A chunk without its duplicates. */
export interface Staged extends Disposable {
  readonly records: KeyedRecords
  /** Makes what is to be committed with the chunk, but for the records that turned out to be none. */
  seal(rejected: ReadonlySet<number>): Promise<Sealed>
}

export interface Sealed {
  /** The column of the keys, which no record names. */
  readonly column: StoryColumn
  readonly duplicates: number
  /** Writes the keys in the transaction of their rows. */
  commit(change: Commit): void
}

type Found = ReadonlyMap<string, Entry>

export class Keys {
  readonly #parts: KeysParts
  readonly #options: KeyedOptions
  readonly #store: KeyStore
  readonly #within: number
  #idColumn = 0
  #isKnown = false
  /** What chunks under way have, oldest first. */
  #underWay: Found[] = []
  #turn: Promise<unknown> = Promise.resolve()
  /** Counts what `load` forgot: a chunk from before is not staged any more. */
  #epoch = 0
  /** When the newest record of each partition was received, in seconds since 1970. */
  readonly #clocks = new Map<number, number>()

  constructor(parts: KeysParts, options: KeyedOptions) {
    this.#parts = parts
    this.#options = options
    this.#store = new KeyStore(parts.db, parts.folder)
    this.#within = (options.within_ms ?? Number.POSITIVE_INFINITY) / 1000
  }

  /** Begins with what is committed; gives the table its column `_id`. */
  load(tableId: number): void {
    const { db, log } = this.#parts
    this.#epoch++
    this.#underWay = []
    this.#turn = Promise.resolve()
    this.#idColumn = maybeIdColumn(db, tableId) ?? commit(db, (change) => addIdColumn(change, tableId))
    try {
      this.#isKnown = this.#store.load(tableId, signatureOf(this.#options))
    } catch (error) {
      log.warn(`the keys of dataset "${this.#options.name}" are read again from its rows: ${messageOf(error)}`)
      this.#isKnown = false
    }
  }

  /** Takes the chunk's turn at once, whenever it is ready. */
  stage(coming: Prepared | Promise<Prepared>, isRefill: boolean): Promise<Staged> {
    const epoch = this.#epoch
    const staging = this.#turn.then(async () => this.#stage(await coming, isRefill, epoch))
    this.#turn = staging.catch(() => {})
    return staging
  }

  close(): Promise<void> {
    return this.#store.close()
  }

  async #stage(prepared: Prepared, isRefill: boolean, epoch: number): Promise<Staged> {
    if (!this.#isKnown) await this.#readAll()
    const ids = await this.#idsOf(prepared)
    if (epoch !== this.#epoch) throw overtaken(this.#options.name)
    const found = new Map<string, Entry>()
    const dropped: number[] = []
    let line = 0
    for (const { offset: first, count, received } of prepared.runs) {
      const seconds = Math.floor(received / 1000)
      this.#clocks.set(partitionOf(first), seconds)
      for (let offset = first; offset < first + count; offset++, line++) {
        const id = ids[line]
        if (id === null || id === undefined) continue
        const before = found.get(id) ?? this.#find(id)
        // What is filled again may itself be the one that was first.
        const isOther = before && (isRefill ? before.offset < offset : before.offset !== offset)
        if (isOther && seconds - before.seconds < this.#within) dropped.push(line)
        else if (!before || before.seconds <= seconds) found.set(id, { offset, seconds })
      }
    }
    this.#underWay.push(found)
    const records = this.#withIds(prepared, ids, dropped)
    return {
      records,
      seal: (rejected) => this.#seal(found, rejected, dropped.length, isRefill),
      [Symbol.dispose]: () => rmSync(records.path, { force: true }),
    }
  }

  #column(): StoryColumn {
    return { id: this.#idColumn, name: idColumn, type: 'VARCHAR' }
  }

  #find(id: string): Entry | undefined {
    for (let i = this.#underWay.length - 1; i >= 0; i--) {
      const entry = this.#underWay[i]!.get(id)
      if (entry) return entry
    }
    return this.#store.find(wordOf(id, 0), wordOf(id, 1), wordOf(id, 2))
  }

  async #idsOf({ path: whole, bytes, layout, runs }: Prepared): Promise<readonly (string | null)[]> {
    if (runs.length === 0) return []
    const original = layout.original()
    // What was rewritten for DuckDB has other names and other forms of values.
    const lines = quoteLongDecimals(original)
    const path = lines === bytes ? whole : `${whole}.original`
    if (path !== whole) writeFileSync(path, lines)
    const sql = keyQuery(path, longestLine(lines) + 1024, this.#options)
    const columns = await this.#parts.duck.use(async (connection) => (await connection.runAndReadAll(sql)).getColumns())
    if (path !== whole) rmSync(path)
    const ids = columns[0] as (string | null)[]
    const records = runs.reduce((sum, { count }) => sum + count, 0)
    if (ids.length !== records) throw new Error(`${ids.length} keys were found in ${records} records.`)
    return ids
  }

  /** The chunk without the dropped lines; each line that has a key carries it. */
  #withIds(prepared: Prepared, ids: readonly (string | null)[], dropped: readonly number[]): KeyedRecords {
    const { layout } = prepared
    const gone = new Set(dropped)
    const field = freeName(layout.sql.columns)
    const lines: Buffer[] = []
    let line = 0
    for (const text of linesOf(prepared.bytes)) {
      if (!gone.has(line)) lines.push(withId(text, field, ids[line]!))
      line++
    }
    const bytes = joinLines(lines)
    const path = `${prepared.path}.keyed`
    writeFileSync(path, bytes)
    return {
      path,
      bytes,
      runs: dropped.length > 0 ? runsOf(prepared.runs, dropped) : prepared.runs,
      layout: {
        columns: [...layout.columns, this.#column()],
        sql: { ...layout.sql, columns: `{"${field}": 'VARCHAR', ${layout.sql.columns.slice(1)}` },
        select: [...layout.select, `${rowAlias}."${field}" as "${idColumn}"`],
      },
    }
  }

  async #seal(found: Found, rejected: ReadonlySet<number>, dropped: number, isRefill: boolean): Promise<Sealed> {
    const epoch = this.#epoch
    const stored = [...found].filter(([, { offset }]) => !rejected.has(offset)).sort(([a], [b]) => (a < b ? -1 : 1))
    const words = new Uint32Array(stored.length * entryWords)
    for (const [i, [id, entry]] of stored.entries()) putEntry(words, i * entryWords, id, entry)
    const run: NewRun = await this.#store.write([words], stored.length)
    return {
      column: this.#column(),
      // What is filled again was counted when it came first.
      duplicates: isRefill ? 0 : dropped,
      commit: (change) => {
        if (epoch !== this.#epoch) throw overtaken(this.#options.name)
        this.#store.add(change, run)
        if (isRefill && dropped > 0 && this.#store.isRecounting) countAgain(change, this.#options.name, dropped)
        this.#underWay = this.#underWay.filter((other) => other !== found)
        const since = Math.min(...this.#clocks.values()) - this.#within
        this.#store.merge(since, (error) => {
          this.#parts.log.warn(`cannot merge the keys of dataset "${this.#options.name}" yet: ${messageOf(error)}`)
        })
      },
    }
  }

  /** Reads the keys from the rows, when the catalogue does not know them. */
  async #readAll(): Promise<void> {
    const { db, duck, folder, log } = this.#parts
    const { name } = this.#options
    const { sources, rows } = keySources(db, folder, name, this.#idColumn)
    await duck.use((connection) =>
      this.#store.replace(entriesOf(connection, sources), rows, signatureOf(this.#options), hasGaps(db, name)),
    )
    this.#isKnown = true
    if (rows > 0) log.info(`the keys of dataset "${name}" were read from its rows`, { rows })
  }
}

function maybeIdColumn(db: DatabaseSync, tableId: number): number | undefined {
  const row = db
    .prepare(
      'select column_id as id from ducklake_column where table_id = ? and column_name = ? and end_snapshot is null',
    )
    .get(tableId, idColumn)
  return row && Number(row.id)
}

function addIdColumn(change: Commit, tableId: number): number {
  const last = change.get('select max(column_id) as id from ducklake_column where table_id = ?', tableId)
  const id = Number(last?.id) + 1
  addColumn(change, tableId, { id, name: idColumn, type: 'VARCHAR' })
  change.change(`altered_table:${tableId}`)
  change.alter(tableId)
  return id
}

/** A catalogue that was made again from the files takes every offset without a row for missing. */
function hasGaps(db: DatabaseSync, dataset: string): boolean {
  const sql = 'select 1 from caudal_refill where dataset = ? and stored = last_offset - first_offset + 1 limit 1'
  return db.prepare(sql).get(dataset) !== undefined
}

function countAgain(change: Commit, dataset: string, duplicates: number): void {
  change.run(
    'update caudal_refill set stored = stored - ? where rowid = (select min(rowid) from caudal_refill where dataset = ?)',
    ...[duplicates, dataset],
  )
  change.run(
    'update caudal_total set stored = stored - ?, duplicate = duplicate + ? where dataset = ?',
    ...[duplicates, duplicates, dataset],
  )
}

function overtaken(dataset: string): UserError {
  return new UserError(
    'unavailable',
    `cannot store records of dataset "${dataset}": those before them were not stored`,
    {
      hint: 'Read on from the committed position.',
    },
  )
}
