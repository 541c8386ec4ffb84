import type { EChartsOption } from 'echarts'
import { formatTime } from '../../i18n/format.ts'
import { seriesOf } from '../../lib/frame.ts'
import { categoryAxis, timeText, tooltipOf } from '../chart/axes.ts'
import type { Colors } from '../chart/colors.ts'
import { shownNumber } from '../number-text.ts'
import { chartPanel } from './chart-panel.tsx'
import type { PanelProps } from './panel.ts'

/** Time from left to right, groups upwards, the value as depth of colour. */
export default chartPanel(optionOf)

function optionOf({ panel, answer, range }: PanelProps, colors: Colors): EChartsOption {
  const series = seriesOf(answer, { ...range, interval_ms: answer.interval_ms, absent: 0, isWhole: false })
  const times = series[0]?.points.map(([time]) => time) ?? []
  const cells = series.flatMap(({ points }, y) => points.map(([, value], x) => [x, y, value ?? 0]))
  const most = Math.max(1, ...cells.map(([, , value]) => value!))
  return {
    grid: {
      left: 4,
      right: 4,
      top: 6,
      bottom: 2,
      outerBoundsMode: 'same' as const,
      outerBoundsContain: 'axisLabel' as const,
    },
    xAxis: categoryAxis(
      times.map((time) => timeText(time, range)),
      colors,
    ),
    yAxis: categoryAxis(
      series.map(({ name }) => name),
      colors,
    ),
    visualMap: {
      show: false,
      min: 0,
      max: panel.max ?? most,
      inRange: { color: [colors['accent-soft'], colors.accent] },
    },
    tooltip: {
      ...tooltipOf(colors),
      formatter: (given: unknown) => {
        const [x = 0, y = 0, value = 0] = (given as { value: number[] }).value
        return `${formatTime(times[x]!, 'dateTime')}\n${series[y]?.name}  ${shownNumber(value, panel)}`
      },
    },
    series: [
      {
        type: 'heatmap' as const,
        data: cells,
        itemStyle: { borderColor: colors.surface, borderWidth: times.length > 80 ? 0.5 : 1.5, borderRadius: 2 },
        emphasis: { itemStyle: { borderColor: colors.text } },
      },
    ],
  }
}
