import { categoriesOf } from './categories.ts'
import { categoryOption } from './category-chart.ts'
import { chartPanel } from './chart-panel.tsx'
import { categoryPick } from './item-pick.ts'

/** Lying bars by category, in the order of the answer, for long names. */
export default chartPanel(
  (props, colors) => categoryOption(props, categoriesOf(props.answer, props.panel.options ?? {}), colors, 'right'),
  { itemPick: ({ panel, answer, onPick }) => categoryPick(answer, panel.options ?? {}, onPick) },
)
