/**
 * The state of one function for one partition of its input, and its outbox, in one SQLite file: what a batch changed, how far it read
 * and what it gave are committed together, and what it gave is told again until it is durable in the streams.
 */
import { existsSync } from 'node:fs'
import sqlite, { type DatabaseSync, type StatementSync } from 'node:sqlite'
import type { RunResult } from '../protocol.ts'
import type { UserState } from '../user-function.ts'

const ddl = `
create table if not exists entry (key text primary key, value text not null) strict, without rowid;
create table if not exists outbox (
  position integer not null, turn integer not null, result text not null, body blob not null, primary key (position, turn)
) strict, without rowid;
`

/** Taken before any function is loaded: afterwards the module is empty (`takeAway`). */
const Database = sqlite.DatabaseSync

export class StateStore implements UserState {
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()
  #isOpen = false
  #confirmed = { position: -1, turn: 0 }
  /** Whether the batch has changed anything. */
  isChanged = false

  constructor(path: string) {
    this.#database = new Database(path, { timeout: 2000 })
    // Two workers of one partition would apply a batch twice: the one that a crash left behind has to go first.
    this.#database.exec('pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full')
    // Many keys are many places: fewer of them are read and written again where some of them stay in memory, and wait for company.
    this.#database.exec('pragma cache_size = -32768; pragma wal_autocheckpoint = 4000')
    this.#database.exec(ddl)
  }

  static exists(path: string): boolean {
    return existsSync(path)
  }

  get<Value = unknown>(key: string): Value | undefined {
    const row = this.#prepare('select value from entry where key = ?').get(key) as { value: string } | undefined
    return row && (JSON.parse(row.value) as Value)
  }

  set(key: string, value: unknown): void {
    const text = JSON.stringify(value)
    if (text === undefined) throw new TypeError(`cannot keep "${key}": expecting a value that JSON has`)
    this.#change()
    this.#prepare('insert into entry values (?, ?) on conflict (key) do update set value = excluded.value').run(
      key,
      text,
    )
  }

  delete(key: string): void {
    this.#change()
    this.#prepare('delete from entry where key = ?').run(key)
  }

  /** Page by page, so that entries may be set and deleted on the way. */
  *entries<Value = unknown>(prefix = ''): Generator<readonly [string, Value]> {
    const page = this.#prepare('select key, value from entry where key > ? order by key limit 1000')
    const own = this.get<Value>(prefix)
    if (own !== undefined) yield [prefix, own]
    let last = prefix
    for (;;) {
      const rows = page.all(last) as { key: string; value: string }[]
      for (const { key, value } of rows) {
        if (!key.startsWith(prefix)) return
        yield [key, JSON.parse(value) as Value]
        last = key
      }
      if (rows.length < 1000) return
    }
  }

  /** Commits what the batch changed, together with what it gave. */
  commit(result: RunResult, body: Uint8Array): void {
    if (!this.#isOpen) this.#begin()
    const { position, turn } = this.#confirmed
    this.#prepare('delete from outbox where (position, turn) <= (?, ?)').run(position, turn)
    const insert = this.#prepare('insert into outbox values (?, ?, ?, ?)')
    insert.run(result.position, result.turn, JSON.stringify(result), body)
    this.#database.exec('commit')
    this.#isOpen = false
    this.isChanged = false
  }

  /** Undoes what the batch changed. */
  rollback(): void {
    if (this.#isOpen) this.#database.exec('rollback')
    this.#isOpen = false
    this.isChanged = false
  }

  *outbox(): Generator<{ result: RunResult; body: Uint8Array }> {
    const rows = this.#prepare('select result, body from outbox order by position, turn').all()
    for (const { result, body } of rows as { result: string; body: Uint8Array }[]) {
      yield { result: JSON.parse(result) as RunResult, body }
    }
  }

  /** What is durable in the streams need not be told again; it goes with the next commit. */
  confirm(position: number, turn: number): void {
    this.#confirmed = { position, turn }
  }

  close(): void {
    this.rollback()
    this.#database.close()
  }

  #change(): void {
    if (!this.#isOpen) this.#begin()
    this.isChanged = true
  }

  #begin(): void {
    this.#database.exec('begin immediate')
    this.#isOpen = true
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql)
    if (known) return known
    const statement = this.#database.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }
}
