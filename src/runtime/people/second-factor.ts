/** The second factor of a login: codes of an authenticator app (TOTP, RFC 6238), and recovery codes for when the app is gone. */
import { randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { State, StateTables } from '../state.ts'
import { inTransaction } from '../transaction.ts'
import { hashOf } from './secret.ts'

export const secondFactorTables: StateTables = {
  owner: 'second factors',
  steps: [
    `create table if not exists recovery_code (user text not null collate nocase, hash text not null, primary key (user, hash)) strict;
create table if not exists used_code (user text primary key collate nocase, step integer not null) strict;`,
  ],
}

const period_s = 30
/** Clocks differ: one step before and one after count, too (RFC 6238 §5.2). */
const window = 1
const recoveryCodes = 10
/** Without letters and digits that look alike. */
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz'

export class SecondFactors {
  readonly #state: State
  readonly #now: () => number

  constructor(state: State, now: () => number = Date.now) {
    this.#state = state
    this.#now = now
  }

  /** A new secret and the URI that an app reads from a picture; of no effect until it is confirmed. */
  propose(user: string, issuer: string): { readonly secret: string; readonly uri: string } {
    const totp = totpOf(new Secret({ size: 20 }).base32, user, issuer)
    return { secret: totp.secret.base32, uri: totp.toString() }
  }

  /** A code counts once (RFC 6238 §5.2). */
  isRight(user: string, secret: string, code: string): boolean {
    const digits = code.replaceAll(/\s/g, '')
    if (!/^\d{6}$/.test(digits)) return this.#takeRecovery(user, code)
    const now = this.#now()
    const delta = totpOf(secret, user).validate({ token: digits, timestamp: now, window })
    if (delta === null) return false
    const step = Math.floor(now / 1000 / period_s) + delta
    const taken = this.#state
      .prepare(
        'insert into used_code values (?, ?) on conflict (user) do update set step = excluded.step where excluded.step > step',
      )
      .run(user, step)
    return taken.changes > 0
  }

  /** New recovery codes instead of those before; they are seen only now. */
  renewRecovery(user: string): string[] {
    const codes = Array.from({ length: recoveryCodes }, newCode)
    inTransaction(this.#state, () => {
      this.drop(user)
      for (const code of codes) this.#state.prepare('insert into recovery_code values (?, ?)').run(user, hashOf(code))
    })
    return codes
  }

  drop(user: string): void {
    this.#state.prepare('delete from recovery_code where user = ?').run(user)
    this.#state.prepare('delete from used_code where user = ?').run(user)
  }

  #takeRecovery(user: string, code: string): boolean {
    const hash = hashOf(code.trim().toLowerCase())
    return this.#state.prepare('delete from recovery_code where user = ? and hash = ?').run(user, hash).changes > 0
  }
}

/** Of at least 128 bits (RFC 4226 §4), in base 32. */
export function isTotpSecret(text: string): boolean {
  return /^[A-Z2-7]{26,64}$/.test(text)
}

function totpOf(secret: string, user: string, issuer = 'Caudal'): TOTP {
  return new TOTP({
    issuer,
    label: user,
    algorithm: 'SHA1',
    digits: 6,
    period: period_s,
    secret: Secret.fromBase32(secret),
  })
}

/** Of 50 bits: `ab3de-fgh2k`. */
function newCode(): string {
  const letters = Array.from({ length: 10 }, () => alphabet[randomInt(alphabet.length)])
  return `${letters.slice(0, 5).join('')}-${letters.slice(5).join('')}`
}
