import type { EChartsOption } from 'echarts'
import { TreemapChart } from 'echarts/charts'
import { use } from 'echarts/core'
import { tooltipOf } from '../chart/axes.ts'
import type { Colors } from '../chart/colors.ts'
import { shownNumber } from '../number-text.ts'
import { chartPanel } from './chart-panel.tsx'
import type { PanelProps } from './panel.ts'
import { treeOf } from './tree.ts'
import { branchText, withColors } from './tree-look.ts'

use([TreemapChart])

/** Shares as areas; each text of the answer is a level. */
function optionOf({ panel, answer }: PanelProps, colors: Colors): EChartsOption {
  const tree = treeOf(answer, panel.options ?? {})
  const isDeep = tree.some(({ children }) => children)
  return {
    tooltip: { ...tooltipOf(colors), trigger: 'item', formatter: (given: unknown) => branchText(given, panel) },
    series: [
      {
        type: 'treemap',
        data: withColors(tree, colors),
        left: 0,
        top: 0,
        right: 0,
        bottom: 0,
        roam: false,
        nodeClick: false,
        breadcrumb: { show: false },
        itemStyle: { borderColor: colors.surface, borderWidth: 1, gapWidth: 1 },
        label: {
          fontSize: 11,
          lineHeight: 15,
          overflow: 'truncate',
          formatter: (given: { name: string; value: unknown }) =>
            `${given.name}\n${shownNumber(Number(given.value), panel)}`,
        },
        upperLabel: {
          show: isDeep,
          height: 20,
          padding: [0, 4],
          color: colors.text,
          fontWeight: 600,
          formatter: (given: { name: string }) => given.name,
        },
        levels: [
          { itemStyle: { borderWidth: 0, gapWidth: 4 }, upperLabel: { show: false } },
          { itemStyle: { borderColor: colors.line, borderWidth: 1, gapWidth: 1 } },
        ],
      },
    ],
  }
}

export default chartPanel(optionOf)
