import type { EChartsOption } from 'echarts'
import { useMemo } from 'react'
import { language, zone } from '../../i18n/locale.ts'
import { Chart } from '../chart/chart.tsx'
import { type Colors, useColors } from '../chart/colors.ts'
import type { itemPick } from './item-pick.ts'
import { definePanel, type PanelKind, type PanelProps } from './panel.ts'

/** A kind of panel that is one chart: what of its answer is drawn, and how. */
export function chartPanel(
  optionOf: (props: PanelProps, colors: Colors) => EChartsOption,
  isOverTime = false,
  pickOf?: (props: PanelProps) => ReturnType<typeof itemPick>,
): PanelKind {
  function View(props: PanelProps) {
    const { panel, answer, range, title, onRange } = props
    const colors = useColors()
    // Numbers and times are written anew in another language or zone.
    const [spoken, shown] = [language.use(), zone.use()]
    const option = useMemo(
      () => ({ color: [...colors.series], textStyle: { fontFamily: colors.font }, ...optionOf(props, colors) }),
      [panel, answer, range, colors, spoken, shown],
    )
    return <Chart option={option} label={title} onRange={isOverTime ? onRange : undefined} onItem={pickOf?.(props)} />
  }
  return definePanel({ View })
}
