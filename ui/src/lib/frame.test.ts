import { describe, expect, it } from 'vitest'
import { frameOf, reduce, seriesOf } from './frame.ts'

const minute = 60_000
const at = (minutes: number) => new Date(minutes * minute).toISOString()
const columns = [
  { name: 'time', type: 'TIMESTAMP' },
  { name: 'service', type: 'VARCHAR' },
  { name: 'count', type: 'BIGINT' },
]
const options = { interval_ms: minute, from: 30_000, until: 4.5 * minute, absent: 0, isWhole: false } as const

describe('the frame of an answer', () => {
  it('tells times, names and numbers apart by their types', () => {
    const typed = ['DATE', 'VARCHAR', 'DECIMAL(18,2)', 'HUGEINT', 'BOOLEAN'].map((type, i) => ({ name: `c${i}`, type }))
    expect(frameOf({ columns: typed })).toMatchObject({ time: 'c0', labels: ['c1', 'c4'], values: ['c2', 'c3'] })
  })
})

describe('series over time', () => {
  const rows = [
    { time: at(1), service: 'web', count: 5 },
    { time: at(3), service: 'web', count: '7' },
    { time: at(3), service: null, count: 1 },
  ]

  it('are one for each group, with what was not counted as none', () => {
    expect(seriesOf({ columns, rows }, options)).toEqual([
      {
        name: 'web',
        points: [
          [1, 5],
          [2, 0],
          [3, 7],
          [4, 0],
        ].map(([t, v]) => [t! * minute, v]),
      },
      {
        name: '–',
        points: [
          [1, 0],
          [2, 0],
          [3, 1],
          [4, 0],
        ].map(([t, v]) => [t! * minute, v]),
      },
    ])
  })

  it('leave out stretches that are not all within the range, where these would mislead', () => {
    const whole = seriesOf(
      { columns, rows: [{ time: at(0), service: 'web', count: 9 }, ...rows] },
      { ...options, isWhole: true },
    )
    expect(whole[0]!.points.map(([time]) => time / minute)).toEqual([1, 2, 3])
  })

  it('are named by their measure too, where there are several', () => {
    const several = [...columns, { name: 'mean', type: 'DOUBLE' }]
    const names = seriesOf({ columns: several, rows }, options).map(({ name }) => name)
    expect(names).toEqual(['web · count', 'web · mean', '– · count', '– · mean'])
  })
})

it.each([
  ['last', 3],
  ['sum', 6],
  ['mean', 2],
  ['min', 1],
  ['max', 3],
] as const)('the %s of numbers', (way, value) => {
  expect(reduce([1, null, 2, 3, null], way)).toBe(value)
  expect(reduce([null], way)).toBe(null)
})
