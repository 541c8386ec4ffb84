import { chartPanel, overTime } from './chart-panel.tsx'
import { timeOption, timePick } from './time-chart.ts'

/** Values over time as lines. */
export default chartPanel(timeOption('line'), { ...overTime, timePick })
