import { categoryOption } from './category-chart.ts'
import { chartPanel } from './chart-panel.tsx'

/** Lying bars by category, for long names. */
export default chartPanel((props, colors) => categoryOption(props, colors, 'right'))
