/** How people come in: by an invitation once, and then by logging in. */
import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import { UserError } from '../../lib/errors.ts'
import type { ProjectLogin } from '../../project/project.ts'
import type { Policy } from '../policy.ts'
import type { State } from '../state.ts'
import { inTransaction } from '../transaction.ts'
import type { Claims } from './claims.ts'
import { type InvitationInfo, Invitations } from './invitations.ts'
import { LoginLimit } from './login-limit.ts'
import { Passkeys, type Site } from './passkeys.ts'
import { Passwords } from './password.ts'
import { Providers } from './provider.ts'
import { ProviderIdentities } from './provider-identities.ts'
import { isTotpSecret, SecondFactors } from './second-factor.ts'
import { Sessions, type Visitor } from './sessions.ts'
import { type NewUser, Users } from './users.ts'

/** A session that has begun: the secret goes into the cookie and nowhere else. */
export interface Entered {
  readonly user: string
  readonly secret: string
}

export interface Login {
  readonly name: string
  readonly password: string
  /** Of an authenticator app, or a recovery code. */
  readonly code?: string | undefined
}

/** A login is as good as a password for so long. */
const justNow_ms = 10 * 60_000

export class People {
  readonly users: Users
  readonly sessions: Sessions
  readonly invitations: Invitations
  readonly factors: SecondFactors
  readonly limit: LoginLimit
  readonly providers = new Providers()
  readonly passkeys: Passkeys
  readonly #atProviders: ProviderIdentities
  readonly #passwords = new Passwords()
  readonly #state: State

  constructor(state: State, policy: Policy, now: () => number = Date.now) {
    this.#state = state
    this.users = new Users(state, policy, now)
    this.sessions = new Sessions(state, now)
    this.invitations = new Invitations(state, now)
    this.factors = new SecondFactors(state, now)
    this.limit = new LoginLimit(now)
    this.passkeys = new Passkeys(state, now)
    const { users, sessions, invitations } = this
    this.#atProviders = new ProviderIdentities({ state, users, sessions, invitations, now })
  }

  /** The secret of the link for the first administrator, as long as there is nobody. An earlier one is void. */
  inviteFirst(): { readonly secret: string; readonly info: InvitationInfo } | undefined {
    return this.users.isEmpty ? this.invitations.create('first', undefined, 'caudal') : undefined
  }

  /** Undefined when the password is right and a code is needed. Throws `unauthorized` without saying what is wrong, and TooOftenError. */
  async logIn({ name, password, code }: Login, visitor: Visitor): Promise<Entered | undefined> {
    const succeed = this.limit.attempt(name, visitor.address)
    const secrets = this.users.secretsOf(name)
    if (!(await this.#passwords.isRight(password, secrets?.password))) throw wrongLogin()
    const { totp } = secrets!
    if (totp !== undefined) {
      // Not a success yet: else codes could be guessed at will by whoever knows the password.
      if (code === undefined) return undefined
      if (!this.factors.isRight(name, totp, code)) throw wrongLogin()
    }
    succeed()
    return this.enter(name, visitor)
  }

  /** ... at a provider, which has said this of them. Throws `forbidden` and `conflict`. */
  enterBy(login: ProjectLogin, claims: Claims, visitor: Visitor): Entered {
    return this.enter(this.#atProviders.userOf(login, claims), visitor, login.name)
  }

  /** ... by a device that has asked for their finger, face or code. */
  async enterByPasskey(response: AuthenticationResponseJSON, site: Site, visitor: Visitor): Promise<Entered> {
    const succeed = this.limit.attempt(undefined, visitor.address)
    const user = await this.passkeys.userOf(response, site)
    succeed()
    return this.enter(user, visitor)
  }

  /** Begins a session of somebody who has shown who they are. */
  enter(name: string, visitor: Visitor, provider?: string): Entered {
    const user = this.users.get(name).name
    this.users.noteLogin(user)
    return { user, secret: this.sessions.begin(user, visitor, provider).secret }
  }

  /** Takes a link: whoever has it chooses a password, and the first one a name. */
  async accept(
    {
      secret,
      name,
      password,
    }: { readonly secret: string; readonly name?: string | undefined; readonly password: string },
    visitor: Visitor,
  ): Promise<Entered> {
    const { kind, user = name } = this.invitations.get(secret)
    if (user === undefined) {
      throw new UserError('invalid', 'cannot make the first administrator: a name is missing', { hint: 'Choose one.' })
    }
    const hash = await this.#passwords.hash(password, user)
    return inTransaction(this.#state, () => {
      // It may have been used meanwhile.
      this.invitations.get(secret)
      if (kind === 'first') this.users.add({ name: user, role: 'admin' })
      this.users.setPassword(user, hash)
      this.invitations.drop(kind === 'first' ? undefined : user)
      this.sessions.endOthers(user)
      return this.enter(user, visitor)
    })
  }

  /** An account that somebody can take over by the link. */
  invite(user: NewUser, by: string): { readonly secret: string; readonly info: InvitationInfo } {
    return inTransaction(this.#state, () => {
      this.users.add(user)
      this.invitations.drop(undefined)
      return this.invitations.create('join', user.name, by)
    })
  }

  /** ... that has its password already. */
  async add(user: NewUser, password: string): Promise<void> {
    const hash = await this.#passwords.hash(password, user.name)
    inTransaction(this.#state, () => {
      this.users.add(user)
      this.users.setPassword(user.name, hash)
      this.invitations.drop(undefined)
    })
  }

  /** A link to choose a new password; second factor and passkeys are taken away, and the sessions end when it is used. */
  reset(name: string, by: string): { readonly secret: string; readonly info: InvitationInfo } {
    const { name: user } = this.users.get(name)
    this.dropSecondFactor(user)
    this.passkeys.drop(user)
    return this.invitations.create('reset', user, by)
  }

  /** Ends the other sessions. */
  async changePassword(name: string, session: string, old: string, next: string, visitor: Visitor): Promise<void> {
    await this.requirePassword(name, old, visitor)
    this.users.setPassword(name, await this.#passwords.hash(next, name))
    this.sessions.endOthers(name, session)
  }

  /** Asked again before what protects the account is changed. */
  async requirePassword(name: string, password: string, { address }: Visitor): Promise<void> {
    const succeed = this.limit.attempt(name, address)
    if (!(await this.#passwords.isRight(password, this.users.secretsOf(name)?.password))) {
      throw new UserError('forbidden', 'cannot change this: the password is wrong', {
        hint: 'Enter your present password.',
      })
    }
    succeed()
  }

  /** ... or, of somebody who has none, that they have logged in just now. */
  async requireAgain(name: string, session: string, password: string | undefined, visitor: Visitor): Promise<void> {
    if (this.users.get(name).has_password) return this.requirePassword(name, password ?? '', visitor)
    if (this.sessions.origin(name, session).age_ms < justNow_ms) return
    throw new UserError('forbidden', 'cannot change this: you have logged in too long ago', { hint: 'Log in again.' })
  }

  /** The secret counts from now on, when the app has shown that it has it; resolves with the recovery codes. */
  async confirmTotp(
    name: string,
    { secret, code, password }: { readonly secret: string; readonly code: string; readonly password: string },
    visitor: Visitor,
  ): Promise<string[]> {
    await this.requirePassword(name, password, visitor)
    if (!isTotpSecret(secret) || !/^\d{6}$/.test(code) || !this.factors.isRight(name, secret, code)) {
      throw new UserError('invalid', 'cannot confirm the authenticator app: the code is wrong', {
        hint: 'Enter the code that it shows now; see that the clock of the device is right.',
      })
    }
    this.users.setTotp(name, secret)
    return this.factors.renewRecovery(name)
  }

  dropSecondFactor(name: string): void {
    this.users.setTotp(name, null)
    this.factors.drop(name)
  }

  remove(name: string): void {
    this.users.remove(name)
    this.sessions.endOthers(name)
    this.invitations.drop(name)
    this.factors.drop(name)
    this.#atProviders.drop(name)
    this.passkeys.drop(name)
  }
}

function wrongLogin(): UserError {
  return new UserError('unauthorized', 'cannot log in: the name, the password or the code is wrong', {
    hint: 'Try again, or ask an administrator for a link to choose a new password.',
  })
}
