import { expect, test } from 'vitest'
import { feedersOf, readersOf } from './neighbours.ts'

const edges = [
  { from: 'source:landing', to: 'stream:raw' },
  { from: 'stream:raw', to: 'function:clean' },
  { from: 'function:clean', to: 'stream:readings' },
  { from: 'stream:readings', to: 'dataset:readings' },
  { from: 'dataset:readings', to: 'view:monthly' },
  { from: 'dataset:readings', to: 'monitor:warm' },
  { from: 'view:monthly', to: 'endpoint:/temp' },
  { from: 'stream:other', to: 'dataset:other' },
]

test('what feeds a dataset is told from its beginning to it, and nothing else', () => {
  expect(feedersOf('dataset:readings', { edges }).map(({ id }) => id)).toEqual([
    'source:landing',
    'stream:raw',
    'function:clean',
    'stream:readings',
  ])
  expect(feedersOf('source:landing', { edges })).toEqual([])
})

test('what reads a dataset is told with what reads that, the nearest first', () => {
  expect(readersOf('dataset:readings', { edges })).toEqual([
    { id: 'view:monthly', kind: 'view', name: 'monthly', distance: 1 },
    { id: 'monitor:warm', kind: 'monitor', name: 'warm', distance: 1 },
    { id: 'endpoint:/temp', kind: 'endpoint', name: '/temp', distance: 2 },
  ])
})

test('what flows in a circle comes to an end', () => {
  const circle = [
    { from: 'stream:a', to: 'function:f' },
    { from: 'function:f', to: 'stream:a' },
  ]
  expect(readersOf('stream:a', { edges: circle }).map(({ id }) => id)).toEqual(['function:f'])
})
