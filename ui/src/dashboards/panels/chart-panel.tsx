import type { EChartsOption } from 'echarts'
import { useMemo } from 'react'
import { language, zone } from '../../i18n/locale.ts'
import { useMarks } from '../annotations.ts'
import { Chart, type ChartItem, type ScreenPoint } from '../chart/chart.tsx'
import { type Colors, useColors } from '../chart/colors.ts'
import type { Mark } from '../mark.ts'
import { definePanel, type PanelKind, type PanelProps } from './panel.ts'

interface Ways {
  /** Whether dragging over it chooses a part of the time. */
  readonly isOverTime?: (props: PanelProps) => boolean
  /** What a click on an item of it chooses. */
  readonly itemPick?: (props: PanelProps) => ((item: ChartItem, at: ScreenPoint) => void) | undefined
  /** What a click at a time of it chooses. */
  readonly timePick?: (props: PanelProps) => ((time: number, at: ScreenPoint) => void) | undefined
}

/** A kind of panel that is one chart: what of its answer is drawn, and how. */
export function chartPanel(
  optionOf: (props: PanelProps, colors: Colors, marks: readonly Mark[]) => EChartsOption,
  { isOverTime, itemPick, timePick }: Ways = {},
): PanelKind {
  function View(props: PanelProps) {
    const { panel, answer, range, before, title, onRange } = props
    const colors = useColors()
    const marks = useMarks()
    // Numbers and times are written anew in another language or zone.
    const [spoken, shown] = [language.use(), zone.use()]
    const option = useMemo(
      () => ({ color: [...colors.series], textStyle: { fontFamily: colors.font }, ...optionOf(props, colors, marks) }),
      [panel, answer, range, before, marks, colors, spoken, shown],
    )
    return (
      <Chart
        option={option}
        label={title}
        onRange={isOverTime?.(props) ? onRange : undefined}
        onItem={itemPick?.(props)}
        onTime={timePick?.(props)}
      />
    )
  }
  return definePanel({ View, optionOf })
}

/** Of charts that are always over time. */
export const overTime = { isOverTime: () => true }
