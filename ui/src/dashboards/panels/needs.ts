/** What an answer lacks for a kind of panel to draw it: without a word people would look at an empty place. Pure. */
import type { Panel, PanelAnswer } from '../../../../src/model/dashboard.ts'
import { frameOf } from '../../lib/frame.ts'
import { spotsOf } from './map/places.ts'

export type Need = 'split' | 'two_splits' | 'two_numbers' | 'number' | 'state' | 'place'

/** Undefined for what can be drawn, and for what has no rows at all. */
export function maybeNeed({ type, options = {} }: Pick<Panel, 'type' | 'options'>, answer: PanelAnswer) {
  const { time, labels, values, rows } = frameOf(answer)
  if (rows.length === 0) return undefined
  const lacks = (need: Need, isLacking: boolean) => (isLacking ? need : undefined)
  switch (type) {
    case 'column':
    case 'horizontal_bar':
    case 'radar':
      return lacks('split', labels.length === 0 && time === undefined && values.length < 2)
    case 'treemap':
    case 'sunburst':
      return lacks('split', labels.length === 0)
    case 'sankey':
      return lacks('two_splits', labels.length < 2)
    case 'scatter':
    case 'bubble':
      return lacks('two_numbers', values.length < 2)
    case 'histogram':
    case 'boxplot': {
      // One number of all is no spread.
      const isOfAll = rows.length === 1 && labels.length === 0 && time === undefined && values.length === 1
      return lacks('number', values.length === 0 || isOfAll)
    }
    case 'state_timeline':
    case 'status_history':
      return lacks('state', time === undefined || values.length + labels.length === 0)
    case 'map':
      return lacks('place', labels.length === 0 && spotsOf(answer, options).length === 0)
    default:
      return undefined
  }
}
