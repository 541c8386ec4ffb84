import type { EChartsOption } from 'echarts'
import { SankeyChart } from 'echarts/charts'
import { use } from 'echarts/core'
import { tooltipOf } from '../chart/axes.ts'
import type { Colors } from '../chart/colors.ts'
import { colorsByName } from '../chart/series-colors.ts'
import { shownNumber } from '../number-text.ts'
import { chartPanel } from './chart-panel.tsx'
import { flowsOf } from './flows.ts'
import type { PanelProps } from './panel.ts'

use([SankeyChart])

/** What flows from where to where. */
function optionOf({ panel, answer }: PanelProps, colors: Colors): EChartsOption {
  const { nodes, links } = flowsOf(answer, panel.options ?? {})
  const colored = colorsByName(
    nodes.map(({ name }) => name),
    colors,
  )
  const names = new Map(nodes.map(({ id, name }) => [id, name]))
  return {
    tooltip: {
      ...tooltipOf(colors),
      trigger: 'item',
      formatter: (given: unknown) => {
        const { dataType, name, value, data } = given as Given
        const text =
          dataType === 'edge' ? `${names.get(data.source ?? '')} › ${names.get(data.target ?? '')}` : names.get(name)
        return `${text}\n${shownNumber(value, panel)}`
      },
    },
    series: [
      {
        type: 'sankey',
        left: 0,
        top: 6,
        right: 96,
        bottom: 6,
        nodeWidth: 10,
        nodeGap: 8,
        draggable: false,
        data: nodes.map(({ id, name }) => ({
          name: id,
          itemStyle: { color: colored.get(name)!, borderWidth: 0 },
        })),
        links: links.map((link) => ({ ...link })),
        lineStyle: { color: 'source', opacity: 0.28, curveness: 0.5 },
        label: {
          color: colors.text,
          fontSize: 11,
          formatter: (given: { name?: string }) => names.get(given.name ?? '') ?? '',
        },
      },
    ],
  }
}

interface Given {
  readonly dataType: 'edge' | 'node'
  readonly name: string
  readonly value: number
  readonly data: { readonly source?: string; readonly target?: string }
}

export default chartPanel(optionOf)
