import { chartPanel } from './chart-panel.tsx'
import { pointOption } from './point-chart.ts'

export default chartPanel((props, colors) => pointOption(props, colors, true))
