/** Rows of coloured stretches over time, with a legend of the states. */
import type { EChartsOption } from 'echarts'
import { CustomChart } from 'echarts/charts'
import { use } from 'echarts/core'
import { formatTime } from '../../i18n/format.ts'
import { categoryAxis, timeAxis, tooltipOf } from '../chart/axes.ts'
import type { Colors } from '../chart/colors.ts'
import type { PanelProps } from './panel.ts'
import type { Span } from './spans.ts'
import { stateColors } from './state-look.ts'
import { textOn } from './text-on.ts'

use([CustomChart])

interface Stretches {
  readonly rows: readonly string[]
  readonly states: readonly string[]
  readonly spans: readonly Span[]
}

/** Names of states have room in stretches of this width. */
const leastText_px = 40

export function stateOption(
  { panel, range }: PanelProps,
  { rows, states, spans }: Stretches,
  colors: Colors,
  { isGapped }: { readonly isGapped: boolean },
): EChartsOption {
  const values = new Map(spans.map(({ state, value }) => [state, value]))
  const shades = stateColors(states, values, panel, colors)
  // Numbers are many states; their colours say enough.
  const hasLegend = panel.legend !== 'none' && states.length > 1 && states.length <= 12
  return {
    grid: {
      left: 4,
      top: 6,
      right: 8,
      bottom: hasLegend ? 26 : 2,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    legend: {
      show: hasLegend,
      type: 'scroll',
      bottom: 0,
      left: 0,
      icon: 'rect',
      itemWidth: 10,
      itemHeight: 8,
      selectedMode: false,
      textStyle: { color: colors.muted, fontSize: 11 },
      data: [...states],
    },
    xAxis: timeAxis(range, colors),
    yAxis: { ...categoryAxis(rows, colors), inverse: true, axisLine: { show: false } },
    tooltip: {
      ...tooltipOf(colors),
      trigger: 'item',
      formatter: (given: unknown) => {
        const [row, from, until, state] = (given as { value: [number, number, number, string] }).value
        const time = until > from ? `${formatTime(from, 'short')} – ${formatTime(until, 'short')}` : formatTime(from)
        return `${rows[row]}\n${state}\n${time}`
      },
    },
    // A series for each state: the legend names them.
    series: states.map((state) => ({
      type: 'custom' as const,
      name: state,
      itemStyle: { color: shades.get(state)! },
      clip: true,
      encode: { x: [1, 2], y: 0 },
      data: spans.filter((span) => span.state === state).map(({ row, from, until }) => [row, from, until, state]),
      renderItem: (_: unknown, api: Api) => {
        const [left, y] = api.coord([api.value(1), api.value(0)]) as [number, number]
        const [right] = api.coord([api.value(2), api.value(0)]) as [number, number]
        const height = Math.min(26, api.size([0, 1])[1]! * 0.7)
        const width = Math.max(2, right - left - (isGapped ? 2 : 0))
        const text = width >= leastText_px && height >= 14 ? state : ''
        return {
          type: 'rect' as const,
          shape: { x: left, y: y - height / 2, width, height, r: 2 },
          style: { fill: shades.get(state)!, opacity: 0.9 },
          textContent: {
            style: {
              text,
              fill: textOn(shades.get(state)!, colors),
              fontSize: 11,
              overflow: 'truncate' as const,
              width: width - 8,
            },
          },
          textConfig: { position: 'inside' as const },
        }
      },
    })),
  } as EChartsOption
}

interface Api {
  value(dimension: number): number
  coord(point: readonly number[]): number[]
  size(size: readonly number[]): number[]
}
