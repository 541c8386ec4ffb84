import type { EChartsOption } from 'echarts'
import { type PointerEvent, useEffect, useRef, useState } from 'react'
import classes from './chart.module.css'
import { init } from './echarts.ts'
import { inTurn } from './turns.ts'

export type MadeChart = ReturnType<typeof init>

/** As the chart numbers and names it. */
export interface ChartItem {
  readonly dataIndex: number
  readonly name: string
  readonly seriesName: string
}

export interface ScreenPoint {
  readonly x: number
  readonly y: number
}

interface ChartProps {
  readonly option: EChartsOption
  /** What it shows, for those who do not see it. */
  readonly label: string
  /** A chart over time: dragging over it chooses a part. */
  readonly onRange?: ((from: number, until: number) => void) | undefined
  /** An item of it was clicked: what it stands for. */
  readonly onItem?: ((item: ChartItem, at: ScreenPoint) => void) | undefined
  /** A moment of a chart over time was clicked. */
  readonly onTime?: ((time: number, at: ScreenPoint) => void) | undefined
  /** The chart itself, once, for what options cannot say. */
  readonly onMade?: (chart: MadeChart) => void
}

/** Less is a click. */
const leastDrag_px = 6

/** A chart that is as large as its place. All of its texts are drawn, none is markup. */
export function Chart({ option, label, onRange, onItem, onTime, onMade }: ChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<ReturnType<typeof init>>(undefined)
  const item = useRef(onItem)
  item.current = onItem
  const latest = useRef(option)
  latest.current = option
  const [drag, setDrag] = useState<readonly [start: number, end: number]>()

  useEffect(() => {
    const observer = new ResizeObserver(() => chart.current?.resize())
    const withdraw = inTurn(() => {
      const made = init(place.current!, undefined, { renderer: 'canvas' })
      chart.current = made
      made.on('click', ({ dataIndex, name, seriesName = '', event }) => {
        const { clientX, clientY } = event!.event as unknown as MouseEvent
        item.current?.({ dataIndex: dataIndex ?? 0, name: name ?? '', seriesName }, { x: clientX, y: clientY })
      })
      onMade?.(made)
      observer.observe(place.current!)
      show(made, latest.current)
    })
    return () => {
      withdraw()
      observer.disconnect()
      chart.current?.dispose()
      chart.current = undefined
    }
  }, [])

  useEffect(() => (chart.current ? inTurn(() => show(chart.current!, option)) : undefined), [option])

  const within = (event: PointerEvent) => event.clientX - place.current!.getBoundingClientRect().left
  const end = (event: PointerEvent) => {
    if (!drag) return
    setDrag(undefined)
    const [left, right] = [Math.min(...drag), Math.max(...drag)]
    const timeAt = (x: number) => Number(chart.current!.convertFromPixel({ xAxisIndex: 0 }, x))
    if (right - left < leastDrag_px) {
      const { top } = place.current!.getBoundingClientRect()
      const isWithin = chart.current!.containPixel('grid', [left, event.clientY - top])
      if (isWithin) onTime?.(timeAt(left), { x: event.clientX, y: event.clientY })
      return
    }
    const [from, until] = [timeAt(left), timeAt(right)]
    if (Number.isFinite(from) && Number.isFinite(until)) onRange?.(from, until)
  }
  return (
    <div
      className={classes.chart}
      data-pick={onItem || onTime ? true : undefined}
      role="img"
      aria-label={label}
      onPointerDown={(event) => {
        if (!onRange || !chart.current || event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        setDrag([within(event), within(event)])
      }}
      onPointerMove={(event) => drag && setDrag([drag[0], within(event)])}
      onPointerUp={end}
      onPointerCancel={() => setDrag(undefined)}
    >
      <div ref={place} className={classes.place} />
      {drag && <i className={classes.brush} style={{ left: Math.min(...drag), width: Math.abs(drag[1] - drag[0]) }} />}
    </div>
  )
}

function show(chart: MadeChart, option: EChartsOption): void {
  chart.setOption({ animation: false, ...option }, { notMerge: true })
}
