import { describe, expect, it } from 'vitest'
import type { ProjectGraph } from '../../../src/model/project-report.ts'
import { riverOf } from './graph.ts'
import { layoutOf, nodeHeight } from './layout.ts'

const nothing: ProjectGraph = {
  sources: [],
  streams: [],
  functions: [],
  datasets: [],
  views: [],
  endpoints: [],
  monitors: [],
  channels: [],
  dashboards: [],
  edges: [],
}

const names = (...all: string[]) => all.map((name) => ({ name }))
const streams = (...all: string[]) => all.map((name) => ({ name, partitions: 1 }))
const flow = (...steps: string[]) => steps.slice(1).map((to, i) => ({ from: steps[i]!, to }))

const water: ProjectGraph = {
  ...nothing,
  sources: [{ name: 'landing', type: 'files' }],
  streams: streams('raw', 'readings', 'invalid', 'events', '_caudal'),
  functions: names('clean'),
  datasets: names('readings', 'invalid', 'events', '_caudal'),
  views: names('monthly', 'yearly'),
  endpoints: names('/temp'),
  monitors: names('spread'),
  channels: [{ name: 'ops', type: 'email' }],
  edges: [
    ...flow('source:landing', 'stream:raw', 'function:clean', 'stream:readings', 'dataset:readings'),
    ...flow('function:clean', 'stream:invalid', 'dataset:invalid'),
    ...flow('stream:events', 'dataset:events'),
    ...flow('stream:_caudal', 'dataset:_caudal'),
    ...flow('dataset:readings', 'view:monthly', 'view:yearly', 'endpoint:/temp'),
    ...flow('dataset:readings', 'monitor:spread', 'channel:ops'),
  ],
}

const holders = [{ dataset: 'events_rejected', of: 'events', records: 3, open: 2 }]
const river = riverOf(water, holders, new Set(['invalid']))
const stageOf = (id: string) => river.nodes.find((node) => node.id === id)?.stage

describe('the graph that is drawn', () => {
  it('shows a stream between a writer and a reader as a line, and one that comes over HTTP as a part', () => {
    expect(river.nodes.filter(({ kind }) => kind === 'stream').map(({ name }) => name)).toEqual(['events'])
    expect(river.edges).toContainEqual({ from: 'source:landing', to: 'function:clean', stream: 'raw' })
  })

  it('leaves out what Caudal keeps for itself', () => {
    expect(river.nodes.filter(({ name }) => name.startsWith('_'))).toEqual([])
  })

  it('lets what is rejected branch off: of a function, and of a dataset', () => {
    expect(river.edges.filter(({ isRejected }) => isRejected)).toEqual([
      { from: 'function:clean', to: 'dataset:invalid', stream: 'invalid', isRejected: true },
      { from: 'stream:events', to: 'rejected:events', stream: 'events', isRejected: true },
    ])
    expect(river.nodes.filter(({ kind }) => kind === 'rejected').map(({ holder }) => holder)).toEqual([
      'invalid',
      'events_rejected',
    ])
  })

  it('has a column for each stage', () => {
    expect(
      ['source:landing', 'stream:events', 'function:clean', 'dataset:events', 'rejected:events'].map(stageOf),
    ).toEqual([0, 0, 1, 2, 2])
    expect(['view:monthly', 'view:yearly', 'endpoint:/temp', 'monitor:spread', 'channel:ops'].map(stageOf)).toEqual([
      3, 4, 5, 3, 6,
    ])
  })

  it('draws a stream that joins many with many once', () => {
    const many = riverOf(
      {
        ...nothing,
        sources: [
          { name: 'a', type: 'tail' },
          { name: 'b', type: 'tail' },
        ],
        streams: streams('s'),
        datasets: names('x', 'y'),
        edges: [
          ...flow('source:a', 'stream:s', 'dataset:x'),
          ...flow('source:b', 'stream:s'),
          ...flow('stream:s', 'dataset:y'),
        ],
      },
      [],
      new Set(),
    )
    expect(many.edges).toHaveLength(4)
    expect(many.nodes.map(({ id, stage }) => `${id} ${stage}`)).toContain('stream:s 1')
  })

  it('ends where functions write to each other in a circle', () => {
    const circle = riverOf(
      {
        ...nothing,
        streams: streams('a', 'b'),
        functions: names('f', 'g'),
        edges: flow('function:f', 'stream:a', 'function:g', 'stream:b', 'function:f'),
      },
      [],
      new Set(),
    )
    expect(circle.nodes).toHaveLength(2)
  })
})

describe.each([1300, 360])('the layout at %i px', (width) => {
  const { nodes, nodeWidth, height } = layoutOf(river, width)

  it('keeps all parts inside, and none over another', () => {
    for (const { x, y } of nodes) {
      expect(x).toBeGreaterThanOrEqual(0)
      expect(x + nodeWidth).toBeLessThanOrEqual(width)
      expect(y + nodeHeight).toBeLessThanOrEqual(height)
    }
    const pairs = nodes.flatMap((a, i) => nodes.slice(0, i).map((b) => [a, b] as const))
    const over = pairs.filter(([a, b]) => Math.abs(a.x - b.x) < nodeWidth && Math.abs(a.y - b.y) < nodeHeight)
    expect(over).toEqual([])
  })
})
