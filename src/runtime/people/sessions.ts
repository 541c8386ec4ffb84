/** Who is logged in: a random secret in a cookie, its hash here. A session ends when it rests, at its absolute end, or when it is revoked. */

import { UserError } from '../../lib/errors.ts'
import { isPassing } from '../../lib/passing.ts'
import type { State, StateTables } from '../state.ts'
import { hashOf, newSecret } from './secret.ts'

export const sessionTable: StateTables = {
  owner: 'sessions',
  steps: [
    `create table if not exists session (
  hash text primary key, id text not null unique, user text not null collate nocase, created_ms integer not null,
  seen_ms integer not null, address text not null, agent text not null
) strict`,
    'alter table session add column provider text',
  ],
}

const rest_ms = 24 * 3_600_000
export const absolute_ms = 14 * 24 * 3_600_000
/** Being seen is written at most this often. */
const seenStep_ms = 60_000

interface Row {
  hash: string
  id: string
  user: string
  created_ms: number
  seen_ms: number
  address: string
  agent: string
  provider: string | null
}

export interface SessionInfo {
  readonly id: string
  /** ISO 8601. */
  readonly created: string
  readonly seen: string
  readonly address: string
  readonly agent: string
}

/** Where somebody logs in from. */
export interface Visitor {
  readonly address: string
  readonly agent: string
}

export class Sessions {
  readonly #state: State
  readonly #now: () => number
  readonly #known = new Map<string, Row>()

  constructor(state: State, now: () => number = Date.now) {
    this.#state = state
    this.#now = now
    state.prepare('delete from session where created_ms < ? or seen_ms < ?').run(now() - absolute_ms, now() - rest_ms)
  }

  /** A new one with each login, never one that came with the request. */
  begin(
    user: string,
    { address, agent }: Visitor,
    provider?: string,
  ): { readonly secret: string; readonly id: string } {
    const secret = newSecret()
    const id = newSecret().slice(0, 16)
    const now = this.#now()
    this.#state
      .prepare(
        'insert into session (hash, id, user, created_ms, seen_ms, address, agent, provider) values (?, ?, ?, ?, ?, ?, ?, ?)',
      )
      .run(hashOf(secret), id, user, now, now, address, agent.slice(0, 200), provider ?? null)
    return { secret, id }
  }

  /** Whose session it is; undefined when it has ended. */
  maybeUser(secret: string): { readonly user: string; readonly id: string } | undefined {
    const hash = hashOf(secret)
    const row =
      this.#known.get(hash) ??
      (this.#state.prepare('select * from session where hash = ?').get(hash) as Row | undefined)
    if (!row) return undefined
    const now = this.#now()
    if (now - row.created_ms >= absolute_ms || now - row.seen_ms >= rest_ms) {
      this.#known.delete(hash)
      return undefined
    }
    this.#known.set(hash, row)
    if (now - row.seen_ms > seenStep_ms) this.#see(row, now)
    return { user: row.user, id: row.id }
  }

  list(user: string): SessionInfo[] {
    const now = this.#now()
    const rows = this.#state
      .prepare('select * from session where user = ? and created_ms > ? and seen_ms > ? order by seen_ms desc')
      .all(user, now - absolute_ms, now - rest_ms) as unknown as Row[]
    return rows.map(({ id, created_ms, seen_ms, address, agent }) => ({
      id,
      created: new Date(created_ms).toISOString(),
      seen: new Date(seen_ms).toISOString(),
      address,
      agent,
    }))
  }

  /** How somebody came in: by which provider, if by one, and how long ago. */
  origin(user: string, id: string): { readonly provider?: string; readonly age_ms: number } {
    const row = this.#state.prepare('select * from session where user = ? and id = ?').get(user, id) as Row | undefined
    const age_ms = row ? this.#now() - row.created_ms : Number.POSITIVE_INFINITY
    return row?.provider ? { provider: row.provider, age_ms } : { age_ms }
  }

  end(user: string, id: string): void {
    this.#known.clear()
    if (this.#state.prepare('delete from session where user = ? and id = ?').run(user, id).changes > 0) return
    throw new UserError('not_found', `cannot end session "${id}": there is none of this id`, {
      hint: 'It may have ended.',
    })
  }

  /** All of somebody's but one. */
  endOthers(user: string, id = ''): void {
    this.#known.clear()
    this.#state.prepare('delete from session where user = ? and id <> ?').run(user, id)
  }

  #see(row: Row, now: number): void {
    row.seen_ms = now
    try {
      this.#state.prepare('update session set seen_ms = ? where hash = ?').run(now, row.hash)
    } catch (error) {
      if (!isPassing(error)) throw error
    }
  }
}
