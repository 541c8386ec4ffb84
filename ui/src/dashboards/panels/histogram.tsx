import type { EChartsOption } from 'echarts'
import { frameOf, numberOf } from '../../lib/frame.ts'
import { categoryAxis, gridOf, tooltipOf, valueAxis } from '../chart/axes.ts'
import type { Colors } from '../chart/colors.ts'
import { shownNumber } from '../number-text.ts'
import { binsOf } from './bins.ts'
import { chartPanel } from './chart-panel.tsx'
import { columnOf } from './choice.ts'
import type { PanelProps } from './panel.ts'

/** How often which values are: of `options.value`, in about `options.bins` steps. */
function optionOf({ panel, answer }: PanelProps, colors: Colors): EChartsOption {
  const { options = {} } = panel
  const { values, rows } = frameOf(answer)
  const column = columnOf(answer, options, 'value', values[0])
  const numbers = rows.map((row) => numberOf(row[column ?? ''])).filter((value) => value !== null)
  const bins = binsOf(numbers, numberOf(options.bins) ?? undefined)
  const names = categoryAxis(
    bins.map(({ from }) => shownNumber(from, panel)),
    colors,
  )
  return {
    grid: gridOf(panel, 1),
    xAxis: { ...names, axisLabel: { ...names.axisLabel, hideOverlap: true } },
    yAxis: valueAxis({ ...panel, unit: '', min: 0 }, colors),
    tooltip: {
      ...tooltipOf(colors),
      trigger: 'item',
      formatter: (given: unknown) => {
        const { from, until, count } = bins[(given as { dataIndex: number }).dataIndex]!
        return `${shownNumber(from, panel)} – ${shownNumber(until, panel)}\n${shownNumber(count, {})}`
      },
    },
    series: [{ type: 'bar', barCategoryGap: 1, data: bins.map(({ count }) => count) }],
  }
}

export default chartPanel(optionOf)
