/** What happened at a time, or over one. Pure. */
import type { PanelAnswer, Threshold } from '../../../src/model/dashboard.ts'
import { labelOf } from '../lib/frame.ts'

export interface Mark {
  /** Milliseconds. */
  readonly time: number
  readonly until?: number
  readonly text: string
  readonly tone: Threshold['tone']
}

/** The first time is when it happened, the second one when it ended; the first text says what. */
export function marksOf({ columns = [], rows = [] }: PanelAnswer, tone: Mark['tone']): Mark[] {
  const times = columns.filter(({ type }) => /^(TIMESTAMP|DATE)/.test(type)).map(({ name }) => name)
  const text = columns.find(({ type }) => type === 'VARCHAR')?.name
  const [begin, end] = [
    times.find((one) => one !== 'until') ?? '',
    times.find((one) => one === 'until') ?? times[1] ?? '',
  ]
  return rows.flatMap((row) => {
    const time = Date.parse(String(row[begin]))
    if (Number.isNaN(time)) return []
    const until = end === begin ? Number.NaN : Date.parse(String(row[end]))
    const words = text === undefined ? '' : labelOf(row[text])
    return [{ time, ...(Number.isNaN(until) ? {} : { until }), text: words, tone }]
  })
}
