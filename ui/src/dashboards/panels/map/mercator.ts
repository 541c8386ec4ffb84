/** Web Mercator, in which tiles are: https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames. Pure. */
import type { Tile } from '../../../../../src/model/tile.ts'
import type { Extent } from './places.ts'

/** Farther from the equator there are no tiles: there the world is a square. */
export const mostLatitude = 85.0511287798066

const tile_px = 256
const degrees = 180 / Math.PI

/** From longitude and latitude to degrees of the equator, to the east and to the south; and back. */
export const mercator = {
  project([longitude = 0, latitude = 0]: readonly number[]): [number, number] {
    const north = Math.min(mostLatitude, Math.max(-mostLatitude, latitude))
    return [longitude, -Math.asinh(Math.tan(north / degrees)) * degrees]
  },
  unproject([x = 0, y = 0]: readonly number[]): [number, number] {
    return [x, Math.atan(Math.sinh(-y / degrees)) * degrees]
  },
}

/** Where the world is on the screen, in pixels: a square. */
export interface World {
  readonly left: number
  readonly top: number
  readonly side: number
}

export interface PlacedTile extends Tile, World {}

/** The world where something shows as much as fits of an extent, in the middle. */
export function worldAround({ west, east, north, south }: Extent, width: number, height: number): World {
  const [left, top] = mercator.project([west, north])
  const [right, bottom] = mercator.project([east, south])
  const scale = Math.min(width / (right - left), height / (bottom - top))
  return {
    side: 360 * scale,
    left: width / 2 - ((left + right) / 2 + 180) * scale,
    top: height / 2 - ((top + bottom) / 2 + 180) * scale,
  }
}

/** The tiles that fill a picture, about as large as they are made; beyond the 180th meridian the world begins anew. */
export function tilesIn({ left, top, side }: World, width: number, height: number, nearest: number): PlacedTile[] {
  const z = Math.min(nearest, Math.max(0, Math.round(Math.log2(side / tile_px))))
  const count = 2 ** z
  const own = side / count
  const columns = between(-left / own, (width - left) / own)
  const rows = between(-top / own, (height - top) / own).filter((y) => y >= 0 && y < count)
  return rows.flatMap((y) =>
    columns.map((column) => ({
      z,
      x: ((column % count) + count) % count,
      y,
      left: left + column * own,
      top: top + y * own,
      side: own,
    })),
  )
}

/** The one that holds it, so many zooms from farther. */
export function around({ z, x, y, left, top, side }: PlacedTile, zooms: number): PlacedTile {
  const times = 2 ** zooms
  const [column, row] = [x % times, y % times]
  return {
    z: z - zooms,
    x: (x - column) / times,
    y: (y - row) / times,
    left: left - column * side,
    top: top - row * side,
    side: side * times,
  }
}

/** The whole numbers whose squares are seen between two places. */
function between(first: number, end: number): number[] {
  const from = Math.floor(first)
  return Array.from({ length: Math.max(0, Math.ceil(end) - from) }, (_, i) => from + i)
}
