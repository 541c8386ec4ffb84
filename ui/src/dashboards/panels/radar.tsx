import type { EChartsOption } from 'echarts'
import { RadarChart } from 'echarts/charts'
import { RadarComponent } from 'echarts/components'
import { use } from 'echarts/core'
import { frameOf, labelOf, numberOf } from '../../lib/frame.ts'
import { legendOf, tooltipOf } from '../chart/axes.ts'
import type { Colors } from '../chart/colors.ts'
import { seriesColors } from '../chart/series-colors.ts'
import { shownNumber } from '../number-text.ts'
import { categoriesOf } from './categories.ts'
import { chartPanel } from './chart-panel.tsx'
import type { PanelProps } from './panel.ts'

use([RadarChart, RadarComponent])

interface Shape {
  readonly name: string
  readonly values: readonly (number | null)[]
}

/** Several numbers of each thing at once: each number is a ray with its own scale; with one number, each name is a ray. */
export function raysOf({ answer, panel }: Pick<PanelProps, 'answer' | 'panel'>): {
  rays: readonly string[]
  shapes: readonly Shape[]
} {
  const { labels, values, rows } = frameOf(answer)
  if (values.length >= 3) {
    return {
      rays: values,
      shapes: rows.map((row) => ({
        name: labels.map((label) => labelOf(row[label])).join(' · '),
        values: values.map((column) => numberOf(row[column])),
      })),
    }
  }
  const { categories, series } = categoriesOf(answer, panel.options ?? {})
  return { rays: categories, shapes: series }
}

function optionOf({ panel, answer }: PanelProps, colors: Colors): EChartsOption {
  const { rays, shapes } = raysOf({ panel, answer })
  const names = shapes.map(({ name }) => name)
  const colored = seriesColors(answer, names, colors)
  const isEach = frameOf(answer).values.length >= 3
  const known = (values: readonly (number | null)[]) => values.map((value) => value ?? 0)
  const greatest = Math.max(...shapes.flatMap(({ values }) => known(values)))
  const mostOf = (ray: number) => (isEach ? Math.max(...shapes.map(({ values }) => values[ray] ?? 0)) : greatest)
  const hasLegend = panel.legend !== 'none' && shapes.length > 1
  return {
    legend: legendOf(panel, shapes.length, colors),
    tooltip: {
      ...tooltipOf(colors),
      trigger: 'item',
      formatter: (given: unknown) => {
        const { name, value } = given as { name: string; value: number[] }
        return [name, ...rays.map((ray, i) => `${shownNumber(value[i]!, panel)}  ${ray}`)].join('\n')
      },
    },
    radar: {
      indicator: rays.map((name, i) => ({ name, min: 0, max: mostOf(i) || 1 })),
      radius: '66%',
      center: [hasLegend && panel.legend === 'right' ? '40%' : '50%', hasLegend ? '47%' : '52%'],
      splitNumber: 4,
      axisName: { color: colors.muted, fontSize: 11 },
      axisLine: { lineStyle: { color: colors.line } },
      splitLine: { lineStyle: { color: colors.line } },
      splitArea: { show: false },
    },
    series: [
      {
        type: 'radar',
        symbolSize: 4,
        areaStyle: { opacity: 0.12 },
        data: shapes.map(({ name, values }) => ({
          name,
          value: known(values),
          itemStyle: { color: colored.get(name)! },
        })),
      },
    ],
  }
}

export default chartPanel(optionOf)
