import type { EChartsOption } from 'echarts'
import { FunnelChart } from 'echarts/charts'
import { use } from 'echarts/core'
import { formatPercent } from '../../i18n/format.ts'
import { tooltipOf } from '../chart/axes.ts'
import type { Colors } from '../chart/colors.ts'
import { shownNumber } from '../number-text.ts'
import { chartPanel } from './chart-panel.tsx'
import type { PanelProps } from './panel.ts'
import { stagesOf } from './stages.ts'

use([FunnelChart])

/** What is left from stage to stage. */
function optionOf({ panel, answer }: PanelProps, colors: Colors): EChartsOption {
  const stages = stagesOf(answer, panel.options ?? {})
  return {
    tooltip: {
      ...tooltipOf(colors),
      trigger: 'item',
      formatter: (given: unknown) => {
        const i = (given as { dataIndex: number }).dataIndex
        const { name, value, ofFirst, ofPrevious } = stages[i]!
        const before = i > 0 ? `\n${formatPercent(ofPrevious)} ← ${stages[i - 1]!.name}` : ''
        return `${name}\n${shownNumber(value, panel)} · ${formatPercent(ofFirst)}${before}`
      },
    },
    series: [
      {
        type: 'funnel',
        sort: 'none',
        left: '4%',
        width: '58%',
        top: 4,
        bottom: 4,
        gap: 2,
        minSize: '4%',
        itemStyle: { borderWidth: 0, color: colors.accent },
        label: {
          position: 'right',
          color: colors.text,
          fontSize: 11,
          lineHeight: 15,
          formatter: ({ dataIndex }) => {
            const { name, value, ofFirst } = stages[dataIndex]!
            return `${name}\n${shownNumber(value, panel)} · ${formatPercent(ofFirst)}`
          },
        },
        labelLine: { length: 36, lineStyle: { color: colors.line } },
        data: stages.map(({ name, value }) => ({ name, value })),
      },
    ],
  }
}

export default chartPanel(optionOf)
