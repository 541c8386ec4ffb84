import { chartPanel, overTime } from './chart-panel.tsx'
import { spansOf } from './spans.ts'
import { stateOption } from './state-chart.ts'

/** How long each thing was in each state. */
export default chartPanel((props, colors) => {
  const { panel, answer, range } = props
  return stateOption(props, spansOf(answer, panel.options ?? {}, range.until), colors, { isGapped: false })
}, overTime)
