/** Packages from PyPI in an environment of their own, under `.cache`. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { cacheFolder, installOnce } from './install-once.ts'

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
  const folder = cacheFolder(name)
  const python = join(folder, 'venv/bin/python')
  const why = installOnce(name, packages.join('-').replaceAll('=', ''), () => {
    execFileSync('python3', ['-m', 'venv', join(folder, 'venv')], { stdio: 'pipe' })
    execFileSync(python, ['-m', 'pip', 'install', '-q', '--no-compile', ...packages], { stdio: 'pipe' })
    prepare(folder)
  })
  if (why === undefined) return { folder, python }
  return { folder, python, absence: `${packages.join(', ')} cannot be installed from PyPI: ${why}` }
}
