import { describe, expect, it } from 'vitest'
import { seriesOf } from '../../lib/frame.ts'
import { answerOf } from '../panels/example-answer.fixture.ts'
import { linePoints } from './line-points.ts'

const at = (second: number) => new Date(second * 1000).toISOString()

/** As a chart of a minute and a half asks for it: a value each second. */
function seriesIn(rows: readonly Readonly<Record<string, unknown>>[]) {
  const range = { interval_ms: 1000, from: 0, until: 90_000, absent: null, isWhole: false }
  return seriesOf(answerOf(rows), range)
}

describe('the line of a series', () => {
  const sampled = Array.from({ length: 18 }, (_, i) => ({ time: at(5 * i), received: 100 + i }))
  const [series] = seriesIn(sampled)

  it.each([false, true])(
    'is whole where values are asked for more often than there are samples (stacked: %s)',
    (isStacked) => {
      const values = linePoints(series!.points, isStacked).data.map(({ value }) => value)
      const last = values.findLastIndex(([, value]) => value !== null)
      expect(values[last]!.slice(0, 2)).toEqual([85_000, 117])
      expect(values.slice(0, last).filter(([, value]) => value === null)).toEqual([])
    },
  )

  it('has as many points as the one upon which it stands, and says which are between samples', () => {
    const rows = sampled.flatMap(({ time, received }, i) => [
      { time, host: 'a', received },
      { time: at(5 * i + 2), host: 'b', received },
    ])
    const [a, b] = seriesIn(rows).map(({ points }) => linePoints(points, true).data.map(({ value }) => value))
    expect(a!.map(([time]) => time)).toEqual(b!.map(([time]) => time))
    expect(a!.find(([time]) => time === 7000)).toEqual([7000, 101.4, '≈'])
    expect(a!.find(([time]) => time === 10_000)).toEqual([10_000, 102])
  })

  it('has a dot where a value stands alone, and no others', () => {
    const [series] = seriesIn([...sampled.slice(0, 8), { time: at(70), received: 5 }])
    const { data, showSymbol, symbol } = linePoints(series!.points, false)
    expect({ showSymbol, symbol }).toEqual({ showSymbol: true, symbol: 'none' })
    expect(data.filter((point) => 'symbol' in point).map(({ value }) => value)).toEqual([[70_000, 5]])
    expect(
      linePoints(
        sampled.map((_, i) => [i, i] as const),
        false,
      ).showSymbol,
    ).toBe(false)
  })
})
