import { chartPanel, overTime } from './chart-panel.tsx'
import { timeOption, timePick } from './time-chart.ts'

/** Values over time as lines, filled below. */
export default chartPanel(timeOption('area'), { ...overTime, timePick })
