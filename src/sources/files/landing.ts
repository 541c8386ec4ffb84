import type { Stats } from 'node:fs'
import { copyFile, mkdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { basename, dirname, extname, join, relative, resolve } from 'node:path'
import { systemCode } from '../../lib/errors.ts'
import { exists } from '../../lib/existence.ts'
import { FileFinder } from '../file-finder.ts'
import type { UnreadableFiles } from '../unreadable-files.ts'

const statsAtOnce = 64

/** A file as it lies there. */
export interface LandedFile {
  readonly path: string
  readonly size: number
  /** Milliseconds since 1970. */
  readonly modified: number
}

export interface LandingOptions {
  readonly patterns: readonly string[]
  readonly folder: string
  /** Milliseconds for which a file must not have changed. */
  readonly settle: number
  /** Where read and broken files go, relative to their own folder; they are not looked for there. */
  readonly moveTo: readonly string[]
  readonly unreadable: UnreadableFiles
}

/** The files of a landing folder, once they are written whole. */
export class Landing {
  /** Whether some file is still being written. */
  isBusy = false
  readonly #options: LandingOptions
  readonly #finder: FileFinder
  /** Since when each is as it is, by `performance.now()`: a clock that is set changes nothing. */
  readonly #since = new Map<string, LandedFile & { readonly since: number }>()

  constructor(options: LandingOptions) {
    this.#options = options
    this.#finder = new FileFinder(options)
  }

  /** The files that are still, those first that were changed first. */
  async files(): Promise<LandedFile[]> {
    const { settle } = this.#options
    const now = performance.now()
    const found: LandedFile[] = []
    this.isBusy = false
    const paths = (await this.#finder.find()).filter((path) => !this.#isMoved(path))
    const stats = await statAll(paths)
    for (const [i, path] of paths.entries()) {
      const status = stats[i]
      if (!status?.isFile()) continue
      const file = { path, size: status.size, modified: status.mtimeMs }
      const seen = this.#since.get(path)
      const isSame = seen?.size === file.size && seen.modified === file.modified
      // What has not changed for long when it is first seen is not looked at twice; a change that is seen has just come, whatever
      // time the file says.
      const since = isSame ? seen.since : seen ? now : now - Math.max(0, Date.now() - file.modified)
      if (!isSame) this.#since.set(path, { ...file, since })
      if (now - since >= settle) found.push(file)
      else this.isBusy = true
    }
    const present = new Set(paths)
    for (const path of this.#since.keys()) if (!present.has(path)) this.#since.delete(path)
    return found.sort((a, b) => a.modified - b.modified)
  }

  #isMoved(path: string): boolean {
    return this.#options.moveTo.some((name) => {
      const target = resolve(dirname(path), name)
      return basename(dirname(path)) === basename(target) || !relative(target, path).startsWith('..')
    })
  }
}

/** Many at once, so that thousands of files are not waited for one after the other. */
async function statAll(paths: readonly string[]): Promise<(Stats | undefined)[]> {
  const found: (Stats | undefined)[] = []
  for (let i = 0; i < paths.length; i += statsAtOnce) {
    const asked = paths.slice(i, i + statsAtOnce).map((path) => stat(path).catch(() => undefined))
    found.push(...(await Promise.all(asked)))
  }
  return found
}

/** Whether the file still is what was found. */
export async function isUnchanged({ path, size, modified }: LandedFile): Promise<boolean> {
  const stats = await stat(path)
  // A copy keeps the time to the microsecond only.
  return stats.size === size && Math.abs(stats.mtimeMs - modified) < 1
}

/** Moves a file into a folder, relative to its own; never over another file. Returns its new path. */
export async function moveFile(path: string, to: string): Promise<string> {
  const target = resolve(dirname(path), to)
  await mkdir(target, { recursive: true })
  const extension = extname(path)
  const stem = basename(path, extension)
  let free = join(target, basename(path))
  for (let n = 2; await exists(free); n++) free = join(target, `${stem}-${n}${extension}`)
  try {
    await rename(path, free)
  } catch (error) {
    if (systemCode(error) !== 'EXDEV') throw error
    const { atime, mtime } = await stat(path)
    await copyFile(path, free)
    await utimes(free, atime, mtime)
    await rm(path)
  }
  return free
}
