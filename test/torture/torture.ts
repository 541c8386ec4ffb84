/** What each kind of torture says in the end. */
export interface TortureResult {
  /** One line: how much was tried, and the worst that was seen. */
  readonly figure: string
  /** Broken promises; empty when all held. */
  readonly violations: readonly string[]
}

/** Why a kind of torture cannot be done by this user on this machine. */
export interface Impossible {
  readonly impossible: string
}
