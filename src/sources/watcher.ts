import { type FSWatcher, watch } from 'node:fs'

/** More folders than this are left to polling. */
const watchedCap = 64

/** Wakes a poll early when something happens in a folder. A hint only: what is missed is found by polling. */
export class Watcher {
  readonly #watchers = new Map<string, FSWatcher>()
  #hinted = false
  #wake: (() => void) | undefined

  add(folder: string): void {
    if (this.#watchers.has(folder) || this.#watchers.size >= watchedCap) return
    try {
      const watcher = watch(folder, { persistent: false }, () => this.#hint())
      watcher.on('error', () => this.#drop(folder))
      this.#watchers.set(folder, watcher)
    } catch {
      // The folder is not there yet, or there are no more watches to be had.
    }
  }

  /** Sleeps for `ms`; a hint ends it early, but for the pause in which what comes together is gathered. */
  async wait(sleep: (ms: number) => Promise<void>, ms: number, gatherMs: number): Promise<void> {
    if (gatherMs >= ms) return sleep(ms)
    await sleep(gatherMs)
    const hint = new Promise<void>((wake) => {
      this.#wake = wake
    })
    if (!this.#hinted) await Promise.race([sleep(ms - gatherMs), hint])
    this.#hinted = false
    this.#wake = undefined
  }

  close(): void {
    for (const folder of [...this.#watchers.keys()]) this.#drop(folder)
  }

  #hint(): void {
    this.#hinted = true
    this.#wake?.()
  }

  /** A folder that is deleted and made again is watched again when it is added again. */
  #drop(folder: string): void {
    this.#watchers.get(folder)?.close()
    this.#watchers.delete(folder)
  }
}
