import { chartPanel, overTime } from './chart-panel.tsx'
import { cellsOf } from './spans.ts'
import { stateOption } from './state-chart.ts'

/** What was seen of each thing at each moment: a cell each. */
export default chartPanel((props, colors) => {
  const { panel, answer } = props
  const { rows, states, times, cells } = cellsOf(answer, panel.options ?? {})
  const steps = times.slice(1).map((time, i) => time - times[i]!)
  const width_ms = steps.length > 0 ? Math.min(...steps) : (answer.interval_ms ?? 60_000)
  const spans = cells.map(({ row, time, state, value }) => ({ row, from: time, until: time + width_ms, state, value }))
  return stateOption(props, { rows, states, spans }, colors, { isGapped: true })
}, overTime)
