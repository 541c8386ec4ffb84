import type { EChartsOption } from 'echarts'
import { HeatmapChart } from 'echarts/charts'
import { CalendarComponent } from 'echarts/components'
import { use } from 'echarts/core'
import { formatTime } from '../../i18n/format.ts'
import { language, localeOf, timeZone } from '../../i18n/locale.ts'
import { tooltipOf } from '../chart/axes.ts'
import type { Colors } from '../chart/colors.ts'
import { shownNumber } from '../number-text.ts'
import { chartPanel } from './chart-panel.tsx'
import { daysOf } from './days.ts'
import type { PanelProps } from './panel.ts'

use([HeatmapChart, CalendarComponent])

const day_ms = 86_400_000
/** More weeks would be too narrow to be seen. */
const mostDays = 53 * 7
/** Fewer would be a few huge squares. */
const leastDays = 12 * 7

/** A square for each day of the last year at most: the darker, the more. */
function optionOf({ panel, answer }: PanelProps, colors: Colors): EChartsOption {
  const { days, least, most } = daysOf(answer, panel.options ?? {}, timeZone())
  const last = days.at(-1)?.day ?? '2000-01-01'
  const back = (count: number) => new Date(Date.parse(last) - count * day_ms).toISOString().slice(0, 10)
  const first = [back(mostDays), [back(leastDays), days[0]?.day ?? last].sort()[0]!].sort()[1]!
  return {
    tooltip: {
      ...tooltipOf(colors),
      trigger: 'item',
      formatter: (given: unknown) => {
        const [day, value] = (given as { value: [string, number] }).value
        return `${formatTime(`${day}T12:00:00`, 'date')}\n${shownNumber(value, panel)}`
      },
    },
    visualMap: {
      show: false,
      min: Math.min(panel.min ?? least, most),
      max: panel.max ?? most,
      inRange: { color: [colors['accent-soft'], colors.accent] },
    },
    calendar: {
      range: [first, last],
      left: 34,
      right: 6,
      top: 22,
      bottom: 4,
      cellSize: ['auto', 'auto'],
      itemStyle: { color: colors.surface, borderColor: colors.line, borderWidth: 0.5 },
      splitLine: { lineStyle: { color: colors.faint, width: 1 } },
      yearLabel: { show: false },
      // A week begins on Monday.
      dayLabel: { firstDay: 1, nameMap: namesOf('weekday'), color: colors.faint, fontSize: 10 },
      monthLabel: { nameMap: namesOf('month'), color: colors.faint, fontSize: 11 },
    },
    series: [
      {
        type: 'heatmap',
        coordinateSystem: 'calendar',
        itemStyle: { borderColor: colors.surface, borderWidth: 1.5, borderRadius: 2 },
        data: days.filter(({ day }) => day >= first).map(({ day, value }) => [day, value]),
      },
    ],
  }
}

/** Short names in the language of the person, from Sunday or January on. */
function namesOf(form: 'weekday' | 'month'): string[] {
  const format = new Intl.DateTimeFormat(localeOf(language.value), { [form]: 'short', timeZone: 'UTC' })
  // The 4th of January 1970 was a Sunday.
  if (form === 'weekday') return Array.from({ length: 7 }, (_, i) => format.format(new Date(Date.UTC(1970, 0, 4 + i))))
  return Array.from({ length: 12 }, (_, i) => format.format(new Date(Date.UTC(1970, i, 1))))
}

export default chartPanel(optionOf)
