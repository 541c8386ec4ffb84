import type { DatabaseSync, StatementSync } from 'node:sqlite'

const statements = new WeakMap<DatabaseSync, Map<string, StatementSync>>()

/** The statement, compiled once per connection: commits run some dozens, several times a second. */
export function statement(db: DatabaseSync, sql: string): StatementSync {
  let known = statements.get(db)
  if (!known) {
    known = new Map()
    statements.set(db, known)
  }
  let found = known.get(sql)
  if (!found) {
    found = db.prepare(sql)
    known.set(sql, found)
  }
  return found
}
