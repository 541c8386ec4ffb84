import { categoriesOf } from './categories.ts'
import { categoryOption } from './category-chart.ts'
import { chartPanel } from './chart-panel.tsx'
import { categoryPick } from './item-pick.ts'

/** Upright bars by category. */
export default chartPanel(
  (props, colors) => categoryOption(props, categoriesOf(props.answer, props.panel.options ?? {}), colors, 'up'),
  { itemPick: ({ panel, answer, onPick }) => categoryPick(answer, panel.options ?? {}, onPick) },
)
