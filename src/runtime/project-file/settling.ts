/** Waits until a text of the project file has been applied, or refused. */
import { setTimeout as sleep } from 'node:timers/promises'

/** Parts that start slowly are not waited for any longer. */
const most_ms = 60_000

export class Settling {
  readonly #waiting = new Map<string, Set<() => void>>()

  tell(text: string | undefined): void {
    for (const done of this.#waiting.get(text ?? '') ?? []) done()
  }

  /** Whether it came to that in time. */
  async wait(text: string): Promise<boolean> {
    const waiting = this.#waiting.get(text) ?? new Set()
    this.#waiting.set(text, waiting)
    const { promise, resolve } = Promise.withResolvers<void>()
    waiting.add(resolve)
    const over = new AbortController()
    const isDone = await Promise.race([
      promise.then(() => true),
      sleep(most_ms, false, { signal: over.signal, ref: false }),
    ])
    over.abort()
    waiting.delete(resolve)
    if (waiting.size === 0) this.#waiting.delete(text)
    return isDone
  }
}
