import { categoryOption } from './category-chart.ts'
import { chartPanel } from './chart-panel.tsx'
import { categoryPick } from './item-pick.ts'

/** Lying bars by category, for long names. */
export default chartPanel(
  (props, colors) => categoryOption(props, colors, 'right'),
  false,
  ({ panel, answer, onPick }) => categoryPick(answer, panel.options ?? {}, onPick),
)
