import { expect, test } from 'vitest'
import { answerOf } from './example-answer.fixture.ts'
import { cellsOf, spansOf } from './spans.ts'

const at = (minute: number) => `2026-11-21T10:0${minute}:00.000Z`
const ms = (minute: number) => Date.parse(at(minute))
const answer = answerOf([
  { time: at(2), host: 'a', state: 'ok' },
  { time: at(0), host: 'a', state: 'ok' },
  { time: at(3), host: 'a', state: 'bad' },
  { time: at(1), host: 'b', state: 'ok' },
])

test('a state lasts until the next one is seen, and equal ones are one', () => {
  const { rows, states, spans } = spansOf(answer, {}, ms(5))
  expect([rows, states]).toEqual([
    ['a', 'b'],
    ['ok', 'bad'],
  ])
  expect(spans.map(({ row, from, until, state }) => [row, from, until, state])).toEqual([
    [0, ms(0), ms(3), 'ok'],
    [0, ms(3), ms(5), 'bad'],
    [1, ms(1), ms(5), 'ok'],
  ])
})

test('the end of a state may stand in the answer', () => {
  const told = answerOf([{ from: at(0), until: at(1), monitor: 'm', state: 'firing' }])
  expect(spansOf(told, {}, ms(9)).spans).toMatchObject([{ from: ms(0), until: ms(1), state: 'firing' }])
})

test('numbers are states, too', () => {
  const numbers = answerOf([{ time: at(0), host: 'a', load: 0.5 }])
  expect(spansOf(numbers, {}).spans).toMatchObject([{ state: '0.5', value: 0.5 }])
})

test('cells say only what was seen', () => {
  const { times, cells } = cellsOf(answer, {})
  expect(times).toEqual([0, 1, 2, 3].map(ms))
  expect(cells).toHaveLength(4)
  expect(cellsOf(answerOf([]), {}).cells).toEqual([])
})
