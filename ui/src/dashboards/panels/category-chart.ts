/** Bars by category, upright or lying: beside one another, or stacked with `options.stack`. */
import type { EChartsOption } from 'echarts'
import { numberOf } from '../../lib/frame.ts'
import { categoryAxis, gridOf, legendOf, tooltipOf, valueAxis } from '../chart/axes.ts'
import { type Colors, colorOf } from '../chart/colors.ts'
import { seriesColors } from '../chart/series-colors.ts'
import { shownNumber, toneOf } from '../number-text.ts'
import type { Categories } from './categories.ts'
import type { PanelProps } from './panel.ts'

export function categoryOption(
  { panel, answer }: Pick<PanelProps, 'panel' | 'answer'>,
  { categories, series }: Categories,
  colors: Colors,
  direction: 'up' | 'right',
): EChartsOption {
  const { options = {} } = panel
  const names = categoryAxis(categories, colors)
  const colored = seriesColors(
    answer,
    series.map(({ name }) => name),
    colors,
  )
  const isStacked = options.stack === true
  const isUp = direction === 'up'
  return {
    grid: gridOf(panel, series.length),
    legend: legendOf(panel, series.length, colors),
    xAxis: isUp
      ? { ...names, axisLabel: { ...names.axisLabel, width: 90, hideOverlap: true } }
      : valueAxis(panel, colors),
    // The first stands on top.
    yAxis: isUp ? valueAxis(panel, colors) : { ...names, inverse: true },
    tooltip: {
      ...tooltipOf(colors),
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      valueFormatter: (value: unknown) => shownNumber(numberOf(value), panel),
    },
    series: series.map(({ name, values }) => ({
      type: 'bar' as const,
      name,
      barMaxWidth: isUp ? 36 : 18,
      itemStyle: { color: colored.get(name)!, borderRadius: isStacked ? 0 : 3 },
      ...(isStacked ? { stack: 'all' } : {}),
      data: values.map((value) => {
        const color = colorOf(toneOf(value, panel.thresholds), colors)
        return { value, ...(color === undefined ? {} : { itemStyle: { color } }) }
      }),
    })),
  }
}
