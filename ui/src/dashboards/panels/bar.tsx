import type { EChartsOption } from 'echarts'
import { frameOf, numberOf, seriesOf } from '../../lib/frame.ts'
import { gridOf, legendOf, timeAxis, tooltipOf, valueAxis } from '../chart/axes.ts'
import type { Colors } from '../chart/colors.ts'
import { seriesColors } from '../chart/series-colors.ts'
import { shapeOf } from '../chart/series-shape.ts'
import { shownNumber } from '../number-text.ts'
import { categoryOption } from './category-chart.ts'
import { chartPanel } from './chart-panel.tsx'
import { itemPick } from './item-pick.ts'
import type { PanelProps } from './panel.ts'
import { rankedGroups } from './ranking.ts'

/** Groups as lying bars from the greatest downwards; values over time as upright ones, one upon the other. */
export default chartPanel(
  (props, colors) =>
    isOverTime(props)
      ? barsOverTime(props, colors)
      : categoryOption(props, rankedGroups(props.answer), colors, 'right'),
  {
    isOverTime,
    itemPick: (props) => (isOverTime(props) ? undefined : itemPick(props.answer, props.onPick)),
  },
)

function isOverTime({ answer }: PanelProps): boolean {
  return frameOf(answer).time !== undefined
}

function barsOverTime({ panel, answer, range }: PanelProps, colors: Colors): EChartsOption {
  const series = seriesOf(answer, { ...range, interval_ms: answer.interval_ms, ...shapeOf(panel), isWhole: false })
  const names = series.map(({ name }) => name)
  const colored = seriesColors(answer, names, colors)
  return {
    grid: gridOf(panel, series.length),
    legend: legendOf(panel, series.length, colors),
    xAxis: timeAxis(range, colors),
    yAxis: valueAxis(panel, colors),
    tooltip: {
      ...tooltipOf(colors),
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      valueFormatter: (value: unknown) => shownNumber(numberOf(value), panel),
    },
    series: series.map(({ name, points }) => ({
      type: 'bar' as const,
      name,
      stack: 'all',
      itemStyle: { color: colored.get(name)! },
      barMaxWidth: 24,
      data: points.map(([time, value]) => [time, value]),
    })),
  }
}
