import type { EChartsOption } from 'echarts'
import { SunburstChart } from 'echarts/charts'
import { use } from 'echarts/core'
import { tooltipOf } from '../chart/axes.ts'
import type { Colors } from '../chart/colors.ts'
import { chartPanel } from './chart-panel.tsx'
import type { PanelProps } from './panel.ts'
import { treeOf } from './tree.ts'
import { branchText, withColors } from './tree-look.ts'

use([SunburstChart])

/** Shares of shares as rings; each text of the answer is one. */
function optionOf({ panel, answer }: PanelProps, colors: Colors): EChartsOption {
  return {
    tooltip: { ...tooltipOf(colors), trigger: 'item', formatter: (given: unknown) => branchText(given, panel) },
    series: [
      {
        type: 'sunburst',
        data: withColors(treeOf(answer, panel.options ?? {}), colors),
        radius: ['18%', '95%'],
        nodeClick: false,
        itemStyle: { borderColor: colors.surface, borderWidth: 1.5 },
        label: {
          rotate: 'tangential',
          fontSize: 10,
          minAngle: 24,
        },
        emphasis: { focus: 'ancestor' },
      },
    ],
  }
}

export default chartPanel(optionOf)
