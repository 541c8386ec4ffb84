/** Who may send records now, and how much memory each request gets: whatever comes, it stays bounded. */
import { UserError } from '../lib/errors.ts'
import type { Limits } from './limits.ts'

/** A body is written in pieces of at most this size, and of at least that one, however many requests there are. */
const largestPiece_bytes = 1 << 20
const smallestPiece_bytes = 16 << 10

export class Admission {
  readonly #limits: Pick<Limits, 'ingest_requests' | 'ingest_bytes'>
  #requests = 0

  constructor(limits: Pick<Limits, 'ingest_requests' | 'ingest_bytes'>) {
    this.#limits = limits
  }

  /** Lets one request in until the result is disposed of; throws `overloaded` when there are too many already. */
  enter(): Disposable {
    const most = this.#limits.ingest_requests
    if (this.#requests >= most) {
      throw new UserError('overloaded', `cannot take the request: ${most} others are sending records already`, {
        hint: 'Send it again in a second, or send more records in fewer requests.',
      })
    }
    this.#requests++
    return {
      [Symbol.dispose]: () => {
        this.#requests--
      },
    }
  }

  /** How much of a body one request gathers before it is written: the more requests, the less. */
  get piece_bytes(): number {
    const share = Math.floor(this.#limits.ingest_bytes / Math.max(1, this.#requests))
    return Math.min(largestPiece_bytes, Math.max(smallestPiece_bytes, share))
  }
}
