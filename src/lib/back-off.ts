/** What fails is tried again after a pause, which is longer each time that it fails in a row. */
import { messageOf, UserError } from './errors.ts'
import type { Log } from './log.ts'
import { isPassing } from './passing.ts'
import { sleep } from './sleep.ts'

export interface Pauses {
  readonly first_ms: number
  readonly longest_ms: number
}

/** The pause after so many failures in a row, from the first on. */
export function pauseAfter(failures: number, { first_ms, longest_ms }: Pauses): number {
  return Math.min(longest_ms, first_ms * 2 ** (failures - 1))
}

/** Counts the failures in a row. */
export class BackOff {
  readonly #pauses: Pauses
  #failures = 0

  constructor(pauses: Pauses) {
    this.#pauses = pauses
  }

  /** It has failed once more: how long to wait now. */
  pause(): number {
    return pauseAfter(++this.#failures, this.#pauses)
  }

  /** It went well. */
  reset(): void {
    this.#failures = 0
  }
}

/** Runs it until it does not fail for a reason that may pass; other errors are thrown, and the last one once aborted. */
export async function untilItPasses<Result>(
  run: () => Promise<Result> | Result,
  { onFailure, signal }: { onFailure: (error: unknown, pause_ms: number) => void; signal: AbortSignal },
): Promise<Result> {
  const backOff = new BackOff({ first_ms: 100, longest_ms: 5000 })
  while (true) {
    try {
      return await run()
    } catch (error) {
      if (!isPassing(error) || signal.aborted) throw error
      const pause_ms = backOff.pause()
      onFailure(error, pause_ms)
      await sleep(pause_ms, signal)
    }
  }
}

/** For `onFailure`: says what cannot be done yet. */
export function warnOf(log: Log, what: string): (error: unknown, pause_ms: number) => void {
  return (error, pause_ms) => {
    const hint = error instanceof UserError && error.hint !== undefined ? { hint: error.hint } : {}
    log.warn(`cannot ${what} yet, it is tried again: ${messageOf(error)}`, { ...hint, retry_ms: pause_ms })
  }
}
