/** The tiles of a map in the browser: asked of our server, a few at a time, those that are seen now first. */
import type { Tile, TileMap } from '../../../../../src/model/tile.ts'
import { ApiError, fetchApi } from '../../../client/api.ts'
import type { Tiles } from './tile-layer.ts'

const atOnce = 4
const mostKept = 400
/** Until one that could not be had is asked for again. */
const again_ms = 30_000

interface Refused {
  readonly error: ApiError
  readonly until: number
}

export class TilePictures implements Tiles {
  readonly map: TileMap
  readonly #onChange: () => void
  readonly #stop = new AbortController()
  readonly #ready = new Map<string, HTMLImageElement>()
  readonly #refused = new Map<string, Refused>()
  readonly #asked = new Set<string>()
  #wanted: readonly Tile[] = []

  constructor(map: TileMap, onChange: () => void) {
    this.map = map
    this.#onChange = onChange
  }

  /** Why one that is seen now is not there. */
  get problem(): ApiError | undefined {
    for (const tile of this.#wanted) {
      const refused = this.#refused.get(keyOf(tile))
      if (refused) return refused.error
    }
    return undefined
  }

  at(tile: Tile): HTMLImageElement | undefined {
    return this.#ready.get(keyOf(tile))
  }

  want(tiles: readonly Tile[]): void {
    this.#wanted = tiles
    // Those that were not seen for the longest time are the first ones.
    for (const key of tiles.map(keyOf)) {
      const known = this.#ready.get(key)
      if (known && this.#ready.delete(key)) this.#ready.set(key, known)
    }
    this.#go()
  }

  close(): void {
    this.#stop.abort()
  }

  #go(): void {
    for (const tile of this.#wanted) {
      if (this.#asked.size >= atOnce) return
      const key = keyOf(tile)
      if (this.#ready.has(key) || this.#asked.has(key)) continue
      if ((this.#refused.get(key)?.until ?? 0) > performance.now()) continue
      this.#asked.add(key)
      void this.#ask(tile, key).finally(() => {
        this.#asked.delete(key)
        if (this.#stop.signal.aborted) return
        this.#go()
        this.#onChange()
      })
    }
  }

  async #ask(tile: Tile, key: string): Promise<void> {
    const { name, version } = this.map
    const { signal } = this.#stop
    try {
      const path = `/api/maps/${name}/${tile.z}/${tile.x}/${tile.y}?version=${version}`
      const answer = await fetchApi(new URL(path, location.origin), { signal, priority: 'low' })
      const image = await imageOf(await answer.blob())
      this.#refused.delete(key)
      this.#ready.set(key, image)
      for (const [oldest] of this.#ready) {
        if (this.#ready.size <= mostKept) break
        this.#ready.delete(oldest)
      }
    } catch (error) {
      if (signal.aborted) return
      const told = error instanceof ApiError ? error : new ApiError({ code: 'internal', message: String(error) })
      this.#refused.set(key, { error: told, until: performance.now() + again_ms })
    }
  }
}

function keyOf({ z, x, y }: Tile): string {
  return `${z}/${x}/${y}`
}

/** With its bytes in its address, so that it is in what is exported, too. */
async function imageOf(blob: Blob): Promise<HTMLImageElement> {
  const image = new Image()
  image.src = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result as string)
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(blob)
  })
  await image.decode()
  return image
}
