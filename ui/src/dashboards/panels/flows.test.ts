import { expect, test } from 'vitest'
import { answerOf } from './example-answer.fixture.ts'
import { flowsOf } from './flows.ts'

test('two labels are the ends of a flow, and equal flows are added', () => {
  const answer = answerOf([
    { from: 'a', to: 'b', n: 2 },
    { from: 'a', to: 'b', n: 3 },
    { from: 'b', to: 'c', n: 1 },
  ])
  expect(flowsOf(answer, {})).toEqual({
    nodes: ['a', 'b', 'c'].map((name) => ({ id: name, name })),
    links: [
      { source: 'a', target: 'b', value: 5 },
      { source: 'b', target: 'c', value: 1 },
    ],
    back: 0,
  })
})

test('what flows back is left out and counted: the smaller one of a circle', () => {
  const answer = answerOf([
    { from: 'a', to: 'b', n: 9 },
    { from: 'b', to: 'a', n: 1 },
    { from: 'c', to: 'c', n: 4 },
  ])
  expect(flowsOf(answer, {})).toMatchObject({ links: [{ source: 'a', target: 'b', value: 9 }], back: 2 })
})

test('over several stages the same name is another place in each', () => {
  const { nodes, links } = flowsOf(answerOf([{ entry: 'home', next: 'shop', last: 'home', n: 4 }]), {})
  expect(nodes.map(({ name }) => name)).toEqual(['home', 'shop', 'home'])
  expect(links).toHaveLength(2)
})
