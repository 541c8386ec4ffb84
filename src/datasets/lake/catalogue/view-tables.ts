/** The views of the lake, beside DuckLake's own tables: committed with the rows that they speak of. */
import type { DatabaseSync } from 'node:sqlite'
import type { ErrorBody } from '../../../lib/errors.ts'
import type { Refresh } from '../../../model/view-report.ts'
import type { RefreshCause, StoredView } from '../../view-store.ts'

/** Catalogues of earlier versions do not have them. */
export const viewTables = `
CREATE TABLE IF NOT EXISTS caudal_view(name TEXT PRIMARY KEY, version TEXT, next_row INTEGER, rows INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS caudal_refresh(
  id INTEGER PRIMARY KEY, view TEXT, started_ms INTEGER, duration_ms INTEGER, about TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS caudal_refresh_view ON caudal_refresh(view, id);
`

export function isView(db: DatabaseSync, name: string): boolean {
  return db.prepare('select 1 from caudal_view where name = ?').get(name) !== undefined
}

export function readViews(db: DatabaseSync): StoredView[] {
  return db
    .prepare('select name, version, rows from caudal_view order by name')
    .all()
    .map((row) => ({ name: String(row.name), version: String(row.version), rows: Number(row.rows) }))
}

export function readHistory(db: DatabaseSync, view: string, limit: number): Refresh[] {
  return db
    .prepare('select about from caudal_refresh where view = ? order by id desc limit ?')
    .all(view, limit)
    .map((row) => JSON.parse(String(row.about)) as Refresh)
}

/** Adds a refresh, and forgets those that are too old. */
export function noteRefresh(
  db: DatabaseSync,
  { view, started_ms, history_ms }: Pick<RefreshCause, 'view' | 'started_ms' | 'history_ms'>,
  refresh: Refresh,
): void {
  db.prepare('insert into caudal_refresh (view, started_ms, duration_ms, about) values (?, ?, ?, ?)').run(
    ...[view, started_ms, refresh.duration_ms, JSON.stringify(refresh)],
  )
  db.prepare('delete from caudal_refresh where view = ? and started_ms < ?').run(view, started_ms - history_ms)
}

/** A failure that repeats itself is one entry. */
export function noteFailure(db: DatabaseSync, cause: RefreshCause, error: ErrorBody): void {
  const last = db
    .prepare('select id, about from caudal_refresh where view = ? order by id desc limit 1')
    .get(cause.view)
  const before = last && (JSON.parse(String(last.about)) as Refresh)
  const isSame = before?.outcome === 'failed' && before.error?.message === error.message
  if (isSame) db.prepare('delete from caudal_refresh where id = ?').run(Number(last!.id))
  noteRefresh(db, cause, {
    started: new Date(cause.started_ms).toISOString(),
    duration_ms: Date.now() - cause.started_ms,
    cause: cause.cause,
    outcome: 'failed',
    ...{ rows: 0, added: 0, changed: 0, removed: 0, key: [] },
    keys: { added: [], changed: [], removed: [] },
    times: isSame ? before.times + 1 : 1,
    error,
  })
}

export function forgetView(db: DatabaseSync, view: string): void {
  db.prepare('delete from caudal_view where name = ?').run(view)
  db.prepare('delete from caudal_refresh where view = ?').run(view)
}
