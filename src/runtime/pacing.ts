/**
 * Whoever sends is slowed down to the speed of whoever stores: beyond a short backlog an acknowledgement waits a little, so that
 * records stay visible soon after it, and are stored from memory instead of being read again from the log.
 */

/** How far a feed is behind its stream. */
export interface Backlog {
  /** When the oldest record that is not stored yet was received, in milliseconds since 1970; undefined when all are, or nothing moves. */
  since: number | undefined
  /** What waits since then. */
  bytes: number
}

/** A backlog of this age, or of this size, slows nobody. */
const tolerated_ms = 250
const tolerated_bytes = 6 << 20
/** The longest that one acknowledgement waits: where the machine has other work, storing falls behind by more than a moment. */
const longest_ms = 1000
/** One of this age is history that is read again, or a dataset that stands still: slowing down would not help. */
const hopeless_ms = 10_000

export class Pacing {
  readonly #backlogs = new Set<Backlog>()
  readonly #now: () => number

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  add(backlog: Backlog): void {
    this.#backlogs.add(backlog)
  }

  remove(backlog: Backlog): void {
    this.#backlogs.delete(backlog)
  }

  /** How long the next acknowledgement should wait. */
  get pause_ms(): number {
    let pause_ms = 0
    for (const { since, bytes } of this.#backlogs) {
      if (since === undefined || bytes < tolerated_bytes) continue
      const age_ms = this.#now() - since
      if (age_ms < hopeless_ms) pause_ms = Math.max(pause_ms, Math.min(longest_ms, age_ms - tolerated_ms))
    }
    return pause_ms
  }
}
