/** How often somebody may try to log in: by account and address, by account, and by address. Kept in memory. */
import { UserError } from '../../lib/errors.ts'

interface Failures {
  count: number
  /** Nothing is tried before. */
  until_ms: number
  last_ms: number
}

/** Free attempts, by what is counted. After them each failure doubles the wait. An account is not closed to all by one who guesses. */
const free = { both: 5, account: 30, address: 30 } as const

const first_ms = 1000
const longest_ms = 15 * 60_000
/** After so long without a failure all is forgotten. */
const memory_ms = 60 * 60_000
const mostRemembered = 100_000

/** A refusal with the time after which the caller may come again. */
export class TooOftenError extends UserError {
  readonly retry_s: number

  constructor(retry_s: number) {
    super('overloaded', 'cannot log in: it was tried too often', { hint: `Try again in ${retry_s} s.` })
    this.retry_s = retry_s
  }
}

export class LoginLimit {
  readonly #failures = new Map<string, Failures>()
  readonly #now: () => number

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /**
   * Counts an attempt as failed before it is examined, so that many at once are not free; throws a TooOftenError for one that has to wait. What
   * it returns takes that back, after a success. Without an account, where a secret or a device says whose it is, the address alone counts:
   * else one who guesses would keep out all.
   */
  attempt(account: string | undefined, address: string): () => void {
    const name = account?.toLowerCase()
    const ofAccount: [string, number][] =
      name === undefined
        ? []
        : [
            [`${name} ${address}`, free.both],
            [name, free.account],
          ]
    const keys = [...ofAccount, [` ${address}`, free.address] as const]
    const now = this.#now()
    const wait_ms = Math.max(...keys.map(([key]) => (this.#known(key, now)?.until_ms ?? 0) - now))
    if (wait_ms > 0) throw new TooOftenError(Math.ceil(wait_ms / 1000))
    for (const [key, most] of keys) this.#fail(key, most, now)
    return () => {
      for (const [key] of ofAccount) this.#failures.delete(key)
      const ofAddress = this.#failures.get(` ${address}`)
      if (ofAddress) ofAddress.count--
    }
  }

  #known(key: string, now: number): Failures | undefined {
    const known = this.#failures.get(key)
    if (!known || now - known.last_ms < memory_ms) return known
    this.#failures.delete(key)
    return undefined
  }

  #fail(key: string, most: number, now: number): void {
    const known = this.#known(key, now) ?? { count: 0, until_ms: 0, last_ms: now }
    known.count++
    known.last_ms = now
    if (known.count >= most) known.until_ms = now + Math.min(longest_ms, first_ms * 2 ** (known.count - most))
    this.#failures.delete(key)
    this.#failures.set(key, known)
    if (this.#failures.size > mostRemembered) this.#failures.delete(this.#failures.keys().next().value!)
  }
}
