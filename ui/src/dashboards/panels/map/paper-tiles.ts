import type { PanelProps, PaperPlace } from '../panel.ts'
import { maybeTilesName } from './map-option.ts'
import { tilesIn, worldAround } from './mercator.ts'
import { extentOf, spotsOf } from './places.ts'
import type { TileImage, Tiles } from './tile-layer.ts'

/** The tiles of a map on paper, all that there are before it is drawn; undefined for one that is drawn on outlines. */
export async function paperTiles(
  props: Pick<PanelProps, 'panel' | 'answer'>,
  { width, height, maps, tiles }: PaperPlace,
): Promise<Tiles | undefined> {
  const name = maybeTilesName(props)
  const map = maps.find((one) => one.name === name)
  if (!map) return undefined
  const extent = extentOf(spotsOf(props.answer, props.panel.options ?? {}))
  const placed = tilesIn(worldAround(extent, width, height), width, height, map.zoom)
  const pictures = await tiles(
    map.name,
    placed.map(({ z, x, y }) => ({ z, x, y })),
  )
  const known = new Map(placed.map(({ z, x, y }, i) => [`${z}/${x}/${y}`, pictures[i] as TileImage | undefined]))
  return { map, want() {}, at: ({ z, x, y }) => known.get(`${z}/${x}/${y}`) }
}
