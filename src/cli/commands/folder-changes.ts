/** Tells of changes in the folder of a project, for commands that do their work again: one for all that is saved at once. */
import { watch } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const settle_ms = 100

/** Data, packages and what Caudal writes itself are no changes. */
const unseen = /(^|\/)(\.[^/]*|node_modules|caudal\.d\.ts)(\/|$)/

export interface FolderChanges {
  /** Resolves at the next change, at once if there was one since the last call. */
  next(): Promise<void>
}

export function watchFolder(folder: string): FolderChanges {
  let isDue = false
  let wake = () => {}
  watch(folder, { recursive: true }, (_, name) => {
    if (name !== null && unseen.test(name) && name !== '.env') return
    isDue = true
    wake()
  })
  return {
    async next() {
      if (!isDue) {
        const { promise, resolve } = Promise.withResolvers<void>()
        wake = resolve
        await promise
      }
      await sleep(settle_ms)
      isDue = false
    },
  }
}
