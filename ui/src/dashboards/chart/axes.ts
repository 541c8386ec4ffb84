/** What charts with axes have in common: quiet lines, small type, numbers with their units. */
import type { LegendComponentOption } from 'echarts'
import type { Panel } from '../../../../src/model/dashboard.ts'
import { formatTime } from '../../i18n/format.ts'
import { shownNumber } from '../number-text.ts'
import type { Colors } from './colors.ts'

const small = 11
const minute_ms = 60_000
const day_ms = 86_400_000

/** As short as the range allows. */
export function timeText(time: number, { from, until }: { from: number; until: number }): string {
  const length = until - from
  // Of less, several labels would show the same minute.
  if (length < 6 * minute_ms) return formatTime(time, 'seconds')
  return formatTime(time, length <= 1.5 * day_ms ? 'clock' : length <= 8 * day_ms ? 'short' : 'date')
}

export function valueAxis(panel: Panel, colors: Colors) {
  return {
    type: 'value' as const,
    splitNumber: 3,
    ...(panel.min === undefined ? {} : { min: panel.min }),
    ...(panel.max === undefined ? {} : { max: panel.max }),
    axisLabel: {
      color: colors.faint,
      fontSize: small,
      hideOverlap: true,
      formatter: (value: number) => shownNumber(value, { ...panel, decimals: panel.decimals ?? 2 }),
    },
    splitLine: { lineStyle: { color: colors.line } },
  }
}

export function timeAxis(range: { from: number; until: number }, colors: Colors) {
  return {
    type: 'time' as const,
    min: range.from,
    max: range.until,
    splitNumber: 5,
    axisLabel: {
      color: colors.faint,
      fontSize: small,
      hideOverlap: true,
      formatter: (time: number) => timeText(time, range),
    },
    axisLine: { lineStyle: { color: colors.line } },
    axisTick: { show: false },
    splitLine: { show: false },
  }
}

export function categoryAxis(names: readonly string[], colors: Colors) {
  return {
    type: 'category' as const,
    data: [...names],
    axisLabel: { color: colors.muted, fontSize: small, overflow: 'truncate' as const, width: 110 },
    axisLine: { lineStyle: { color: colors.line } },
    axisTick: { show: false },
  }
}

/** Room for the legend, where there is one. */
export function gridOf({ legend = 'bottom' }: Panel, count: number) {
  const hasLegend = legend !== 'none' && count > 1
  return {
    left: 4,
    top: 10,
    right: hasLegend && legend === 'right' ? 130 : 8,
    bottom: hasLegend && legend === 'bottom' ? 26 : 2,
    outerBoundsMode: 'same' as const,
    outerBoundsContain: 'axisLabel' as const,
  }
}

export function legendOf({ legend = 'bottom' }: Panel, count: number, colors: Colors): LegendComponentOption {
  const place =
    legend === 'right'
      ? ({ orient: 'vertical', right: 0, top: 8, bottom: 8 } as const)
      : ({ orient: 'horizontal', bottom: 0, left: 0, right: 0 } as const)
  return {
    show: legend !== 'none' && count > 1,
    type: 'scroll',
    ...place,
    itemWidth: 10,
    itemHeight: 3,
    itemGap: 12,
    icon: 'rect',
    pageIconSize: 9,
    pageIconColor: colors.muted,
    pageIconInactiveColor: colors.line,
    pageTextStyle: { color: colors.muted, fontSize: small },
    textStyle: { color: colors.muted, fontSize: small, width: 110, overflow: legend === 'right' ? 'truncate' : 'none' },
  }
}

export function tooltipOf(colors: Colors) {
  return {
    // Drawn on the canvas: names of groups come from records, and are never markup.
    renderMode: 'richText' as const,
    confine: true,
    backgroundColor: colors.raised,
    borderColor: colors.line,
    borderWidth: 1,
    padding: [6, 9],
    textStyle: { color: colors.text, fontSize: small, fontFamily: colors.font },
  }
}
