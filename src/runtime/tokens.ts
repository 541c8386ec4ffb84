/** Access tokens: shown once, stored as a hash, revocable. */
import { UserError } from '../lib/errors.ts'
import { isPassing } from '../lib/passing.ts'
import { didYouMean } from '../lib/similar.ts'
import type { TokenInfo } from '../model/token-report.ts'
import type { Caller } from './access.ts'
import { hashOf, newSecret } from './people/secret.ts'
import type { Account, Policy } from './policy.ts'
import type { State, StateTables } from './state.ts'

export interface NewToken {
  readonly name: string
  readonly role: string
  readonly only?: readonly string[] | undefined
  readonly attributes?: Readonly<Record<string, string>> | undefined
  /** The client company whose rows it sees. */
  readonly tenant?: string | undefined
  /** How much it may ask each endpoint: `100/m`. */
  readonly rate?: readonly string[] | undefined
  /** Milliseconds from now. */
  readonly expires_ms?: number | undefined
}

export const tokenTable: StateTables = {
  owner: 'tokens',
  steps: [
    `create table if not exists token (
       name text primary key, hash text not null unique, role text not null, only_names text,
       created_ms integer not null, expires_ms integer, last_used_ms integer
     ) strict`,
    'alter table token add column attributes text',
    'alter table token add column tenant text',
    'alter table token add column rate text',
  ],
}

interface Row {
  name: string
  hash: string
  role: string
  only_names: string | null
  attributes: string | null
  tenant: string | null
  rate: string | null
  created_ms: number
  expires_ms: number | null
  last_used_ms: number | null
}

interface Known {
  readonly account: Account
  /** The local user's has none. */
  readonly row?: Row
}

/** The time of use is written at most this often, so that reading stays cheap. */
const lastUsedStep_ms = 60_000

export class Tokens {
  readonly #state: State
  readonly #policy: Policy
  readonly #now: () => number
  /** The valid tokens that were presented: looking one up is cheaper than hashing it. */
  readonly #known = new Map<string, Known>()
  /** The token of this machine's user, valid while this process runs; it is written to the connection file and nowhere else. */
  readonly local = newSecret('caudal_')
  readonly #localHash = hashOf(this.local)

  constructor(state: State, policy: Policy, now: () => number = Date.now) {
    this.#state = state
    this.#policy = policy
    this.#now = now
  }

  /** The only time that the secret is seen. Throws `conflict` for a name that exists. */
  create({ name, role, only, attributes, tenant, rate, expires_ms }: NewToken): {
    token: string
    name: string
    role: string
  } {
    if (!/^[\w.@-]{1,64}$/.test(name)) {
      throw new UserError(
        'invalid',
        `cannot create token "${name}": expecting a name of letters, digits, "_", "-", "." or "@"`,
        {
          hint: 'Name the program or person that will use it, such as shop-backend.',
        },
      )
    }
    this.#policy.require({ name, role, ...(tenant === undefined ? {} : { tenant }) })
    if (this.#state.prepare('select 1 from token where name = ?').get(name)) {
      throw new UserError('conflict', `cannot create token "${name}": a token of this name exists`, {
        hint: 'Revoke it first, or take another name.',
      })
    }
    const token = newSecret('caudal_')
    const now = this.#now()
    this.#state
      .prepare(
        'insert into token (name, hash, role, only_names, attributes, tenant, rate, created_ms, expires_ms) values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      )
      .run(
        name,
        hashOf(token),
        role,
        only ? JSON.stringify(only) : null,
        attributes ? JSON.stringify(attributes) : null,
        tenant ?? null,
        rate ? JSON.stringify(rate) : null,
        now,
        expires_ms === undefined ? null : now + expires_ms,
      )
    return { token, name, role }
  }

  list(): TokenInfo[] {
    const rows = this.#state.prepare('select * from token order by name').all() as unknown as Row[]
    return rows.map((row) => ({
      name: row.name,
      role: row.role,
      ...restrictionsOf(row),
      ...rowsOf(this.#policy, row),
      created: new Date(row.created_ms).toISOString(),
      ...(row.expires_ms === null ? {} : { expires: new Date(row.expires_ms).toISOString() }),
      ...(row.last_used_ms === null ? {} : { last_used: new Date(row.last_used_ms).toISOString() }),
    }))
  }

  revoke(name: string): void {
    this.#known.clear()
    if (this.#state.prepare('delete from token where name = ?').run(name).changes === 0) {
      const names = this.list().map((token) => token.name)
      throw new UserError('not_found', `cannot revoke token "${name}": there is none of this name`, {
        hint: didYouMean(name, names) ?? 'Look for its name in the list of tokens.',
      })
    }
  }

  /** Who presents this token; undefined when it is unknown, revoked or expired. */
  callerOf(token: string): Caller | undefined {
    let known = this.#known.get(token)
    if (!known) {
      known = this.#find(token)
      if (!known) return undefined
      this.#known.set(token, known)
    }
    const { account, row } = known
    if (!row) return this.#policy.callerOf(account)
    const now = this.#now()
    if (row.expires_ms !== null && row.expires_ms <= now) return undefined
    if (now - (row.last_used_ms ?? 0) > lastUsedStep_ms) {
      row.last_used_ms = now
      this.#noteUse(row.hash, now)
    }
    return this.#policy.callerOf(account)
  }

  #find(token: string): Known | undefined {
    const hash = hashOf(token)
    if (hash === this.#localHash) return { account: { name: 'local', role: 'admin' } }
    const row = this.#state.prepare('select * from token where hash = ?').get(hash) as Row | undefined
    if (!row) return undefined
    return { row, account: { name: row.name, role: row.role, ...restrictionsOf(row) } }
  }

  /** A disk that is full stops nobody from asking. */
  #noteUse(hash: string, now: number): void {
    try {
      this.#state.prepare('update token set last_used_ms = ? where hash = ?').run(now, hash)
    } catch (error) {
      if (!isPassing(error)) throw error
    }
  }
}

function rowsOf(policy: Policy, { role, tenant }: Row): Pick<TokenInfo, 'rows'> {
  const rows = policy.rowsOf({ role, ...(tenant === null ? {} : { tenant }) })
  return rows ? { rows } : {}
}

function restrictionsOf(row: Row): Pick<Account, 'only' | 'attributes' | 'tenant' | 'rate'> {
  return {
    ...(row.only_names ? { only: JSON.parse(row.only_names) as string[] } : {}),
    ...(row.attributes ? { attributes: JSON.parse(row.attributes) as Record<string, string> } : {}),
    ...(row.tenant === null ? {} : { tenant: row.tenant }),
    ...(row.rate === null ? {} : { rate: JSON.parse(row.rate) as string[] }),
  }
}
