/** Tiles that were asked for, on disk, so many bytes of them: what was looked at last stays. */
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { systemCode } from '../../lib/errors.ts'
import { sideBySide } from '../../lib/side-by-side.ts'
import type { Tile } from '../../model/tile.ts'
import { maybePicture, type TilePicture } from './tile-picture.ts'

/** A tile changes rarely; within this time its server is not asked again. */
const fresh_ms = 7 * 86_400_000
/** That one is looked at is written down no more often. */
const marked_ms = 3_600_000
const draft = '.new'

interface Kept {
  readonly bytes: number
  readonly asked_ms: number
  readonly looked_ms: number
}

export interface KeptTile {
  readonly picture: TilePicture
  /** It may have changed since. */
  readonly isOld: boolean
}

export class KeptTiles {
  readonly #folder: string
  readonly #most_bytes: number
  /** By file, the one that was not looked at for the longest time first. */
  #files: Promise<Map<string, Kept>> | undefined
  #bytes = 0

  constructor(folder: string, most_bytes: number) {
    this.#folder = folder
    this.#most_bytes = most_bytes
  }

  async maybe(tile: Tile): Promise<KeptTile | undefined> {
    const files = await this.#all()
    const name = fileOf(tile)
    const kept = files.get(name)
    if (!kept) return undefined
    const path = join(this.#folder, name)
    const picture = maybePicture(await readFile(path).catch(() => new Uint8Array()))
    if (!picture) {
      await this.#remove(files, name)
      return undefined
    }
    const now = Date.now()
    const isMarked = now - kept.looked_ms < marked_ms
    this.#put(files, name, isMarked ? kept : { ...kept, looked_ms: now })
    if (!isMarked) await utimes(path, now / 1000, kept.asked_ms / 1000).catch(() => {})
    return { picture, isOld: now - kept.asked_ms > fresh_ms }
  }

  async keep(tile: Tile, { bytes }: TilePicture): Promise<void> {
    if (bytes.length > this.#most_bytes) return
    const files = await this.#all()
    const name = fileOf(tile)
    const path = join(this.#folder, name)
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    await writeFile(path + draft, bytes, { mode: 0o600, flush: true })
    await rename(path + draft, path)
    const now = Date.now()
    this.#put(files, name, { bytes: bytes.length, asked_ms: now, looked_ms: now })
    for (const [oldest] of files) {
      if (this.#bytes <= this.#most_bytes) break
      await this.#remove(files, oldest)
    }
  }

  #put(files: Map<string, Kept>, name: string, kept: Kept): void {
    this.#bytes += kept.bytes - (files.get(name)?.bytes ?? 0)
    files.delete(name)
    files.set(name, kept)
  }

  async #remove(files: Map<string, Kept>, name: string): Promise<void> {
    this.#bytes -= files.get(name)?.bytes ?? 0
    files.delete(name)
    await rm(join(this.#folder, name), { force: true }).catch(() => {})
  }

  #all(): Promise<Map<string, Kept>> {
    this.#files ??= this.#read().catch((error: unknown) => {
      // What fails now may not fail the next time.
      this.#files = undefined
      throw error
    })
    return this.#files
  }

  async #read(): Promise<Map<string, Kept>> {
    const found: (readonly [name: string, kept: Kept])[] = []
    await sideBySide(await namesIn(this.#folder), 16, async (name) => {
      const path = join(this.#folder, name)
      // What a process that was killed was writing.
      if (name.endsWith(draft)) return rm(path, { force: true })
      const { size, mtimeMs, atimeMs } = await stat(path)
      found.push([name, { bytes: size, asked_ms: mtimeMs, looked_ms: atimeMs }])
    })
    found.sort(([, a], [, b]) => a.looked_ms - b.looked_ms)
    this.#bytes = found.reduce((sum, [, { bytes }]) => sum + bytes, 0)
    return new Map(found)
  }
}

function fileOf({ z, x, y }: Tile): string {
  return `${z}-${x}-${y}`
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  }
}
