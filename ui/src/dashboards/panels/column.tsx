import { categoryOption } from './category-chart.ts'
import { chartPanel } from './chart-panel.tsx'

/** Upright bars by category. */
export default chartPanel((props, colors) => categoryOption(props, colors, 'up'))
