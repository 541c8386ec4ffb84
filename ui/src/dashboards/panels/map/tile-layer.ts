/** Tiles below what a map shows, as series of ECharts: they move with it, and are in its pictures. */
import type { CustomSeriesOption } from 'echarts/charts'
import type { Tile, TileMap } from '../../../../../src/model/tile.ts'
import type { Colors } from '../../chart/colors.ts'
import { isDark } from '../text-on.ts'
import { around, mostLatitude, type PlacedTile, tilesIn, type World } from './mercator.ts'

/** What can be drawn: on paper it is one of another kind. */
export type TileImage = HTMLImageElement

/** What is there of the tiles of a map. */
export interface Tiles {
  readonly map: TileMap
  /** Those that a picture shows now, of which not all may be there. */
  want(tiles: readonly Tile[]): void
  at(tile: Tile): TileImage | undefined
}

type RenderItem = NonNullable<CustomSeriesOption['renderItem']>

/** Until a tile is there, one from so much farther stands for it. */
const farthest = 8
/** In the dark their light is less. */
const shade = 0.5
const text_px = 10
/** Of a letter, at most about. */
const letter = 0.62

export const tileSeries = 'tiles'

export function tileLayer(tiles: Tiles, colors: Colors): CustomSeriesOption[] {
  const common = { type: 'custom', coordinateSystem: 'geo', silent: true, animation: false, data: [[0, 0]] } as const
  const { attribution, zoom } = tiles.map
  return [
    {
      ...common,
      id: tileSeries,
      z: 1,
      renderItem(_, api) {
        const [width, height] = [api.getWidth(), api.getHeight()]
        const placed = tilesIn(worldOf(api), width, height, zoom)
        tiles.want(placed)
        const shown = placed.map((tile) => maybeShown(tile, tiles))
        const dark = isDark(colors) ? placed.filter((_, i) => shown[i]) : []
        return {
          type: 'group',
          clipPath: { type: 'rect', shape: { x: 0, y: 0, width, height } },
          children: [
            ...imagesOf(shown, tiles),
            ...dark.map((tile) => ({
              type: 'rect' as const,
              shape: boxOf(tile),
              style: { fill: colors.surface, opacity: shade },
            })),
          ],
        }
      },
    },
    ...(attribution === undefined ? [] : [{ ...common, z: 10, renderItem: credit(attribution, colors) }]),
  ]
}

/** A tile, or until it is there one from farther that holds it. */
function maybeShown(tile: PlacedTile, tiles: Tiles): PlacedTile | undefined {
  for (let zooms = 0; zooms <= Math.min(farthest, tile.z); zooms++) {
    const outer = around(tile, zooms)
    if (tiles.at(outer)) return outer
  }
  return undefined
}

/** Each once, and those from near upon those from farther. */
function imagesOf(shown: readonly (PlacedTile | undefined)[], tiles: Tiles) {
  const once = new Map<string, PlacedTile>()
  for (const tile of shown) if (tile) once.set(`${tile.z} ${tile.y} ${Math.round(tile.left)}`, tile)
  return [...once.values()]
    .sort((a, b) => a.z - b.z)
    .map((tile) => ({ type: 'image' as const, style: { image: tiles.at(tile)!, ...boxOf(tile) } }))
}

/** In whole pixels: otherwise seams are seen. */
function boxOf({ left, top, side }: PlacedTile) {
  const [x, y] = [Math.round(left), Math.round(top)]
  return { x, y, width: Math.round(left + side) - x, height: Math.round(top + side) - y }
}

function worldOf(api: Parameters<RenderItem>[1]): World {
  const [left = 0, top = 0] = api.coord!([-180, mostLatitude])
  const [right = 0] = api.coord!([180, mostLatitude])
  return { left, top, side: right - left }
}

/** Whose the tiles are, in the corner. */
function credit(text: string, colors: Colors): RenderItem {
  return (_, api) => {
    const room = api.getWidth() - 10
    const isLong = text.length * text_px * letter > room
    return {
      type: 'text',
      x: api.getWidth(),
      y: api.getHeight(),
      style: {
        text,
        font: `${text_px}px ${colors.font}`,
        fill: colors.muted,
        backgroundColor: colors.surface,
        padding: [2, 5],
        borderRadius: [4, 0, 0, 0],
        align: 'right',
        verticalAlign: 'bottom',
        ...(isLong ? { width: room, overflow: 'break' as const } : {}),
      },
    }
  }
}
