import type { EChartsOption } from 'echarts'
import { useMemo } from 'react'
import { categoryAxis, gridOf, legendOf, timeAxis, tooltipOf, valueAxis } from '../chart/axes.ts'
import { Chart } from '../chart/chart.tsx'
import { type Colors, colorOf, useColors } from '../chart/colors.ts'
import { shapeOf } from '../chart/series-shape.ts'
import { frameOf, labelOf, numberOf, seriesOf } from '../frame.ts'
import { shownNumber, toneOf } from '../number-text.ts'
import { itemPick } from './item-pick.ts'
import { definePanel, type PanelProps } from './panel.ts'

/** Groups as bars from the greatest downwards; values over time as columns. */
function BarPanel({ panel, title, answer, range, onRange, onPick }: PanelProps) {
  const colors = useColors()
  const isOverTime = useMemo(() => frameOf(answer).time !== undefined, [answer])
  const option = useMemo(
    () => (isOverTime ? columnsOption({ panel, answer, range }, colors) : barsOption({ panel, answer }, colors)),
    [isOverTime, panel, answer, range, colors],
  )
  const onItem = isOverTime ? undefined : itemPick(answer, onPick)
  return <Chart option={option} label={title} onRange={isOverTime ? onRange : undefined} onItem={onItem} />
}

function barsOption({ panel, answer }: Pick<PanelProps, 'panel' | 'answer'>, colors: Colors): EChartsOption {
  const { labels, values, rows } = frameOf(answer)
  const names = rows.map((row) => labels.map((label) => labelOf(row[label])).join(' · '))
  return {
    color: [...colors.series],
    textStyle: { fontFamily: colors.font },
    grid: { ...gridOf(panel, values.length), right: 14 },
    legend: legendOf(panel, values.length, colors),
    xAxis: valueAxis(panel, colors),
    // The first of them stands on top.
    yAxis: { ...categoryAxis(names, colors), inverse: true },
    tooltip: {
      ...tooltipOf(colors),
      trigger: 'item',
      formatter: (given: unknown) => {
        const { name, value } = given as { name: string; value: number }
        return `${name}\n${shownNumber(value, panel)}`
      },
    },
    series: values.map((value) => ({
      type: 'bar' as const,
      name: value,
      barMaxWidth: 18,
      itemStyle: { borderRadius: 3 },
      data: rows.map((row) => {
        const number = numberOf(row[value])
        const color = colorOf(toneOf(number, panel.thresholds), colors)
        return { value: number, ...(color === undefined ? {} : { itemStyle: { color } }) }
      }),
    })),
  }
}

function columnsOption(
  { panel, answer, range }: Pick<PanelProps, 'panel' | 'answer' | 'range'>,
  colors: Colors,
): EChartsOption {
  const series = seriesOf(answer, { ...range, interval_ms: answer.interval_ms, ...shapeOf(panel), isWhole: false })
  return {
    color: [...colors.series],
    textStyle: { fontFamily: colors.font },
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
      barMaxWidth: 24,
      data: points.map(([time, value]) => [time, value]),
    })),
  }
}

export default definePanel({ View: BarPanel })
