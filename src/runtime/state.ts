/**
 * The small state of one installation, in `<data>/state.sqlite`: people, tokens, and how what runs stands where no stream tells it again.
 * One process owns it: the exclusive lock falls with the process, however it dies.
 */
import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { messageOf, UserError } from '../lib/errors.ts'
import { backupTable } from './backup/backups.ts'
import { dashboardTable } from './dashboards/history.ts'
import { linkTable } from './dashboards/links.ts'
import { sizeTable } from './dataset-sizes.ts'
import { quotaTable } from './endpoints/kept-quotas.ts'
import { latencyTable } from './endpoints/latency-history.ts'
import { functionVersionTable } from './functions/versions.ts'
import { refusedTable } from './intake.ts'
import { attemptTable } from './monitors/attempts.ts'
import { deliveryHistoryTable } from './monitors/delivery-history.ts'
import { outboxTable } from './monitors/outbox.ts'
import { monitorTables } from './monitors/store.ts'
import { pausedTable } from './paused-sources.ts'
import { invitationTable } from './people/invitations.ts'
import { passkeyTable } from './people/passkeys.ts'
import { providerIdentityTable } from './people/provider-identities.ts'
import { secondFactorTables } from './people/second-factor.ts'
import { sessionTable } from './people/sessions.ts'
import { userTable } from './people/users.ts'
import { measurementTable } from './quality/measurements.ts'
import { fateTable } from './rejected/fates.ts'
import { reportTable } from './reports/report-times.ts'
import { tokenTable } from './tokens.ts'
import { inTransaction } from './transaction.ts'

/** Tables of the state, declared by the file that uses them. */
export interface StateTables {
  readonly owner: string
  /** What makes them and what changes them later, in order: a step that was released stays as it is, a change is one more. */
  readonly steps: readonly string[]
}

/** Values that are made once. */
const factTable: StateTables = {
  owner: 'facts',
  steps: ['create table if not exists fact (name text primary key, value text not null) strict'],
}

const tables = [
  tokenTable,
  refusedTable,
  factTable,
  fateTable,
  measurementTable,
  sizeTable,
  quotaTable,
  latencyTable,
  monitorTables,
  outboxTable,
  deliveryHistoryTable,
  attemptTable,
  userTable,
  sessionTable,
  invitationTable,
  secondFactorTables,
  pausedTable,
  providerIdentityTable,
  passkeyTable,
  dashboardTable,
  linkTable,
  functionVersionTable,
  reportTable,
  backupTable,
]

export type State = DatabaseSync

/** In the data folder. */
export const stateFile = 'state.sqlite'

/** A predecessor that was killed takes a moment to go on a busy machine, and holds the folder until then. */
const patience_ms = 1500

/** Opens the state and takes the data folder for this process; throws `conflict` when another one holds it. */
export function openState(data: string, whoHolds: () => string): State {
  mkdirSync(data, { recursive: true, mode: 0o700 })
  const state = new DatabaseSync(join(data, stateFile), { timeout: patience_ms })
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
  try {
    inTransaction(state, () => prepareTables(state))
  } catch (error) {
    state.close()
    throw error
  }
  return state
}

/** Takes the steps that were not taken yet. */
function prepareTables(state: State): void {
  state.exec('create table if not exists table_version (owner text primary key, version integer not null) strict')
  const versions = new Map(
    state
      .prepare('select owner, version from table_version')
      .all()
      .map(({ owner, version }) => [String(owner), Number(version)]),
  )
  for (const { owner, steps } of tables) {
    const version = versions.get(owner) ?? 0
    if (version > steps.length) throw fromLaterVersion(owner)
    for (const step of steps.slice(version)) take(state, step)
    state.prepare('insert or replace into table_version values (?, ?)').run(owner, steps.length)
  }
}

/** A data folder from before tables had versions may have the column already. */
function take(state: State, step: string): void {
  try {
    state.exec(step)
  } catch (error) {
    if (!messageOf(error).startsWith('duplicate column name')) throw error
  }
}

function fromLaterVersion(owner: string): UserError {
  return new UserError('conflict', `cannot open the state: a later version of Caudal has written its ${owner}`, {
    hint: 'Start the project with that version.',
  })
}

/** A short text that tells this installation from others. */
export function installationOf(state: State): string {
  state.prepare("insert or ignore into fact values ('installation', ?)").run(randomBytes(6).toString('hex'))
  return String(state.prepare("select value from fact where name = 'installation'").get()!.value)
}
