/** What an item of a chart of groups stands for, to those who ask what was clicked. */
import type { PanelAnswer } from '../../../../src/model/dashboard.ts'
import { frameOf, groupValues } from '../../lib/frame.ts'
import type { ChartItem, ScreenPoint } from '../chart/chart.tsx'
import { columnOf } from './choice.ts'
import type { Pick } from './panel.ts'

type Picked = ((pick: Pick) => void) | undefined

export function itemPick(answer: PanelAnswer, onPick: Picked) {
  if (!onPick) return undefined
  return ({ name }: ChartItem, at: ScreenPoint) => {
    const values = groupValues(frameOf(answer)).get(name)
    if (values && Object.keys(values).length > 0) onPick({ choices: [values], ...at })
  }
}

/** The same of a chart with categories, and perhaps a series for each name in a second column. */
export function categoryPick(answer: PanelAnswer, options: Readonly<Record<string, unknown>>, onPick: Picked) {
  if (!onPick) return undefined
  const { labels } = frameOf(answer)
  const category = columnOf(answer, options, 'category', labels[0])
  const series = columnOf(
    answer,
    options,
    'series',
    labels.find((label) => label !== category),
  )
  return ({ name, seriesName }: ChartItem, at: ScreenPoint) => {
    if (category === undefined || !labels.includes(category)) return
    const textOrNone = (label: string) => (label === '–' ? null : label)
    const isSplit = series !== undefined && answer.rows?.some((row) => String(row[series] ?? '') === seriesName)
    onPick({
      choices: [{ [category]: textOrNone(name), ...(isSplit ? { [series]: textOrNone(seriesName) } : {}) }],
      ...at,
    })
  }
}
