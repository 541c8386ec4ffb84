import type { Panel, PanelAnswer } from '../../../../src/model/dashboard.ts'
import { frameOf, numberOf, reduce, type Series, seriesOf } from '../../lib/frame.ts'
import { shapeOf } from '../chart/series-shape.ts'

export interface SingleNumber {
  readonly value: number | null
  /** What it was before, where it is known over time. */
  readonly series: Series | undefined
}

/** The one number that an answer comes to: of its only row, or of its values over time. */
export function numberIn(answer: PanelAnswer, panel: Panel, range: { from: number; until: number }): SingleNumber {
  const { time, values, rows } = frameOf(answer)
  if (time === undefined) return { value: numberOf(rows[0]?.[values[0] ?? '']), series: undefined }
  const { absent, isWhole } = shapeOf(panel)
  // A sum is that of all records; what is shown of the moment is of the last stretch that is over.
  const options = { ...range, interval_ms: answer.interval_ms, absent, isWhole: isWhole && panel.value !== 'sum' }
  const [series] = seriesOf(answer, options)
  return { value: reduce(series?.points.map(([, value]) => value) ?? [], panel.value), series }
}
