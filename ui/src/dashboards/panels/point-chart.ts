import type { EChartsOption } from 'echarts'
import { ScatterChart } from 'echarts/charts'
import { use } from 'echarts/core'
import { gridOf, legendOf, tooltipOf, valueAxis } from '../chart/axes.ts'
import type { Colors } from '../chart/colors.ts'
import { colorsByName } from '../chart/series-colors.ts'
import { shownNumber } from '../number-text.ts'
import type { PanelProps } from './panel.ts'
import { diameterOf, pointsOf } from './points.ts'

use([ScatterChart])

const largest_px = 44

/** One number against another: `options.x`, `options.y`, and for bubbles `options.size`; `options.group` gives the colours. */
export function pointOption({ panel, answer }: PanelProps, colors: Colors, isSized: boolean): EChartsOption {
  const points = pointsOf(answer, panel.options ?? {}, isSized)
  if (!points) return {}
  const { x, y, size, groups } = points
  const colored = colorsByName(
    groups.map(({ name }) => name),
    colors,
  )
  const greatest = Math.max(...groups.flatMap(({ points }) => points.map((point) => point.size ?? 0)))
  const plain = { axisLine: { show: false }, axisTick: { show: false }, scale: true }
  const nameTextStyle = { color: colors.muted, fontSize: 11 }
  const below = panel.legend === 'none' || groups.length < 2 ? 18 : 40
  return {
    grid: { ...gridOf(panel, groups.length), bottom: below, top: isSized ? 34 : 26 },
    legend: { ...legendOf(panel, groups.length, colors), icon: 'circle', itemHeight: 8, itemWidth: 8 },
    xAxis: {
      ...valueAxis({ ...panel, unit: '' }, colors),
      ...plain,
      name: x,
      nameLocation: 'middle',
      nameGap: 22,
      nameTextStyle,
    },
    yAxis: {
      ...valueAxis(panel, colors),
      ...plain,
      name: y,
      nameGap: 8,
      nameTextStyle: { ...nameTextStyle, align: 'left' },
    },
    tooltip: {
      ...tooltipOf(colors),
      trigger: 'item',
      formatter: (given: unknown) => {
        const { value, name } = given as { value: number[]; name: string }
        const texts = [x, y, ...(size ? [size] : [])].map((column, i) => `${column}  ${shownNumber(value[i]!, {})}`)
        return [...(name ? [name] : []), ...texts].join('\n')
      },
    },
    series: groups.map(({ name, points }) => ({
      type: 'scatter' as const,
      name,
      itemStyle: {
        color: colored.get(name)!,
        opacity: isSized ? 0.65 : 0.75,
        borderColor: colors.surface,
        borderWidth: isSized ? 1 : 0,
      },
      symbolSize: isSized ? (value: number[]) => diameterOf(value[2] ?? 0, greatest, largest_px) : 6,
      // Tens of thousands of points are drawn as one.
      large: !isSized,
      largeThreshold: 5000,
      data: points.map((point) => ({ value: [point.x, point.y, ...(size ? [point.size!] : [])], name: point.label })),
    })),
  }
}
