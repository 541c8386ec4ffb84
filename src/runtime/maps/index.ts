/** The maps of the project, whose tiles browsers and reports get from here: no browser asks any other server. */
import { open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf, systemCode, UserError } from '../../lib/errors.ts'
import type { Log } from '../../lib/log.ts'
import { didYouMean } from '../../lib/similar.ts'
import { isTile, placeOfTile, type Tile, type TileMap } from '../../model/tile.ts'
import type { ProjectMap } from '../../project/project.ts'
import type { Stages } from '../stage.ts'
import { KeptTiles } from './kept-tiles.ts'
import { maybePicture, mostTile_bytes, type TilePicture } from './tile-picture.ts'
import { TileServer } from './tile-server.ts'

/** In the data folder; what is in it can be asked for again. */
export const mapsFolder = 'maps'

export interface MapsParts {
  /** Of the project. */
  readonly folder: string
  readonly data: string
  /** Of the product: servers are told who asks. */
  readonly version: string
  readonly log: Log
}

interface Running {
  readonly map: ProjectMap
  tile(tile: Tile): Promise<TilePicture>
}

export class Maps {
  readonly #parts: MapsParts
  readonly #all = new Map<string, Running>()

  constructor(parts: MapsParts) {
    this.#parts = parts
  }

  get stages(): Pick<Stages, 'maps'> {
    return {
      maps: {
        start: async (map) => {
          await this.#forget(map.name, map.isAddress ? folderName(map) : undefined)
          this.#all.set(map.name, map.isAddress ? this.#askedFor(map) : this.#inProject(map))
        },
        stop: async (map, next) => {
          this.#all.delete(map.name)
          if (!next) await this.#forget(map.name, undefined)
        },
      },
    }
  }

  get all(): TileMap[] {
    return [...this.#all.values()].map(({ map: { name, attribution, zoom, version } }) => ({
      name,
      ...(attribution === undefined ? {} : { attribution }),
      zoom,
      version,
    }))
  }

  /** Throws `not_found` for a map that is not there, and for a tile of it; `unavailable` for one that cannot be had now. */
  async tile(name: string, tile: Tile, isVisible: (name: string) => boolean): Promise<TilePicture> {
    const running = this.#all.get(name)
    if (!running || !isVisible(name)) {
      const known = [...this.#all.keys()].filter(isVisible)
      const list = known.length > 0 ? `The maps are: ${known.join(', ')}.` : 'Declare one under "maps".'
      throw new UserError('not_found', `cannot find map "${name}"`, { hint: didYouMean(name, known) ?? list })
    }
    if (!isTile(tile) || tile.z > running.map.zoom) {
      const { z, x, y } = tile
      throw new UserError('invalid', `cannot get tile ${z}/${x}/${y} of map "${name}": the map has no such place`, {
        hint: `Ask for z from 0 to ${running.map.zoom}, x and y below 2^z.`,
      })
    }
    return running.tile(tile)
  }

  #askedFor(map: ProjectMap): Running {
    const { data, version, log } = this.#parts
    const owner = `map "${map.name}"`
    const server = new TileServer({ owner, template: map.tiles, version })
    const kept = new KeptTiles(join(data, mapsFolder, folderName(map)), map.keep_bytes)
    let isTold = false
    const ask = async (tile: Tile) => {
      const picture = await server.ask(tile)
      await kept.keep(tile, picture).catch((error: unknown) => {
        if (!isTold) log.warn(`cannot keep tiles of ${owner}: ${messageOf(error)}`)
        isTold = true
      })
      return picture
    }
    return {
      map,
      async tile(tile) {
        const known = await kept.maybe(tile)
        if (!known) return ask(tile)
        // Shown as it was; the next time as it is.
        if (known.isOld) ask(tile).catch(() => {})
        return known.picture
      },
    }
  }

  #inProject(map: ProjectMap): Running {
    const { folder } = this.#parts
    return {
      map,
      async tile(tile) {
        const picture = maybePicture(await fileBytes(join(folder, placeOfTile(map.tiles, tile))))
        if (picture) return picture
        throw new UserError('not_found', `cannot get tile of map "${map.name}": there is none here`, {
          hint: 'Look from farther away, or elsewhere.',
        })
      },
    }
  }

  /** What was kept of a map by this name that is not this one. */
  async #forget(name: string, current: string | undefined): Promise<void> {
    const folder = join(this.#parts.data, mapsFolder)
    const names = await readdir(folder).catch(() => [])
    for (const other of names.filter((one) => one.startsWith(`${name}-`) && one !== current))
      await rm(join(folder, other), { recursive: true, force: true })
  }
}

function folderName({ name, version }: ProjectMap): string {
  return `${name}-${version}`
}

/** Nothing of what is not there, or too large for a tile. */
async function fileBytes(path: string): Promise<Uint8Array> {
  try {
    await using file = await open(path)
    const { size } = await file.stat()
    return size > mostTile_bytes ? new Uint8Array() : await file.readFile()
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(systemCode(error) ?? '')) return new Uint8Array()
    throw error
  }
}
