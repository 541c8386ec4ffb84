import { expect, test } from 'vitest'
import { answerOf } from '../example-answer.fixture.ts'
import { clustersOf, extentOf, spotsOf, tracksOf } from './places.ts'

const answer = answerOf([
  { time: '2026-11-21T10:01:00Z', car: 'a', lat: 40.4, lon: -3.7, speed: 50 },
  { time: '2026-11-21T10:00:00Z', car: 'a', lat: 40.41, lon: -3.71, speed: 30 },
  { time: '2026-11-21T10:00:00Z', car: 'b', lat: 43.3, lon: -8.4, speed: null },
  { time: '2026-11-21T10:00:00Z', car: 'lost', lat: 400, lon: 0, speed: 1 },
])

test('columns named for it tell where rows are; what is not on earth is left out', () => {
  expect(spotsOf(answer, {}).map(({ name, latitude, value }) => [name, latitude, value])).toEqual([
    ['a', 40.4, 50],
    ['a', 40.41, 30],
    ['b', 43.3, null],
  ])
  expect(spotsOf(answer, { latitude: 'lon', longitude: 'lat' })[0]).toMatchObject({ latitude: -3.7, longitude: 40.4 })
  expect(spotsOf(answerOf([{ place: 'P-01', n: 1 }]), {})).toEqual([])
})

test('the extent holds all spots with room around, and the world without any', () => {
  const { west, east } = extentOf(spotsOf(answer, {}))
  expect([west < -8.4, east > -3.7]).toEqual([true, true])
  expect(extentOf([]).west).toBe(-170)
})

test('spots near one another are one, with their number', () => {
  const clusters = clustersOf(spotsOf(answer, {}), 1)
  expect(clusters.map(({ count, value, name }) => [count, value, name])).toEqual([
    [2, 80, ''],
    [1, null, 'b'],
  ])
})

test('a track is the way in time, whatever the order of the rows', () => {
  const [first] = tracksOf(spotsOf(answer, {}))
  expect(first!.spots.map(({ latitude }) => latitude)).toEqual([40.41, 40.4])
})
