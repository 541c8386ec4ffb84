/** What tests and benchmarks fetch from registries: once, under `.cache`. */
import { existsSync, mkdirSync, rmdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

const cache = join(import.meta.dirname, '../../.cache')
/** Longer than any installation takes. */
const stale_ms = 1_800_000

export function cacheFolder(name: string): string {
  return join(cache, name)
}

/**
 * Runs `install` in an empty folder unless it has been done for this `version`. Returns why it cannot be had here, if so.
 */
export function installOnce(name: string, version: string, install: (folder: string) => void): string | undefined {
  const folder = cacheFolder(name)
  const marker = join(folder, `installed-${version}`)
  mkdirSync(cache, { recursive: true })
  const unlock = lock(`${folder}.lock`)
  try {
    if (existsSync(marker)) return undefined
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    install(folder)
    mkdirSync(marker)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message.split('\n')[0] : String(error)
  } finally {
    unlock()
  }
}

/** Tests that run at the same time install one after the other. */
function lock(path: string): () => void {
  for (;;) {
    try {
      mkdirSync(path)
      return () => rmdirSync(path)
    } catch {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
      // Whoever was killed while he installed left it behind.
      const since = statSync(path, { throwIfNoEntry: false })?.mtimeMs
      if (since !== undefined && Date.now() - since > stale_ms) rmSync(path, { recursive: true, force: true })
    }
  }
}
