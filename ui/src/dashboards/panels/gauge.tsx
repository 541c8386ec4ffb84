import { useMemo } from 'react'
import { Chart } from '../chart/chart.tsx'
import { colorOf, useColors } from '../chart/colors.ts'
import { numberText, toneOf } from '../number-text.ts'
import { definePanel, type PanelProps } from './panel.ts'
import { numberIn } from './single-number.ts'

/** One number on a scale. */
function GaugePanel({ panel, title, answer, range }: PanelProps) {
  const colors = useColors()
  const value = useMemo(() => numberIn(answer, panel, range).value, [answer, panel, range])
  const { number, unit } = numberText(value, panel)
  const option = useMemo(() => {
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
  }, [value, number, unit, panel, colors])
  return <Chart option={option} label={`${title}: ${number} ${unit}`} />
}

export default definePanel({ View: GaugePanel })
