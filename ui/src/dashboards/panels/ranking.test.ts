import { expect, test } from 'vitest'
import { rankedGroups } from './ranking.ts'

const columns = [
  { name: 'van', type: 'VARCHAR' },
  { name: 'state', type: 'VARCHAR' },
  { name: 'trips', type: 'BIGINT' },
  { name: 'most', type: 'DOUBLE' },
]

test('groups stand from the greatest first number down, those without one last', () => {
  const rows = [
    { van: 'a', state: 'ok', trips: 2, most: 9 },
    { van: 'b', state: null, trips: null, most: 1 },
    { van: 'c', state: 'ok', trips: '7', most: 3 },
  ]
  expect(rankedGroups({ columns, rows })).toEqual({
    categories: ['c · ok', 'a · ok', 'b · –'],
    series: [
      { name: 'trips', values: [7, 2, null] },
      { name: 'most', values: [3, 9, 1] },
    ],
  })
})

test('groups of equal numbers keep their order', () => {
  const rows = ['x', 'a', 'm'].map((van) => ({ van, trips: 1 }))
  expect(rankedGroups({ columns: [columns[0]!, columns[2]!], rows }).categories).toEqual(['x', 'a', 'm'])
})
