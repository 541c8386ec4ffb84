/**
 * The stage of a dataset with a key, between the scan of a chunk and its conversion: of records with the same key one is stored, and the
 * others are taken out and counted as duplicate, or removed where the last is kept. What stays gets its column `_id`. Chunks pass one
 * after the other; what they found is remembered until it is committed with their rows. What is not in the catalogue can be read from the
 * `_id` of the rows.
 */
import { rmSync, writeFileSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { messageOf, UserError } from '../../../lib/errors.ts'
import type { Log } from '../../../lib/log.ts'
import { partitionOf } from '../../../model/offset.ts'
import { type Commit, commit } from '../catalogue/commit.ts'
import type { Duck } from '../duck.ts'
import type { StoryColumn } from '../parquet.ts'
import { commitRemoval, forgetRemoval, isCurrent, type Removal } from '../removal/removal.ts'
import type { Prepared } from '../table.ts'
import { joinLines, linesOf, longestLine, runsOf } from '../write/chunk.ts'
import type { Records } from '../write/conversion.ts'
import { rowAlias } from '../write/read-columns.ts'
import { freeName, withId } from './carried-id.ts'
import { type Chosen, choose, type KeyedLine } from './choice.ts'
import { addIdColumn, maybeIdColumn } from './id-column.ts'
import { type KeyedOptions, keptSignatureOf, keyQuery } from './key-hash.ts'
import { type Entry, entryWords, putEntry, wordOf } from './key-run.ts'
import { KeyStore, type NewRun } from './key-store.ts'
import { quoteLongDecimals } from './long-decimals.ts'
import { removeOffsets, removeOvertaken } from './replaced-rows.ts'
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
  /** Prepares the removal of the rows that these replace, once those before them are committed. */
  readonly removal: (() => Promise<Removal | undefined>) | undefined
  /** Writes the keys in the transaction of their rows. */
  commit(change: Commit): void
}

type Found = ReadonlyMap<string, Chosen>

export class Keys {
  readonly #parts: KeysParts
  readonly #options: KeyedOptions
  readonly #store: KeyStore
  readonly #keep: 'first' | 'last'
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
    this.#keep = options.keep ?? 'first'
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
      this.#isKnown = this.#store.load(tableId, keptSignatureOf(this.#options))
    } catch (error) {
      log.warn(`the keys of dataset "${this.#options.name}" are read again from its rows: ${messageOf(error)}`)
      this.#isKnown = false
    }
  }

  /** Where the last of a key stays, no row is seen that a later one should have replaced. */
  async settle(): Promise<void> {
    if (this.#keep === 'last' && !this.#isKnown) await this.#readAll()
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
    const { chosen, dropped } = choose(this.#linesOf(prepared, ids), {
      ...{ keep: this.#keep, within: this.#within, isRefill },
      find: (id) => this.#find(id),
    })
    this.#underWay.push(chosen)
    const records = this.#withIds(prepared, ids, dropped)
    return {
      records,
      seal: (rejected) => this.#seal(prepared.path, chosen, rejected, dropped.length, isRefill),
      [Symbol.dispose]: () => rmSync(records.path, { force: true }),
    }
  }

  *#linesOf({ runs }: Prepared, ids: readonly (string | null)[]): Generator<KeyedLine> {
    let line = 0
    for (const { offset: first, count, received } of runs) {
      const seconds = Math.floor(received / 1000)
      this.#clocks.set(partitionOf(first), seconds)
      for (let offset = first; offset < first + count; offset++, line++) {
        const id = ids[line]
        if (id !== null && id !== undefined) yield { line, id, offset, seconds }
      }
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
      runs:
        dropped.length > 0
          ? runsOf(
              prepared.runs,
              dropped.toSorted((a, b) => a - b),
            )
          : prepared.runs,
      layout: {
        columns: [...layout.columns, this.#column()],
        sql: { ...layout.sql, columns: `{"${field}": 'VARCHAR', ${layout.sql.columns.slice(1)}` },
        select: [...layout.select, `${rowAlias}."${field}" as "${idColumn}"`],
      },
    }
  }

  async #seal(
    path: string,
    found: Found,
    rejected: ReadonlySet<number>,
    dropped: number,
    isRefill: boolean,
  ): Promise<Sealed> {
    const epoch = this.#epoch
    const stored = [...found].filter(([, { offset }]) => !rejected.has(offset)).sort(([a], [b]) => (a < b ? -1 : 1))
    const words = new Uint32Array(stored.length * entryWords)
    for (const [i, [id, entry]] of stored.entries()) putEntry(words, i * entryWords, id, entry)
    const replaced = stored.flatMap(([, { replaces }]) => replaces ?? [])
    const run: NewRun = await this.#store.write([words], stored.length)
    return {
      column: this.#column(),
      // What is filled again was counted when it came first.
      duplicates: isRefill ? 0 : dropped,
      removal:
        replaced.length > 0
          ? () => removeOffsets(this.#parts, this.#options.name, replaced, `${path}.replaced`)
          : undefined,
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
    if (this.#keep === 'last') await this.#removeOvertaken()
    const { sources, rows } = await keySources(db, folder, name, this.#idColumn)
    await duck.use((connection) =>
      this.#store.replace(
        entriesOf(connection, sources, this.#keep),
        rows,
        keptSignatureOf(this.#options),
        hasGaps(db, name),
      ),
    )
    this.#isKnown = true
    if (rows > 0) log.info(`the keys of dataset "${name}" were read from its rows`, { rows })
  }

  async #removeOvertaken(): Promise<void> {
    const { db, log } = this.#parts
    const { name } = this.#options
    for (;;) {
      const removal = await removeOvertaken(this.#parts, name, this.#idColumn, this.#within)
      if (!removal) return
      if (!isCurrent(db, removal)) {
        forgetRemoval(removal)
        continue
      }
      commit(db, (change) => commitRemoval(change, removal, name))
      if (removal.rows > 0)
        log.info(`rows of dataset "${name}" are removed: later ones have their keys`, { rows: removal.rows })
      return
    }
  }
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
