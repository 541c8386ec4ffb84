/** The points of a series as ECharts draws its line: joined between samples, and a dot where no line leads to one. */
import type { Series } from '../../lib/frame.ts'
import { filled, isAlone, joined } from './joined.ts'

/** Beside a value that lies between two others. */
const guess = '≈'

export type LineValue = readonly [time: number, value: number | null, guess?: string]

const dot = { symbol: 'circle' }

/** What stands upon another has as many points as it. */
export function linePoints(points: Series['points'], isStacked: boolean) {
  const shown = isStacked ? filled(points) : joined(points)
  const data = shown.map(([time, value], i) => {
    const isGuess = isStacked && value !== points[i]![1]
    return { value: isGuess ? [time, value!, guess] : [time, value], ...(isAlone(shown, i) ? dot : {}) }
  })
  const hasDots = shown.some((_, i) => isAlone(shown, i))
  return { data, connectNulls: false, showSymbol: hasDots, symbol: hasDots ? 'none' : 'emptyCircle', symbolSize: 5 }
}
