import type { EChartsOption } from 'echarts'
import { BoxplotChart, ScatterChart } from 'echarts/charts'
import { use } from 'echarts/core'
import { categoryAxis, gridOf, tooltipOf, valueAxis } from '../chart/axes.ts'
import type { Colors } from '../chart/colors.ts'
import { shownNumber } from '../number-text.ts'
import { boxesOf } from './boxes.ts'
import { chartPanel } from './chart-panel.tsx'
import type { PanelProps } from './panel.ts'

use([BoxplotChart, ScatterChart])

/** The spread of `options.value` by `options.group`. */
function optionOf({ panel, answer }: PanelProps, colors: Colors): EChartsOption {
  const boxes = boxesOf(answer, panel.options ?? {})
  const names = categoryAxis(
    boxes.map(({ name }) => name),
    colors,
  )
  const outliers = boxes.flatMap(({ outliers }, i) => outliers.map((value) => [i, value]))
  return {
    grid: gridOf(panel, 1),
    xAxis: { ...names, axisLabel: { ...names.axisLabel, width: 90, hideOverlap: true } },
    yAxis: { ...valueAxis(panel, colors), scale: true },
    tooltip: {
      ...tooltipOf(colors),
      trigger: 'item',
      formatter: (given: unknown) => {
        const { dataIndex, seriesIndex, value } = given as { dataIndex: number; seriesIndex: number; value: number[] }
        if (seriesIndex === 1) return `${boxes[value[0]!]!.name}\n${shownNumber(value[1]!, panel)}`
        const { name, five } = boxes[dataIndex]!
        const [low, first, median, third, high] = five.map((one) => shownNumber(one, panel))
        return `${name}  ${median}\n${first} – ${third}\n${low} – ${high}`
      },
    },
    series: [
      {
        type: 'boxplot',
        boxWidth: [8, 36],
        itemStyle: { color: colors['accent-soft'], borderColor: colors.accent, borderWidth: 1.5 },
        data: boxes.map(({ five }) => [...five]),
      },
      { type: 'scatter', symbolSize: 4, itemStyle: { color: colors.faint, opacity: 0.7 }, data: outliers },
    ],
  }
}

export default chartPanel(optionOf)
