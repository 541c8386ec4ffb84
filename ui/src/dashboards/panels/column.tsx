import { categoryOption } from './category-chart.ts'
import { chartPanel } from './chart-panel.tsx'
import { categoryPick } from './item-pick.ts'

/** Upright bars by category. */
export default chartPanel(
  (props, colors) => categoryOption(props, colors, 'up'),
  false,
  ({ panel, answer, onPick }) => categoryPick(answer, panel.options ?? {}, onPick),
)
