import type { EChartsOption } from 'echarts'
import { useMemo } from 'react'
import { language } from '../../i18n/locale.ts'
import { Chart } from '../chart/chart.tsx'
import { type Colors, colorOf, useColors } from '../chart/colors.ts'
import { numberText, toneOf } from '../number-text.ts'
import { definePanel, type PanelProps } from './panel.ts'
import { numberIn } from './single-number.ts'

/** One number on a scale. */
function GaugePanel(props: PanelProps) {
  const { panel, title, answer, range } = props
  const colors = useColors()
  const spoken = language.use()
  const option = useMemo(() => optionOf(props, colors), [panel, answer, range, colors, spoken])
  const { number, unit } = numberText(numberIn(answer, panel, range).value, panel)
  return <Chart option={option} label={`${title}: ${number} ${unit}`} />
}

function optionOf({ panel, answer, range }: PanelProps, colors: Colors): EChartsOption {
  const { value } = numberIn(answer, panel, range)
  const { number, unit } = numberText(value, panel)
  const color = colorOf(toneOf(value, panel.thresholds), colors) ?? colors.accent
  return {
    textStyle: { fontFamily: colors.font },
    series: [
      {
        type: 'gauge' as const,
        startAngle: 200,
        endAngle: -20,
        center: ['50%', '62%'],
        radius: '95%',
        min: panel.min ?? 0,
        max: panel.max ?? 100,
        pointer: { show: false },
        progress: { show: true, width: 14, roundCap: true, itemStyle: { color } },
        axisLine: { roundCap: true, lineStyle: { width: 14, color: [[1, colors.line] as [number, string]] } },
        axisTick: { show: false },
        splitLine: { show: false },
        axisLabel: { show: false },
        anchor: { show: false },
        detail: {
          valueAnimation: false,
          offsetCenter: [0, '-4%'],
          formatter: `{number|${number}}{unit| ${unit}}`,
          rich: {
            number: { fontSize: 26, fontWeight: 600, color: colors.text },
            unit: { fontSize: 13, color: colors.muted },
          },
        },
        data: [{ value: value ?? 0 }],
      },
    ],
  }
}

export default definePanel({ View: GaugePanel, optionOf })
