/** The outlines of the countries of the world: Natural Earth, from the package world-atlas; nothing is asked of other servers. */
import { registerMap } from 'echarts/core'
import { feature } from 'topojson-client'
import fine from 'world-atlas/countries-50m.json?url'
import coarse from 'world-atlas/countries-110m.json?url'
import { type Outline, unwrapped } from './outlines.ts'
import { type Extent, extentOf } from './places.ts'

export type World = Parameters<typeof feature>[0]
/** Gives the outlines of a level. */
export type ReadWorld = (level: Level) => Promise<World>

interface Country {
  readonly id?: string
  readonly properties: { readonly name: string }
  readonly geometry:
    | { readonly type: 'Polygon'; readonly coordinates: readonly Outline[] }
    | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Outline[])[] }
}

const levels = { coarse, fine } as const
export type Level = keyof typeof levels

export interface BaseMap {
  /** Under which ECharts has it. Its countries are named by their ISO 3166-1 numeric code, or by their name where they have none. */
  readonly name: string
  /** Where the main part of a country is. */
  readonly extents: ReadonlyMap<string, Extent>
}

const antarctica = '010'
const made = new Map<Level, Promise<BaseMap>>()

const fetched: ReadWorld = async (level) => (await (await fetch(levels[level])).json()) as World

export function baseMap(level: Level, read = fetched): Promise<BaseMap> {
  const known = made.get(level)
  if (known) return known
  const making = make(level, read)
  made.set(level, making)
  making.catch(() => made.delete(level))
  return making
}

async function make(level: Level, read: ReadWorld): Promise<BaseMap> {
  const world = await read(level)
  const { features: all } = feature(world, world.objects.countries!) as unknown as { features: readonly Country[] }
  const countries = all.filter(({ id }) => id !== antarctica)
  const extents = new Map<string, Extent>()
  const features = countries.map(({ id, properties, geometry }) => {
    const outlines = partsOf(geometry).map((rings) => rings.map(unwrapped))
    const name = id ?? properties.name
    const main = outlines.map(([ring = []]) => ring).sort((a, b) => b.length - a.length)[0] ?? []
    extents.set(name, extentOf(main.map(([longitude, latitude]) => ({ longitude, latitude }))))
    return { type: 'Feature', properties: { name }, geometry: { type: 'MultiPolygon', coordinates: outlines } }
  })
  const name = `world-${level}`
  registerMap(name, { type: 'FeatureCollection', features } as never)
  return { name, extents }
}

/** Each with its outline and those of the holes in it. */
function partsOf(geometry: Country['geometry']): readonly (readonly Outline[])[] {
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
}
