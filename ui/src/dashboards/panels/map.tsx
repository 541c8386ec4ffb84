import type { EChartsOption } from 'echarts'
import { CustomChart, HeatmapChart, LinesChart, MapChart, ScatterChart } from 'echarts/charts'
import { GeoComponent, VisualMapComponent } from 'echarts/components'
import { type EChartsType, use } from 'echarts/core'
import { Maximize, Minus, Plus } from 'lucide-react'
import { type KeyboardEvent, type TouchEvent, useEffect, useMemo, useRef, useState } from 'react'
import { language } from '../../i18n/locale.ts'
import { useMessages } from '../../i18n/messages.ts'
import { useServerSentence } from '../../i18n/sentences.ts'
import { Chart } from '../chart/chart.tsx'
import { type Colors, useColors } from '../chart/colors.ts'
import { type BaseMap, baseMap, type Level } from './map/base-map.ts'
import { Countries } from './map/countries.ts'
import classes from './map/map.module.css'
import { formOf, type MapView, mapOption, maybeTilesName } from './map/map-option.ts'
import { paperTiles } from './map/paper-tiles.ts'
import { extentOf, spotsOf } from './map/places.ts'
import { tileSeries } from './map/tile-layer.ts'
import { useTiles } from './map/use-tiles.ts'
import { definePanel, type PanelProps, type PaperPlace } from './panel.ts'
import { texts } from './texts.ts'

use([GeoComponent, VisualMapComponent, ScatterChart, HeatmapChart, LinesChart, MapChart, CustomChart])

const step = 1.6
/** What is narrower than these degrees shows coasts from near. */
const fineBelow = 60
/** Of what is seen, with each press of an arrow. */
const stride = 0.2
/** Until it is drawn anew, somebody may still be turning the wheel. */
const rest_ms = 200

const arrows: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/**
 * Where things are: on the outlines of the countries. Dragging moves it; the buttons, the keys, a pinch, or the wheel with Ctrl come
 * nearer and go back. Without Ctrl, and with one finger, it is the page that moves.
 */
function MapPanel({ panel, title, answer }: PanelProps) {
  const t = useMessages(texts)
  const say = useServerSentence()
  const colors = useColors()
  const spoken = language.use()
  const chart = useRef<EChartsType>(undefined)
  const [view, setView] = useState<MapView>({ zoom: 1 })
  const moved = useRef(view)
  const [hasHint, setHint] = useState(false)
  const level = useMemo(() => levelOf({ panel, answer }, view.zoom), [panel, answer, view.zoom])
  const map = useBaseMap(level)
  const countries = useMemo(() => new Countries([spoken]), [spoken])
  const tilesName = maybeTilesName({ panel, answer })
  const { tiles, isOpen, problem } = useTiles(tilesName, () =>
    chart.current?.setOption({ series: [{ id: tileSeries, data: [[0, 0]] }] }),
  )
  const option = useMemo(
    () =>
      map === undefined || isOpen
        ? undefined
        : {
            textStyle: { fontFamily: colors.font },
            ...mapOption({ panel, answer }, colors, map, moved.current, countries, tiles),
          },
    [panel, answer, colors, map, view, countries, tiles, isOpen],
  )
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(rest.current), [])
  const go = (next: MapView) => {
    clearTimeout(rest.current)
    moved.current = next
    setView(next)
  }
  const note = (made: EChartsType) => {
    chart.current = made
    made.on('georoam', () => {
      const [geo] = made.getOption().geo as { center?: [number, number]; zoom?: number }[]
      moved.current = { ...(geo?.center ? { center: geo.center } : {}), zoom: geo?.zoom ?? 1 }
      clearTimeout(rest.current)
      // What lies together from afar comes apart from near.
      rest.current = setTimeout(() => setView(moved.current), rest_ms)
    })
    made
      .getZr()
      .on('dblclick', ({ offsetX, offsetY }) => go(around(made, [offsetX, offsetY], moved.current.zoom * step)))
  }
  const come = (factor: number) => go({ ...moved.current, zoom: moved.current.zoom * factor })
  const press = (event: KeyboardEvent) => {
    const way = arrows[event.key]
    if (event.key === '+') come(step)
    else if (event.key === '-') come(1 / step)
    else if (way && chart.current) {
      const [width, height] = [chart.current.getWidth(), chart.current.getHeight()]
      const at = [width * (0.5 + stride * way[0]), height * (0.5 + stride * way[1])] as const
      go(around(chart.current, at, moved.current.zoom))
    } else return
    event.preventDefault()
  }
  const leaveToPage = (event: TouchEvent<HTMLElement>) => {
    const isPages = event.touches.length < 2 && !event.currentTarget.closest('[data-full]')
    if (isPages) event.stopPropagation()
    setHint(isPages && event.type === 'touchmove')
  }
  if (!option) return null
  return (
    <div
      className={classes.map}
      role="application"
      aria-label={title}
      title={t.mapKeys}
      tabIndex={0}
      onKeyDown={press}
      onWheelCapture={(event) => event.ctrlKey || event.metaKey || event.stopPropagation()}
      onTouchStartCapture={leaveToPage}
      onTouchMoveCapture={leaveToPage}
      onTouchEndCapture={() => setHint(false)}
      onTouchCancelCapture={() => setHint(false)}
    >
      <Chart option={option} label={title} onMade={note} />
      {hasHint && <p className={classes.hint}>{t.twoFingers}</p>}
      {tilesName !== undefined && (problem || !tiles) && (
        <p role="status" className={classes.missing} title={problem && say(problem.message)}>
          {problem ? (problem.code === 'not_found' ? t.noTiles : t.tilesMissing) : t.noMap(tilesName)}
        </p>
      )}
      <div className={classes.buttons}>
        <button type="button" aria-label={t.nearer} title={t.nearer} onClick={() => come(step)}>
          <Plus size={14} />
        </button>
        <button type="button" aria-label={t.farther} title={t.farther} onClick={() => come(1 / step)}>
          <Minus size={14} />
        </button>
        {(view.zoom !== 1 || view.center) && (
          <button type="button" aria-label={t.whole} title={t.whole} onClick={() => go({ zoom: 1 })}>
            <Maximize size={13} />
          </button>
        )}
      </div>
    </div>
  )
}

/** What is at a point of the picture comes to its middle. */
function around(chart: EChartsType, [x, y]: readonly [number, number], zoom: number): MapView {
  const center = chart.convertFromPixel({ geoIndex: 0 }, [x, y]) as [number, number] | undefined
  return center?.every(Number.isFinite) ? { center, zoom } : { zoom }
}

function levelOf({ panel, answer }: Pick<PanelProps, 'panel' | 'answer'>, zoom: number): Level {
  if (formOf({ panel, answer }) === 'areas') return 'coarse'
  const { east, west } = extentOf(spotsOf(answer, panel.options ?? {}))
  return (east - west) / zoom < fineBelow ? 'fine' : 'coarse'
}

async function optionOf(
  { panel, answer }: PanelProps,
  colors: Colors,
  _: unknown,
  place?: PaperPlace,
): Promise<EChartsOption> {
  const map = await baseMap(levelOf({ panel, answer }, 1))
  const tiles = place && (await paperTiles({ panel, answer }, place))
  return mapOption({ panel, answer }, colors, map, { zoom: 1 }, new Countries([language.value]), tiles)
}

/** The map once it is there; the one before until then. */
function useBaseMap(level: Level): BaseMap | undefined {
  const [map, setMap] = useState<BaseMap>()
  useEffect(() => {
    let isWanted = true
    void baseMap(level).then((one) => isWanted && setMap(one))
    return () => {
      isWanted = false
    }
  }, [level])
  return map
}

export default definePanel({ View: MapPanel, optionOf })
