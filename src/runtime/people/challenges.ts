/**
 * Challenges that a device signs. Each says itself for what and until when it is, under a key of this process, so that those who only ask
 * for them fill no memory; one that was taken counts no more (Web Authentication §13.4.3).
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const valid_ms = 5 * 60_000

export class Challenges {
  readonly #key = randomBytes(32)
  readonly #now: () => number
  /** Those that were taken, with their ends. */
  readonly #taken = new Map<string, number>()

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /** `purpose` is who may answer it, and for what. */
  issue(purpose: string): Uint8Array<ArrayBuffer> {
    const body = Buffer.alloc(24)
    randomBytes(16).copy(body)
    body.writeBigUInt64BE(BigInt(this.#now() + valid_ms), 16)
    return new Uint8Array(Buffer.concat([body, this.#seal(body, purpose)]))
  }

  /** Whether it was issued for this, is not too old, and was not taken; from then on it is. `challenge` is base64url. */
  take(challenge: string, purpose: string): boolean {
    const bytes = Buffer.from(challenge, 'base64url')
    const body = bytes.subarray(0, 24)
    const seal = this.#seal(body, purpose)
    if (bytes.length !== body.length + seal.length || !timingSafeEqual(bytes.subarray(24), seal)) return false
    const now = this.#now()
    const until = Number(body.readBigUInt64BE(16))
    const id = bytes.toString('base64url')
    if (now >= until || this.#taken.has(id)) return false
    for (const [old, end] of this.#taken) if (end <= now) this.#taken.delete(old)
    this.#taken.set(id, until)
    return true
  }

  #seal(body: Buffer, purpose: string): Buffer {
    return createHmac('sha256', this.#key).update(body).update(purpose).digest()
  }
}
