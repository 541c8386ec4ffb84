/**
 * Passkeys: key pairs on people's devices, of which the public one is kept here (Web Authentication Level 3). The device asks for a finger, a
 * face or its code each time, so that a passkey is both factors at once.
 */
import { randomBytes } from 'node:crypto'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { UserError } from '../../lib/errors.ts'
import type { State, StateTables } from '../state.ts'
import { Challenges } from './challenges.ts'

export const passkeyTable: StateTables = {
  owner: 'passkeys',
  steps: [
    `create table if not exists passkey (
  id text primary key, user text not null collate nocase, public_key blob not null, counter integer not null,
  transports text not null, title text not null, host text not null, created_ms integer not null, used_ms integer
) strict;
create index if not exists passkey_of on passkey (user);
create table if not exists passkey_owner (user text primary key collate nocase, handle text not null) strict;`,
  ],
}

const most = 20

/** Loaded when somebody uses a passkey: it takes 27 MB and a quarter of a second. */
const library = () => import('@simplewebauthn/server')

interface Row {
  readonly id: string
  readonly user: string
  readonly public_key: Uint8Array<ArrayBuffer>
  readonly counter: number
  readonly transports: string
  readonly title: string
  readonly host: string
  readonly created_ms: number
  readonly used_ms: number | null
}

export interface PasskeyInfo {
  readonly id: string
  /** What its owner calls it. */
  readonly title: string
  /** The host at which it works. */
  readonly host: string
  /** ISO 8601. */
  readonly created: string
  readonly used?: string
}

/** Where the browser is that asks. */
export interface Site {
  /** `https://caudal.example.org` */
  readonly origin: string
  /** What the device shows. */
  readonly title: string
}

export class Passkeys {
  readonly #state: State
  readonly #now: () => number
  readonly #challenges: Challenges

  constructor(state: State, now: () => number = Date.now) {
    this.#state = state
    this.#now = now
    this.#challenges = new Challenges(now)
  }

  list(user: string): PasskeyInfo[] {
    return this.#rows(user).map(infoOf)
  }

  /** What a device needs to make one. */
  async propose(user: string, session: string, site: Site) {
    const host = hostOf(site)
    const rows = this.#rows(user)
    if (rows.length >= most) {
      throw new UserError('conflict', `cannot add a passkey: there are ${most} of them`, { hint: 'Remove one first.' })
    }
    const { generateRegistrationOptions } = await library()
    return generateRegistrationOptions({
      rpName: site.title,
      rpID: host,
      userName: user,
      userID: new Uint8Array(Buffer.from(this.#handleOf(user), 'base64url')),
      challenge: this.#challenges.issue(`add ${session}`),
      excludeCredentials: rows.map(({ id, transports }) => ({ id, transports: JSON.parse(transports) as string[] })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
  }

  /** Keeps one that a device has made for this very session. */
  async add(
    user: string,
    session: string,
    site: Site,
    { title, response }: { readonly title: string; readonly response: RegistrationResponseJSON },
  ): Promise<PasskeyInfo> {
    const host = hostOf(site)
    const { verifyRegistrationResponse } = await library()
    const { registrationInfo } = await orNotAccepted(notAdded, () =>
      verifyRegistrationResponse({
        response,
        expectedChallenge: (challenge) => this.#challenges.take(challenge, `add ${session}`),
        expectedOrigin: site.origin,
        expectedRPID: host,
        requireUserVerification: true,
      }),
    )
    if (!registrationInfo) throw notAdded()
    const { id, publicKey, counter, transports = [] } = registrationInfo.credential
    if (this.#maybeRow(id)) {
      throw new UserError('conflict', 'cannot add the passkey: it is there already', { hint: 'Use another device.' })
    }
    const row: Row = {
      id,
      user,
      public_key: publicKey,
      counter,
      transports: JSON.stringify(transports),
      title,
      host,
      created_ms: this.#now(),
      used_ms: null,
    }
    this.#state
      .prepare('insert into passkey values (?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(...(Object.values(row) as (string | number | Uint8Array | null)[]))
    return infoOf(row)
  }

  /** What a device needs to show who its owner is: the same for everybody, whoever has a passkey. */
  async ask(site: Site) {
    const host = hostOf(site)
    const { generateAuthenticationOptions } = await library()
    return generateAuthenticationOptions({
      rpID: host,
      challenge: this.#challenges.issue('log in'),
      userVerification: 'required',
    })
  }

  /** Whose device has answered; throws `unauthorized`. */
  async userOf(response: AuthenticationResponseJSON, site: Site): Promise<string> {
    const host = hostOf(site)
    const row = this.#maybeRow(response.id)
    if (!row) throw notLoggedIn()
    const { verifyAuthenticationResponse } = await library()
    const { verified, authenticationInfo } = await orNotAccepted(notLoggedIn, () =>
      verifyAuthenticationResponse({
        response,
        expectedChallenge: (challenge) => this.#challenges.take(challenge, 'log in'),
        expectedOrigin: site.origin,
        expectedRPID: host,
        credential: { id: row.id, publicKey: row.public_key, counter: row.counter },
        requireUserVerification: true,
      }),
    )
    const { userHandle } = response.response
    if (!verified || (userHandle !== undefined && userHandle !== this.#handleOf(row.user))) throw notLoggedIn()
    this.#state
      .prepare('update passkey set counter = ?, used_ms = ? where id = ?')
      .run(authenticationInfo.newCounter, this.#now(), row.id)
    return row.user
  }

  remove(user: string, id: string): void {
    if (this.#state.prepare('delete from passkey where user = ? and id = ?').run(user, id).changes > 0) return
    throw new UserError('not_found', `cannot remove passkey "${id}": there is none of this id`, {
      hint: 'It may have been removed.',
    })
  }

  drop(user: string): void {
    this.#state.prepare('delete from passkey where user = ?').run(user)
    this.#state.prepare('delete from passkey_owner where user = ?').run(user)
  }

  /** By which devices tell the accounts of one host apart; it says nothing of the person (§14.6.1). */
  #handleOf(user: string): string {
    this.#state
      .prepare('insert or ignore into passkey_owner values (?, ?)')
      .run(user, randomBytes(32).toString('base64url'))
    return String(this.#state.prepare('select handle from passkey_owner where user = ?').get(user)!.handle)
  }

  #rows(user: string): Row[] {
    return this.#state.prepare('select * from passkey where user = ? order by created_ms').all(user) as unknown as Row[]
  }

  #maybeRow(id: string): Row | undefined {
    return this.#state.prepare('select * from passkey where id = ?').get(id) as Row | undefined
  }
}

/** The host, without its port (Web Authentication §5.1.2); browsers take names only. */
function hostOf({ origin }: Site): string {
  const { hostname, protocol, port } = new URL(origin)
  if (!/^[\d.]+$|^\[/.test(hostname)) return hostname
  throw new UserError('invalid', `cannot use passkeys at "${hostname}": browsers take them at names only`, {
    hint: `Open Caudal by its name, such as ${protocol}//localhost${port && `:${port}`}.`,
  })
}

/** What the library finds wrong is told to nobody who only tries. */
async function orNotAccepted<Result>(
  refusal: (cause: unknown) => UserError,
  verify: () => Promise<Result>,
): Promise<Result> {
  try {
    return await verify()
  } catch (error) {
    throw refusal(error)
  }
}

function notAdded(cause?: unknown): UserError {
  return new UserError('invalid', 'cannot add the passkey: what the device has answered is not accepted', {
    hint: 'Try again, or with another device.',
    cause,
  })
}

function notLoggedIn(cause?: unknown): UserError {
  return new UserError('unauthorized', 'cannot log in: what the device has answered is not accepted', {
    hint: 'Try again, or log in another way.',
    cause,
  })
}

function infoOf({ id, title, host, created_ms, used_ms }: Row): PasskeyInfo {
  return {
    id,
    title,
    host,
    created: new Date(created_ms).toISOString(),
    ...(used_ms === null ? {} : { used: new Date(used_ms).toISOString() }),
  }
}
