import type { EChartsOption } from 'echarts'
import { useMemo } from 'react'
import type { Panel } from '../../../../src/model/dashboard.ts'
import { formatTime } from '../../i18n/format.ts'
import { language, zone } from '../../i18n/locale.ts'
import { type Series, seriesOf } from '../frame.ts'
import { shownNumber } from '../number-text.ts'
import type { PanelProps } from '../panels/panel.ts'
import { gridOf, legendOf, timeAxis, tooltipOf, valueAxis } from './axes.ts'
import { Chart } from './chart.tsx'
import { type Colors, colorOf, useColors } from './colors.ts'
import { shapeOf } from './series-shape.ts'

export type TimeForm = 'line' | 'area' | 'stacked'

/** More names in a tooltip hide the chart. */
const mostNames = 12

/** Values over time, as lines, as areas or one upon the other. */
export function TimeChart({ panel, title, answer, range, onRange, form }: PanelProps & { form: TimeForm }) {
  const colors = useColors()
  language.use()
  zone.use()
  const series = useMemo(
    () => seriesOf(answer, { ...range, interval_ms: answer.interval_ms, ...shapeOf(panel) }),
    [answer, range, panel, form],
  )
  const option = useMemo(() => optionOf(series, panel, range, form, colors), [series, panel, range, form, colors])
  return <Chart option={option} label={title} onRange={onRange} />
}

function optionOf(
  series: readonly Series[],
  panel: Panel,
  range: PanelProps['range'],
  form: TimeForm,
  colors: Colors,
): EChartsOption {
  const marks = (panel.thresholds ?? []).filter(({ tone }) => tone !== 'plain' && tone !== 'ok')
  const lines = marks.map(({ from, tone }) => ({
    yAxis: from,
    lineStyle: { color: colorOf(tone, colors) ?? colors.muted, type: 'dashed' as const, width: 1 },
  }))
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
      axisPointer: { lineStyle: { color: colors.faint } },
      formatter: (given: unknown) => tooltipText(given as readonly TooltipPoint[], panel),
    },
    series: series.map(({ name, points }, i) => ({
      type: 'line' as const,
      name,
      data: points.map(([time, value]) => [time, value]),
      showSymbol: points.filter(([, value]) => value !== null).length < 3,
      symbolSize: 5,
      lineStyle: { width: form === 'stacked' ? 1 : 1.75 },
      connectNulls: false,
      ...(form === 'stacked' ? { stack: 'all' } : {}),
      ...(form === 'line' ? {} : { areaStyle: { opacity: form === 'stacked' ? 0.55 : 0.14 } }),
      ...(i === 0 && lines.length > 0
        ? { markLine: { silent: true, symbol: 'none', label: { show: false }, data: lines } }
        : {}),
    })),
  }
}

interface TooltipPoint {
  readonly seriesName: string
  readonly value: readonly [number, number | null]
  readonly marker: string | { readonly content?: string }
}

function tooltipText(points: readonly TooltipPoint[], panel: Panel): string {
  const [first] = points
  if (!first) return ''
  const known = points.filter(({ value: [, value] }) => value !== null).sort((a, b) => b.value[1]! - a.value[1]!)
  const shown = known
    .slice(0, mostNames)
    .map(({ seriesName, value: [, value] }) => `${shownNumber(value, panel)}  ${seriesName}`)
  return [formatTime(first.value[0], 'dateTime'), ...shown, ...(known.length > mostNames ? ['…'] : [])].join('\n')
}
