/** Whose account somebody is at a provider: by issuer and subject, which alone a provider never gives to another (OpenID Connect Core §5.7). */
import { UserError } from '../../lib/errors.ts'
import type { LoginRule, ProjectLogin } from '../../project/project.ts'
import type { State, StateTables } from '../state.ts'
import { inTransaction } from '../transaction.ts'
import { type Claims, maybeRule, maybeText, verifiedOf } from './claims.ts'
import type { Invitations } from './invitations.ts'
import type { Sessions } from './sessions.ts'
import type { Users } from './users.ts'

export const providerIdentityTable: StateTables = {
  owner: 'identities at providers',
  steps: [
    `create table if not exists provider_identity (
  issuer text not null, subject text not null, user text not null collate nocase, provider text not null, has_rights integer not null,
  created_ms integer not null, primary key (issuer, subject)
) strict`,
  ],
}

interface Row {
  readonly user: string
  /** The provider's claims decide what the account may do; those of a linked one are decided here. */
  readonly has_rights: number
}

interface Parts {
  readonly state: State
  readonly users: Users
  readonly sessions: Sessions
  readonly invitations: Invitations
  readonly now: () => number
}

export class ProviderIdentities {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** The account of somebody who has logged in at a provider, made or linked at the first time. Throws `forbidden` and `conflict`. */
  userOf(login: ProjectLogin, said: Claims): string {
    const claims = verifiedOf(said)
    const rule = maybeRule(claims, login.rules)
    const known = this.#known(login, claims)
    if (known) return known.has_rights ? this.#follow(known.user, login, rule) : known.user
    return inTransaction(this.#parts.state, () => this.#begin(login, claims, rule))
  }

  drop(user: string): void {
    this.#parts.state.prepare('delete from provider_identity where user = ?').run(user)
  }

  #begin(login: ProjectLogin, claims: Claims, rule: LoginRule | undefined): string {
    const { users } = this.#parts
    const email = maybeText(claims, 'email')
    const linked = login.linksByEmail && email !== undefined ? users.maybeAccount(email) : undefined
    if (linked) return this.#keep(login, claims, linked.name, false)
    if (!rule) throw notLetIn(login)
    const name = maybeText(claims, login.nameClaim)
    if (name === undefined) throw nameless(login)
    const title = maybeText(claims, 'name')?.slice(0, 200)
    users.add({ name, title, role: rule.role, tenant: rule.tenant })
    return this.#keep(login, claims, name, true)
  }

  /** What the provider says now counts, also when it takes rights away. */
  #follow(user: string, login: ProjectLogin, rule: LoginRule | undefined): string {
    const { users, sessions } = this.#parts
    if (!rule) {
      sessions.endOthers(user)
      throw notLetIn(login)
    }
    const { role, tenant } = users.get(user)
    if (role !== rule.role || tenant !== rule.tenant) {
      users.change(user, { role: rule.role, tenant: rule.tenant ?? null })
    }
    return user
  }

  #known({ issuer }: ProjectLogin, { sub }: Claims): Row | undefined {
    const sql = 'select user, has_rights from provider_identity where issuer = ? and subject = ?'
    return this.#parts.state.prepare(sql).get(issuer, sub) as Row | undefined
  }

  #keep({ issuer, name }: ProjectLogin, { sub }: Claims, user: string, hasRights: boolean): string {
    const { state, invitations, now } = this.#parts
    const sql =
      'insert into provider_identity (issuer, subject, user, provider, has_rights, created_ms) values (?, ?, ?, ?, ?, ?)'
    state.prepare(sql).run(issuer, sub, user, name, Number(hasRights), now())
    // Nobody else is to come in by a link that was meant for them, nor as the first administrator.
    invitations.drop(user)
    invitations.drop(undefined)
    return user
  }
}

function notLetIn({ name }: ProjectLogin): UserError {
  return new UserError('forbidden', `cannot log in by "${name}": no role is meant for this account`, {
    hint: `Add a rule to roles of login "${name}" in caudal.yaml, or a group at the provider.`,
  })
}

function nameless({ name, nameClaim }: ProjectLogin): UserError {
  return new UserError('forbidden', `cannot log in by "${name}": the provider tells no verified "${nameClaim}"`, {
    hint: `Name another claim with name of login "${name}" in caudal.yaml.`,
  })
}
