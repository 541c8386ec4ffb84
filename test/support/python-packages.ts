/** Packages from PyPI in an environment of their own, under `.cache`. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, rmdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

const cache = join(import.meta.dirname, '../../.cache')

export interface PythonPackages {
  /** Where it lies. */
  readonly folder: string
  /** The interpreter that finds the packages. */
  readonly python: string
  /** Why they cannot be had here. */
  readonly absence?: string
}

/** Installs them once; other versions are another environment. `prepare` does what is to be done once besides. */
export function pythonPackages(
  name: string,
  packages: readonly string[],
  prepare: (folder: string) => void = () => {},
): PythonPackages {
  const folder = join(cache, name)
  const python = join(folder, 'venv/bin/python')
  const marker = join(folder, `installed-${packages.join('-').replaceAll('=', '')}`)
  mkdirSync(cache, { recursive: true })
  const unlock = lock(`${folder}.lock`)
  try {
    if (existsSync(marker)) return { folder, python }
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    execFileSync('python3', ['-m', 'venv', join(folder, 'venv')], { stdio: 'pipe' })
    execFileSync(python, ['-m', 'pip', 'install', '-q', ...packages], { stdio: 'pipe' })
    prepare(folder)
    mkdirSync(marker)
    return { folder, python }
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : error
    return { folder, python, absence: `${packages.join(', ')} cannot be installed from PyPI: ${why}` }
  } finally {
    unlock()
  }
}

const stale_ms = 600_000

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
