import type { EChartsOption } from 'echarts'
import { frameOf, labelOf, numberOf } from '../../../lib/frame.ts'
import { tooltipOf } from '../../chart/axes.ts'
import { type Colors, colorOf } from '../../chart/colors.ts'
import { shownNumber, toneOf } from '../../number-text.ts'
import { columnOf } from '../choice.ts'
import type { PanelProps } from '../panel.ts'
import { diameterOf } from '../points.ts'
import { textOn } from '../text-on.ts'
import type { BaseMap } from './base-map.ts'
import type { Countries } from './countries.ts'
import { mercator } from './mercator.ts'
import { clustersOf, type Extent, extentAround, extentOf, type Spot, spotsOf, tracksOf } from './places.ts'
import { type Tiles, tileLayer } from './tile-layer.ts'

export const mapForms = ['points', 'clusters', 'heat', 'tracks', 'areas'] as const
export type MapForm = (typeof mapForms)[number]

/** Points, unless the options say otherwise or the rows have names of countries only. */
export function formOf({ panel, answer }: Pick<PanelProps, 'panel' | 'answer'>): MapForm {
  const told = mapForms.find((form) => form === panel.options?.form)
  return told ?? (spotsOf(answer, panel.options ?? {}).length > 0 ? 'points' : 'areas')
}

/** The name of the map whose tiles a panel is drawn on; countries in colours are drawn on outlines. */
export function maybeTilesName({ panel, answer }: Pick<PanelProps, 'panel' | 'answer'>): string | undefined {
  const name = panel.options?.tiles
  return typeof name === 'string' && formOf({ panel, answer }) !== 'areas' ? name : undefined
}

/** What is shown of the map: none until somebody moves it. */
export interface MapView {
  readonly center?: readonly [number, number]
  readonly zoom: number
}

type Props = Pick<PanelProps, 'panel' | 'answer'>

export function mapOption(
  props: Props,
  colors: Colors,
  map: BaseMap,
  view: MapView,
  countries: Countries,
  tiles?: Tiles,
): EChartsOption {
  const form = formOf(props)
  const { panel, answer } = props
  const spots = form === 'areas' ? [] : spotsOf(answer, panel.options ?? {})
  const extent = form === 'areas' ? extentOfAreas(props, map, countries) : extentOf(spots)
  const drawn = drawings[form]({ spots, extent, props, colors, view, countries })
  return {
    geo: {
      map: map.name,
      ...(tiles ? { projection: mercator } : {}),
      roam: true,
      ...(form === 'areas' ? {} : { silent: true }),
      left: 0,
      top: 0,
      right: 0,
      bottom: 0,
      preserveAspect: 'contain',
      boundingCoords: [
        [extent.west, extent.north],
        [extent.east, extent.south],
      ],
      zoom: view.zoom,
      ...(view.center ? { center: [...view.center] } : {}),
      scaleLimit: tiles ? limitsOf(tiles, extent) : { min: 0.5, max: 400 },
      itemStyle: { areaColor: colors.line, borderColor: colors.surface, borderWidth: 0.6 },
      emphasis: { disabled: true },
      select: { disabled: true },
      label: { show: false },
    },
    tooltip: { ...tooltipOf(colors), trigger: 'item', formatter: (given: unknown) => tipOf(given, props, countries) },
    ...drawn,
    ...(tiles ? { series: [drawn.series ?? [], tileLayer(tiles, colors)].flat() } : {}),
  }
}

/** From the whole world to a tile that is about twice as large as it is made, in a panel that is about as wide as one. */
function limitsOf({ map }: Tiles, { east, west }: Extent): { readonly min: number; readonly max: number } {
  const share = (east - west) / 360
  return { min: Math.min(0.5, share), max: Math.max(1, 2 ** (map.zoom + 1) * share) }
}

interface Drawn {
  readonly spots: readonly Spot[]
  readonly extent: Extent
  readonly props: Props
  readonly colors: Colors
  readonly view: MapView
  readonly countries: Countries
}

const drawings: Readonly<Record<MapForm, (drawn: Drawn) => EChartsOption>> = {
  points({ spots, props: { panel }, colors }) {
    const greatest = Math.max(...spots.map(({ value }) => value ?? 0))
    const data = spots.map(({ longitude, latitude, value, name }) => ({
      name,
      value: [longitude, latitude, value],
      itemStyle: { color: colorOf(toneOf(value, panel.thresholds), colors) ?? colors.accent },
    }))
    const isSized = panel.options?.size === true
    return {
      series: [
        {
          ...onMap('scatter'),
          data: data as never,
          itemStyle: { opacity: 0.8, borderColor: colors.surface, borderWidth: 1 },
          symbolSize: (value: number[]) => (isSized ? diameterOf(value[2] ?? 0, greatest, 36) : 9),
        },
      ],
    }
  },
  clusters({ spots, extent, colors, view }) {
    const degrees = Math.max(extent.east - extent.west, extent.north - extent.south) / view.zoom / 14
    const clusters = clustersOf(spots, degrees)
    const greatest = Math.max(...clusters.map(({ count }) => count))
    return {
      series: [
        {
          ...onMap('scatter'),
          data: clusters.map(({ longitude, latitude, count, value, name }) => ({
            name,
            value: [longitude, latitude, value, count] as never,
            symbolSize: count === 1 ? 9 : 16 + diameterOf(count, greatest, 22),
            label: {
              show: count > 1,
              formatter: shownNumber(count, {}),
              fontSize: 11,
              color: textOn(colors.accent, colors),
            },
          })),
          itemStyle: { color: colors.accent, opacity: 0.85, borderColor: colors.surface, borderWidth: 1.5 },
        },
      ],
    }
  },
  heat({ spots, extent, colors }) {
    const weights = spots.map(({ value }) => value ?? 1)
    // What lies one upon the other adds up: the most that does has the strongest colour.
    const near = clustersOf(spots, Math.max(extent.east - extent.west, extent.north - extent.south) / 40)
    const greatest = Math.max(...near.map(({ value, count }) => value ?? count))
    return {
      visualMap: {
        show: false,
        min: 0,
        max: greatest,
        inRange: { color: [colors['accent-soft'], colors.accent, colors.warn, colors.bad] },
      },
      series: [
        {
          ...onMap('heatmap'),
          pointSize: 10,
          blurSize: 14,
          data: spots.map(({ longitude, latitude }, i) => [longitude, latitude, weights[i]!]),
        },
      ],
    }
  },
  tracks({ spots, colors }) {
    const tracks = tracksOf(spots)
    const colorAt = (i: number) => colors.series[i % colors.series.length]!
    return {
      series: [
        {
          ...onMap('lines'),
          polyline: true,
          silent: true,
          data: tracks
            .filter(({ spots }) => spots.length > 1)
            .map(({ spots }, i) => ({
              coords: spots.map(({ longitude, latitude }) => [longitude, latitude]),
              lineStyle: { color: colorAt(i), width: 2, opacity: 0.7 },
            })),
        },
        {
          ...onMap('scatter'),
          symbolSize: 10,
          // Where each was last.
          data: tracks.map(({ name, spots }, i) => {
            const { longitude, latitude, value } = spots.at(-1)!
            return { name, value: [longitude, latitude, value] as never, itemStyle: { color: colorAt(i) } }
          }),
          itemStyle: { borderColor: colors.surface, borderWidth: 1.5 },
        },
      ],
    }
  },
  areas({ props: { panel, answer }, colors, countries }) {
    const data = areasOf({ panel, answer }, countries)
    const values = data.map(({ value }) => value)
    const [min, max] = [panel.min ?? Math.min(0, ...values), panel.max ?? Math.max(1, ...values)]
    return {
      visualMap: {
        show: panel.legend !== 'none',
        min,
        max,
        text: [shownNumber(max, panel), shownNumber(min, panel)],
        left: 4,
        bottom: 4,
        itemWidth: 8,
        itemHeight: 60,
        calculable: false,
        textStyle: { color: colors.muted, fontSize: 11 },
        inRange: { color: [colors['accent-soft'], colors.accent] },
      },
      series: [{ type: 'map', geoIndex: 0, data: data.map((each) => ({ ...each })) }],
    }
  },
}

/** The number of each country; what is none is left out. */
export function areasOf({ panel, answer }: Props, countries: Countries): { name: string; value: number }[] {
  const { labels, values, rows } = frameOf(answer)
  const area = columnOf(answer, panel.options ?? {}, 'area', labels[0])
  const value = columnOf(answer, panel.options ?? {}, 'value', values[0])
  const sums = new Map<string, number>()
  for (const row of rows) {
    const code = area === undefined ? undefined : countries.codeOf(labelOf(row[area]))
    const number = value === undefined ? 1 : numberOf(row[value])
    if (code !== undefined && number !== null) sums.set(code, (sums.get(code) ?? 0) + number)
  }
  return [...sums].map(([name, value]) => ({ name, value }))
}

function extentOfAreas(props: Props, map: BaseMap, countries: Countries): Extent {
  const extents = areasOf(props, countries).flatMap(({ name }) => map.extents.get(name) ?? [])
  return extents.length === 0 ? extentOf([]) : extentAround(extents)
}

function onMap<T extends 'scatter' | 'heatmap' | 'lines'>(type: T) {
  return { type, coordinateSystem: 'geo' as const }
}

function tipOf(given: unknown, { panel }: Props, countries: Countries): string {
  const { name, value, seriesType } = given as { name: string; value: number | number[]; seriesType: string }
  if (seriesType === 'map') {
    const number = Number.isFinite(value) ? (value as number) : null
    return `${countries.nameOf(name) ?? name}\n${shownNumber(number, panel)}`
  }
  const [, , number, count] = [value].flat() as (number | null)[]
  const texts = [name, ...(typeof number === 'number' ? [shownNumber(number, panel)] : [])]
  return [...texts, ...(count !== undefined && count !== null && count > 1 ? [`× ${shownNumber(count, {})}`] : [])]
    .filter(Boolean)
    .join('\n')
}
