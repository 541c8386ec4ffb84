/** A square of a map in Web Mercator, as most servers of tiles number them: https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames */
export interface Tile {
  /** The world is 2^z tiles wide and high. */
  readonly z: number
  /** From the west. */
  readonly x: number
  /** From the north. */
  readonly y: number
}

/** No server has nearer ones. */
export const nearestZoom = 22

/** What stands in a template for each number of a tile. */
export const tilePlaces = ['{z}', '{x}', '{y}'] as const

/** A map with tiles, for those who draw them. */
export interface TileMap {
  readonly name: string
  /** Whose the tiles are. */
  readonly attribution?: string
  /** The nearest that there is. */
  readonly zoom: number
  /** Another one where the tiles are others. */
  readonly version: string
}

/** Whether the world has it. */
export function isTile({ z, x, y }: Tile): boolean {
  const side = 2 ** z
  return [z, x, y].every((number) => Number.isInteger(number) && number >= 0) && x < side && y < side
}

/** Where it is: an address or a path. */
export function placeOfTile(template: string, { z, x, y }: Tile): string {
  return template.replace('{z}', String(z)).replace('{x}', String(x)).replace('{y}', String(y))
}
