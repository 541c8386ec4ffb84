import { chartPanel, overTime } from './chart-panel.tsx'
import { timeOption, timePick } from './time-chart.ts'

/** Values over time one upon the other. */
export default chartPanel(timeOption('stacked'), { ...overTime, timePick })
