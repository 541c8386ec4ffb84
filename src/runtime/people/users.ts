/** The people of an installation, in `state.sqlite`. There is no default password, and nobody who was not invited or added. */
import { UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import type { Account, AccountRows, Policy } from '../policy.ts'
import type { State, StateTables } from '../state.ts'
import { inTransaction } from '../transaction.ts'

export const userTable: StateTables = {
  owner: 'people',
  steps: [
    `create table if not exists user (
  name text primary key collate nocase, title text, role text not null, tenant text, only_names text, password text,
  totp text, created_ms integer not null, last_login_ms integer
) strict`,
  ],
}

export interface UserInfo extends Account {
  /** What others read. */
  readonly title?: string
  /** ISO 8601. */
  readonly created: string
  readonly last_login?: string
  /** Whether somebody has taken the account over, by a password, a passkey or a provider. */
  readonly has_password: boolean
  readonly has_second_factor: boolean
  readonly has_passkey: boolean
  /** The login whose provider decides what they may do. */
  readonly provider?: string
  /** Whose rows they see, where this is a question. */
  readonly rows?: AccountRows
}

export interface NewUser {
  readonly name: string
  readonly title?: string | undefined
  readonly role: string
  readonly tenant?: string | undefined
  readonly only?: readonly string[] | undefined
}

export type UserChange = Partial<Pick<NewUser, 'title' | 'role' | 'only'>> & {
  readonly tenant?: string | null | undefined
}

interface Row {
  name: string
  title: string | null
  role: string
  tenant: string | null
  only_names: string | null
  password: string | null
  totp: string | null
  created_ms: number
  last_login_ms: number | null
  has_passkey: number
  provider: string | null
}

const rows = `select *, exists (select 1 from passkey where passkey.user = user.name) as has_passkey,
  (select provider from provider_identity where provider_identity.user = user.name and has_rights limit 1) as provider from user`

export class Users {
  readonly #state: State
  readonly #policy: Policy
  readonly #now: () => number
  /** By their names in lower case; the same object as long as nothing of them changes. */
  readonly #accounts = new Map<string, Account>()

  constructor(state: State, policy: Policy, now: () => number = Date.now) {
    this.#state = state
    this.#policy = policy
    this.#now = now
  }

  get isEmpty(): boolean {
    return this.#state.prepare('select 1 from user limit 1').get() === undefined
  }

  list(): UserInfo[] {
    return (this.#state.prepare(`${rows} order by name`).all() as unknown as Row[]).map((row) => this.#infoOf(row))
  }

  /** Throws `not_found`. */
  get(name: string): UserInfo {
    const row = this.#row(name)
    if (row) return this.#infoOf(row)
    const names = this.list().map((user) => user.name)
    throw new UserError('not_found', `cannot find user "${name}": there is none of this name`, {
      hint: didYouMean(name, names) ?? 'Look for the name in the list of people.',
    })
  }

  maybeAccount(name: string): Account | undefined {
    const key = name.toLowerCase()
    let account = this.#accounts.get(key)
    if (!account) {
      const row = this.#row(name)
      if (!row) return undefined
      account = accountOf(row)
      this.#accounts.set(key, account)
    }
    return account
  }

  /** Throws `conflict` for a name that exists. */
  add({ name, title, role, tenant, only }: NewUser): void {
    if (!/^[\w.+-]{1,64}(@[\w.-]{1,190})?$/.test(name)) {
      const message = `cannot add user "${name.slice(0, 80)}": expecting a name of letters, digits, "_", "-" and ".", or a mail address`
      throw new UserError('invalid', message, { hint: 'Write it like anna or anna@example.org.' })
    }
    this.#policy.require({ name, role, ...(tenant === undefined ? {} : { tenant }) })
    if (this.#row(name)) {
      throw new UserError('conflict', `cannot add user "${name}": there is one of this name`, {
        hint: 'Take another name, or give them a link for a new password.',
      })
    }
    this.#state
      .prepare('insert into user (name, title, role, tenant, only_names, created_ms) values (?, ?, ?, ?, ?, ?)')
      .run(name, title ?? null, role, tenant ?? null, only ? JSON.stringify(only) : null, this.#now())
  }

  change(name: string, change: UserChange): void {
    const { role, tenant, title, only } = { ...this.get(name), ...change }
    this.#policy.require({ name, role, ...(tenant ? { tenant } : {}) })
    this.#keepingAnAdmin(name, () =>
      this.#state
        .prepare('update user set title = ?, role = ?, tenant = ?, only_names = ? where name = ?')
        .run(title ?? null, role, tenant ?? null, only && only.length > 0 ? JSON.stringify(only) : null, name),
    )
  }

  remove(name: string): void {
    this.get(name)
    this.#keepingAnAdmin(name, () => this.#state.prepare('delete from user where name = ?').run(name))
  }

  /** What only login may know; undefined for a name that nobody has. */
  secretsOf(name: string): { readonly password: string | undefined; readonly totp: string | undefined } | undefined {
    const row = this.#row(name)
    return row && { password: row.password ?? undefined, totp: row.totp ?? undefined }
  }

  setPassword(name: string, hash: string): void {
    this.#state.prepare('update user set password = ? where name = ?').run(hash, name)
  }

  setTotp(name: string, secret: string | null): void {
    this.#state.prepare('update user set totp = ? where name = ?').run(secret, name)
  }

  noteLogin(name: string): void {
    this.#state.prepare('update user set last_login_ms = ? where name = ?').run(this.#now(), name)
  }

  #infoOf(row: Row): UserInfo {
    const info = infoOf(row)
    const rows = this.#policy.rowsOf(info)
    return { ...info, ...(rows ? { rows } : {}) }
  }

  #row(name: string): Row | undefined {
    return this.#state.prepare(`${rows} where name = ?`).get(name) as Row | undefined
  }

  /** Nobody shuts the door behind the last one who could open it. */
  #keepingAnAdmin(name: string, perform: () => unknown): void {
    inTransaction(this.#state, () => {
      const hadAdmin = this.#hasAdmin()
      perform()
      if (!hadAdmin || this.#hasAdmin()) return
      throw new UserError('conflict', `cannot take the role "admin" from "${name}": nobody else has it`, {
        hint: 'Give it to somebody else first.',
      })
    })
    this.#accounts.clear()
  }

  #hasAdmin(): boolean {
    return this.#state.prepare(`select 1 from user where role = 'admin' and tenant is null limit 1`).get() !== undefined
  }
}

function accountOf({ name, role, tenant, only_names }: Row): Account {
  return {
    name,
    role,
    ...(tenant === null ? {} : { tenant }),
    ...(only_names === null ? {} : { only: JSON.parse(only_names) as string[] }),
  }
}

function infoOf(row: Row): UserInfo {
  return {
    ...accountOf(row),
    ...(row.title === null ? {} : { title: row.title }),
    created: new Date(row.created_ms).toISOString(),
    ...(row.last_login_ms === null ? {} : { last_login: new Date(row.last_login_ms).toISOString() }),
    has_password: row.password !== null,
    has_second_factor: row.totp !== null,
    has_passkey: row.has_passkey === 1,
    ...(row.provider === null ? {} : { provider: row.provider }),
  }
}
