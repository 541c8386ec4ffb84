/** Links that work once: for the first administrator, for whoever was invited, and to choose a new password. */
import { UserError } from '../../lib/errors.ts'
import type { State, StateTables } from '../state.ts'
import { hashOf, newSecret } from './secret.ts'

export const invitationTable: StateTables = {
  owner: 'invitations',
  steps: [
    `create table if not exists invitation (
  hash text primary key, id text not null unique, kind text not null, user text collate nocase, created_ms integer not null,
  expires_ms integer not null, created_by text not null
) strict`,
  ],
}

export type InvitationKind = 'first' | 'join' | 'reset'

const valid_ms: Record<InvitationKind, number> = {
  first: 24 * 3_600_000,
  join: 7 * 24 * 3_600_000,
  reset: 24 * 3_600_000,
}

export interface InvitationInfo {
  readonly id: string
  readonly kind: InvitationKind
  /** Whoever accepts the first one chooses their name. */
  readonly user?: string
  readonly created_by: string
  /** ISO 8601. */
  readonly created: string
  readonly expires: string
}

interface Row {
  hash: string
  id: string
  kind: InvitationKind
  user: string | null
  created_ms: number
  expires_ms: number
  created_by: string
}

export class Invitations {
  readonly #state: State
  readonly #now: () => number

  constructor(state: State, now: () => number = Date.now) {
    this.#state = state
    this.#now = now
  }

  /** The secret is seen only now; an earlier one for the same is void. */
  create(
    kind: InvitationKind,
    user: string | undefined,
    by: string,
  ): { readonly secret: string; readonly info: InvitationInfo } {
    const secret = newSecret()
    const now = this.#now()
    this.#state
      .prepare('delete from invitation where expires_ms <= ? or (kind = ? and user is ?)')
      .run(now, kind, user ?? null)
    const row: Row = {
      hash: hashOf(secret),
      id: newSecret().slice(0, 16),
      kind,
      user: user ?? null,
      created_ms: now,
      expires_ms: now + valid_ms[kind],
      created_by: by,
    }
    this.#state
      .prepare(
        'insert into invitation (hash, id, kind, user, created_ms, expires_ms, created_by) values (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(row.hash, row.id, row.kind, row.user, row.created_ms, row.expires_ms, row.created_by)
    return { secret, info: infoOf(row) }
  }

  list(): InvitationInfo[] {
    const rows = this.#state
      .prepare('select * from invitation where expires_ms > ? order by created_ms')
      .all(this.#now())
    return (rows as unknown as Row[]).map(infoOf)
  }

  /** Throws `unauthorized` for one that was used, is void or has expired. */
  get(secret: string): InvitationInfo {
    const row = this.#state.prepare('select * from invitation where hash = ?').get(hashOf(secret)) as Row | undefined
    if (row && row.expires_ms > this.#now()) return infoOf(row)
    throw new UserError('unauthorized', 'cannot use this link: it was used already, or has expired', {
      hint: 'Ask an administrator for another one.',
    })
  }

  revoke(id: string): void {
    if (this.#state.prepare('delete from invitation where id = ?').run(id).changes > 0) return
    throw new UserError('not_found', `cannot revoke invitation "${id}": there is none of this id`, {
      hint: 'It may have been used, or have expired.',
    })
  }

  /** All that are for somebody, or for the first one. */
  drop(user: string | undefined): void {
    this.#state.prepare('delete from invitation where user is ?').run(user ?? null)
  }
}

function infoOf({ id, kind, user, created_ms, expires_ms, created_by }: Row): InvitationInfo {
  return {
    id,
    kind,
    ...(user === null ? {} : { user }),
    created_by,
    created: new Date(created_ms).toISOString(),
    expires: new Date(expires_ms).toISOString(),
  }
}
