/**
 * The small state of one installation, in `<data>/state.sqlite`: access tokens, counters that no log holds. One process owns it: the
 * exclusive lock falls with the process, however it dies.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { messageOf, UserError } from '../lib/errors.ts'

const ddl = `
create table if not exists token (
  name text primary key, hash text not null unique, role text not null, only_names text,
  created_ms integer not null, expires_ms integer, last_used_ms integer, attributes text, tenant text
) strict;
create table if not exists refused (stream text primary key, records integer not null) strict;
create table if not exists fact (name text primary key, value text not null) strict;
`

export type State = DatabaseSync

/** Opens the state and takes the data folder for this process; throws `conflict` when another one holds it. */
export function openState(data: string, whoHolds: () => string): State {
  mkdirSync(data, { recursive: true, mode: 0o700 })
  const state = new DatabaseSync(join(data, 'state.sqlite'), { timeout: 200 })
  try {
    state.exec('pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full')
    state.exec('begin exclusive; commit')
  } catch (error) {
    state.close()
    if (!/locked|busy/.test(messageOf(error))) throw error
    throw new UserError('conflict', `cannot open data folder "${data}": ${whoHolds()} holds it`, {
      hint: 'Use the running one, stop it, or give another folder with --data.',
    })
  }
  state.exec(ddl)
  addColumn(state, 'token', 'attributes text')
  addColumn(state, 'token', 'tenant text')
  return state
}

/** What an earlier version did not have yet. */
function addColumn(state: State, table: string, column: string): void {
  const names = state.prepare(`select name from pragma_table_info('${table}')`).all()
  if (!names.some(({ name }) => name === column.split(' ')[0])) state.exec(`alter table ${table} add column ${column}`)
}
