import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { quoteName } from '../../../lib/sql-text.ts'

/** So many connections wait for the next statement. */
const keptMost = 4

/** A connection and the views that are on it: making one takes the engine as long as a small query. */
export class ViewedConnection {
  readonly duck: DuckDBConnection
  readonly #views = new Map<string, string>()

  constructor(duck: DuckDBConnection) {
    this.duck = duck
  }

  /** Has these views and no others, by their names and texts. */
  async see(views: ReadonlyMap<string, string>): Promise<void> {
    for (const name of this.#views.keys()) {
      if (views.has(name)) continue
      await this.duck.run(`drop view if exists temp.${quoteName(name)}`)
      this.#views.delete(name)
    }
    for (const [name, text] of views) {
      if (this.#views.get(name) === text) continue
      this.#views.delete(name)
      await this.duck.run(`create or replace temp view ${quoteName(name)} as ${text}`)
      this.#views.set(name, text)
    }
  }
}

/** Connections whose statements came to their ends, for further ones. */
export class Connections {
  readonly #instance: DuckDBInstance
  readonly #kept: ViewedConnection[] = []

  constructor(instance: DuckDBInstance) {
    this.#instance = instance
  }

  async take(): Promise<ViewedConnection> {
    return this.#kept.pop() ?? new ViewedConnection(await this.#instance.connect())
  }

  giveBack(connection: ViewedConnection): void {
    if (this.#kept.length < keptMost) this.#kept.push(connection)
    else connection.duck.closeSync()
  }
}
