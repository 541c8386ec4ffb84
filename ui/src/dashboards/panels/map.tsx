import type { EChartsOption } from 'echarts'
import { HeatmapChart, LinesChart, MapChart, ScatterChart } from 'echarts/charts'
import { GeoComponent, VisualMapComponent } from 'echarts/components'
import { type EChartsType, use } from 'echarts/core'
import { Minus, Plus } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { language } from '../../i18n/locale.ts'
import { useMessages } from '../../i18n/messages.ts'
import { Chart } from '../chart/chart.tsx'
import { type Colors, useColors } from '../chart/colors.ts'
import { type BaseMap, baseMap, type Level } from './map/base-map.ts'
import { Countries } from './map/countries.ts'
import classes from './map/map.module.css'
import { formOf, type MapView, mapOption } from './map/map-option.ts'
import { extentOf, spotsOf } from './map/places.ts'
import { definePanel, type PanelProps } from './panel.ts'
import { texts } from './texts.ts'

use([GeoComponent, VisualMapComponent, ScatterChart, HeatmapChart, LinesChart, MapChart])

const step = 1.6
/** What is narrower than these degrees shows coasts from near. */
const fineBelow = 60

/** Where things are: on the outlines of the countries. Dragging moves it, the buttons come nearer and go back. */
function MapPanel({ panel, title, answer }: PanelProps) {
  const t = useMessages(texts)
  const colors = useColors()
  const spoken = language.use()
  const chart = useRef<EChartsType>(undefined)
  const moved = useRef<MapView>({ zoom: 1 })
  const [zoom, setZoom] = useState(1)
  const level = useMemo(() => levelOf({ panel, answer }, zoom), [panel, answer, zoom])
  const map = useBaseMap(level)
  const countries = useMemo(() => new Countries([spoken]), [spoken])
  const option = useMemo(
    () =>
      map === undefined
        ? undefined
        : {
            textStyle: { fontFamily: colors.font },
            ...mapOption({ panel, answer }, colors, map, moved.current, countries),
          },
    [panel, answer, colors, map, zoom, countries],
  )
  const note = (made: EChartsType) => {
    chart.current = made
    made.on('georoam', () => {
      const [geo] = made.getOption().geo as { center?: [number, number]; zoom?: number }[]
      moved.current = { ...(geo?.center ? { center: geo.center } : {}), zoom: geo?.zoom ?? 1 }
    })
  }
  const come = (factor: number) => {
    moved.current = { ...moved.current, zoom: moved.current.zoom * factor }
    setZoom(moved.current.zoom)
  }
  if (!option) return null
  return (
    <div className={classes.map}>
      <Chart option={option} label={title} onMade={note} />
      <div className={classes.buttons}>
        <button type="button" aria-label={t.nearer} onClick={() => come(step)}>
          <Plus size={14} />
        </button>
        <button type="button" aria-label={t.farther} onClick={() => come(1 / step)}>
          <Minus size={14} />
        </button>
      </div>
    </div>
  )
}

function levelOf({ panel, answer }: Pick<PanelProps, 'panel' | 'answer'>, zoom: number): Level {
  if (formOf({ panel, answer }) === 'areas') return 'coarse'
  const { east, west } = extentOf(spotsOf(answer, panel.options ?? {}))
  return (east - west) / zoom < fineBelow ? 'fine' : 'coarse'
}

async function optionOf({ panel, answer }: PanelProps, colors: Colors): Promise<EChartsOption> {
  const map = await baseMap(levelOf({ panel, answer }, 1))
  return mapOption({ panel, answer }, colors, map, { zoom: 1 }, new Countries([language.value]))
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
