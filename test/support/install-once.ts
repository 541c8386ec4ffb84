/** What tests and benchmarks fetch from registries: once, under `.cache`. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const cache = join(import.meta.dirname, '../../.cache')

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
    console.error(`setting up: installing ${name} into .cache (once)`)
    install(folder)
    mkdirSync(marker)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message.split('\n')[0] : String(error)
  } finally {
    unlock()
  }
}

/** Tests that run at the same time install one after the other. Whoever was killed while he installed has left his number behind. */
function lock(path: string): () => void {
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' })
      return () => rmSync(path, { force: true })
    } catch {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
      const owner = ownerOf(path)
      if (owner !== undefined && !isRunning(owner)) rmSync(path, { recursive: true, force: true })
    }
  }
}

function ownerOf(path: string): number | undefined {
  try {
    const pid = Number(readFileSync(path, 'utf8'))
    return pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
