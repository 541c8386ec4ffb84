import type { EChartsOption } from 'echarts'
import type { Panel } from '../../../../src/model/dashboard.ts'
import { formatTime } from '../../i18n/format.ts'
import { frameOf, groupValues, type Series, seriesOf } from '../../lib/frame.ts'
import { gridOf, legendOf, timeAxis, tooltipOf, valueAxis } from '../chart/axes.ts'
import type { ScreenPoint } from '../chart/chart.tsx'
import { type Colors, colorOf } from '../chart/colors.ts'
import { joined } from '../chart/joined.ts'
import { type LineValue, linePoints } from '../chart/line-points.ts'
import { marksNear, marksSeries } from '../chart/marks.ts'
import { seriesColors } from '../chart/series-colors.ts'
import { shapeOf } from '../chart/series-shape.ts'
import type { Mark } from '../mark.ts'
import { shownNumber } from '../number-text.ts'
import type { PanelProps } from './panel.ts'

export type TimeForm = 'line' | 'area' | 'stacked'

/** More names in a tooltip hide the chart. */
const mostNames = 12

/** Values over time, as lines, as areas or one upon the other. */
export function timeOption(form: TimeForm) {
  return (props: PanelProps, colors: Colors, marks: readonly Mark[]): EChartsOption => {
    const { panel, answer, range, before } = props
    const [series, earlier] = [shownSeries(props), earlierOf(panel, before)]
    const names = [...series, ...earlier].map(({ name }) => name)
    return optionOf(
      { series, earlier, colored: seriesColors(answer, names, colors), marks, panel, range, form },
      colors,
    )
  }
}

function shownSeries({ panel, answer, range }: PanelProps): Series[] {
  return seriesOf(answer, { ...range, interval_ms: answer.interval_ms, ...shapeOf(panel) })
}

/** The series of before, at the times of now. */
function earlierOf(panel: Panel, before: PanelProps['before']): Series[] {
  if (!before) return []
  const { answer, range, shift_ms } = before
  return seriesOf(answer, { ...range, interval_ms: answer.interval_ms, ...shapeOf(panel) }).map(({ name, points }) => ({
    name,
    points: points.map(([time, value]) => [time + shift_ms, value] as const),
  }))
}

/** The groups that have a value at the time that was clicked, the greatest first. */
export function timePick(props: PanelProps) {
  const { answer, onPick } = props
  const groups = groupValues(frameOf(answer))
  if (!onPick || groups.size < 2) return undefined
  return (time: number, at: ScreenPoint) => {
    const nearest = (points: Series['points']) =>
      points.reduce((best, point) => (Math.abs(point[0] - time) < Math.abs(best[0] - time) ? point : best), points[0]!)
    const found = shownSeries(props)
      .map(({ name, points }) => ({ values: groups.get(name), value: nearest(joined(points))?.[1] ?? null }))
      .flatMap(({ values, value }) => (values && value !== null ? [{ values, value }] : []))
      .sort((a, b) => b.value - a.value)
      .slice(0, mostNames)
    if (found.length > 0) onPick({ choices: found.map(({ values }) => values), ...at })
  }
}

interface Drawn {
  readonly series: readonly Series[]
  readonly earlier: readonly Series[]
  /** The colour of each name. */
  readonly colored: ReadonlyMap<string, string>
  readonly marks: readonly Mark[]
  readonly panel: Panel
  readonly range: PanelProps['range']
  readonly form: TimeForm
}

function optionOf(drawn: Drawn, colors: Colors): EChartsOption {
  const { series, earlier, colored, marks: happened, panel, range, form } = drawn
  const near_ms = (range.until - range.from) / 150
  const marks = (panel.thresholds ?? []).filter(({ tone }) => tone !== 'plain' && tone !== 'ok')
  const lines = marks.map(({ from, tone }) => ({
    yAxis: from,
    lineStyle: { color: colorOf(tone, colors) ?? colors.muted, type: 'dashed' as const, width: 1 },
  }))
  return {
    grid: gridOf(panel, series.length),
    legend: { ...legendOf(panel, series.length, colors), data: series.map(({ name }) => name) },
    xAxis: timeAxis(range, colors),
    yAxis: valueAxis(panel, colors),
    tooltip: {
      ...tooltipOf(colors),
      trigger: 'axis',
      axisPointer: { lineStyle: { color: colors.faint } },
      formatter: (given: unknown) => {
        const points = given as readonly TooltipPoint[]
        const near = points[0] ? marksNear(happened, points[0].value[0], near_ms) : []
        return [tooltipText(points, panel), ...near].join('\n')
      },
    },
    series: [
      ...seriesOptions(drawn, lines),
      ...earlier.map(({ name, points }) => ({
        type: 'line' as const,
        name: `${name} ←`,
        ...linePoints(points, form === 'stacked'),
        lineStyle: { width: 1.25, type: 'dashed' as const, opacity: 0.65 },
        itemStyle: { color: colored.get(name)! },
        ...(form === 'stacked' ? { stack: 'earlier' } : {}),
      })),
      ...marksSeries(happened, colors),
    ],
  }
}

type Line = { readonly yAxis: number; readonly lineStyle: object }

function seriesOptions({ series, colored, form }: Drawn, lines: readonly Line[]) {
  return series.map(({ name, points }, i) => ({
    type: 'line' as const,
    name,
    ...linePoints(points, form === 'stacked'),
    itemStyle: { color: colored.get(name)! },
    lineStyle: { width: form === 'stacked' ? 1 : 1.75 },
    ...(form === 'stacked' ? { stack: 'all' } : {}),
    ...(form === 'line' ? {} : { areaStyle: { opacity: form === 'stacked' ? 0.55 : 0.14 } }),
    ...(i === 0 && lines.length > 0
      ? { markLine: { silent: true, symbol: 'none', label: { show: false }, data: [...lines] } }
      : {}),
  }))
}

interface TooltipPoint {
  readonly seriesName: string
  readonly value: LineValue
  readonly marker: string | { readonly content?: string }
}

function tooltipText(points: readonly TooltipPoint[], panel: Panel): string {
  const [first] = points
  if (!first) return ''
  const known = points.filter(({ value: [, value] }) => value !== null).sort((a, b) => b.value[1]! - a.value[1]!)
  const shown = known
    .slice(0, mostNames)
    .map(({ seriesName, value: [, value, guess = ''] }) => `${guess}${shownNumber(value, panel)}  ${seriesName}`)
  return [formatTime(first.value[0], 'dateTime'), ...shown, ...(known.length > mostNames ? ['…'] : [])].join('\n')
}
