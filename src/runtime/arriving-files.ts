/** Files on their way in that can only be read when all of them is there: they lie beside the data until then. */
import { randomUUID } from 'node:crypto'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FilePart } from '../lib/parquet/shape.ts'

/** In the data folder. */
export const arrivingFolder = 'arriving'

export interface ArrivedFile extends AsyncDisposable {
  readonly path: string
}

export class ArrivingFiles {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** What a process that was killed has left: nobody waits for it any more. */
  async clear(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true })
  }

  /** All of the pieces, one behind the other; gone when it is disposed of. */
  take(pieces: AsyncIterable<Uint8Array>): Promise<ArrivedFile> {
    return this.#made(async (path) => {
      await using file = await open(path, 'wx', 0o600)
      for await (const piece of pieces) await file.writeFile(piece)
    })
  }

  /** Parts of a file of this size, each at its place; between them there is nothing. */
  takeParts(
    pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    size: number,
    parts: readonly FilePart[],
  ): Promise<ArrivedFile> {
    return this.#made(async (path) => {
      await using file = await open(path, 'wx', 0o600)
      await file.truncate(size)
      const places = placesOf(parts)
      for await (const piece of pieces) {
        for (let done = 0; done < piece.length; ) {
          const { at, room } = places.take(piece.length - done)
          if (room === 0) return
          await file.write(piece, done, room, at)
          done += room
        }
      }
    })
  }

  async #made(write: (path: string) => Promise<void>): Promise<ArrivedFile> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    const path = join(this.#folder, randomUUID())
    const remove = () => rm(path, { force: true })
    try {
      await write(path)
    } catch (error) {
      await remove()
      throw error
    }
    return { path, [Symbol.asyncDispose]: remove }
  }
}

/** Where the next bytes go, and how many of them. */
function placesOf(parts: readonly FilePart[]) {
  let part = 0
  let done = 0
  return {
    take(bytes: number): { at: number; room: number } {
      const { from, to } = parts[part] ?? { from: 0, to: 0 }
      const at = from + done
      const room = Math.min(bytes, to - at)
      done += room
      if (at + room === to) {
        part++
        done = 0
      }
      return { at, room: Math.max(0, room) }
    },
  }
}
