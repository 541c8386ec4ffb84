import type { EChartsOption } from 'echarts'
import { frameOf, labelOf, numberOf } from '../../lib/frame.ts'
import { tooltipOf } from '../chart/axes.ts'
import type { Colors } from '../chart/colors.ts'
import { colorsByName } from '../chart/series-colors.ts'
import { shownNumber } from '../number-text.ts'
import { chartPanel } from './chart-panel.tsx'
import { itemPick } from './item-pick.ts'
import type { PanelProps } from './panel.ts'

/** More of a name is in its tooltip. */
const longest = 16

/** Shares of a whole, as a ring with the whole in its middle. */
export default chartPanel(optionOf, { itemPick: ({ answer, onPick }) => itemPick(answer, onPick) })

function optionOf({ panel, answer }: PanelProps, colors: Colors): EChartsOption {
  const { labels, values, rows } = frameOf(answer)
  const parts = rows.map((row) => ({
    name: labels.map((label) => labelOf(row[label])).join(' · '),
    value: numberOf(row[values[0] ?? '']) ?? 0,
  }))
  const colored = colorsByName(
    parts.map(({ name }) => name),
    colors,
  )
  const whole = parts.reduce((sum, { value }) => sum + value, 0)
  const { legend = 'right' } = panel
  const isBeside = legend === 'right'
  return {
    title: { show: false },
    legend: {
      show: legend !== 'none',
      type: 'scroll' as const,
      ...(isBeside ? { orient: 'vertical' as const, right: 0, top: 'middle' } : { bottom: 0 }),
      icon: 'circle',
      itemWidth: 8,
      itemHeight: 8,
      textStyle: { color: colors.muted, fontSize: 11 },
      pageTextStyle: { color: colors.muted },
      formatter: (name: string) => {
        const part = parts.find((one) => one.name === name)
        const short = name.length > longest ? `${name.slice(0, longest - 1)}…` : name
        return `${short}  ${shownNumber(part?.value ?? null, panel)}`
      },
    },
    tooltip: {
      ...tooltipOf(colors),
      trigger: 'item' as const,
      formatter: (given: unknown) => {
        const { name, value, percent } = given as { name: string; value: number; percent: number }
        return `${name}\n${shownNumber(value, panel)} · ${shownNumber(percent, { unit: 'percent' })}`
      },
    },
    series: [
      {
        type: 'pie' as const,
        radius: isBeside ? ['44%', '64%'] : ['52%', '76%'],
        // It stays whole in a place that is higher than wide, too.
        center: [isBeside ? '33%' : '50%', isBeside ? '50%' : '44%'],
        itemStyle: { borderColor: colors.surface, borderWidth: 2 },
        label: {
          show: true,
          position: 'center' as const,
          formatter: shownNumber(whole, panel),
          color: colors.text,
          fontSize: 15,
          fontWeight: 600,
        },
        labelLine: { show: false },
        data: parts.map((part) => ({ ...part, itemStyle: { color: colored.get(part.name)! } })),
      },
    ],
  }
}
