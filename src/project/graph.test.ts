import { describe, expect, test } from 'vitest'
import { drawGraph, graphOf } from './graph.ts'
import type { Project } from './project.ts'

const source = (name: string, type: string, to: string) => [name, { name, type, to }] as const
const stream = (name: string) => [name, { name, partitions: 1 }] as const
const dataset = (name: string, from: string) => [name, { name, from }] as const

const project = {
  name: 'logs',
  sources: new Map([
    source('lines', 'tail', 'lines'),
    source('old_lines', 'files', 'lines'),
    source('host', 'host', 'host'),
  ]),
  streams: new Map(['events', 'lines', 'host', 'spare', '_caudal'].map(stream)),
  datasets: new Map([
    dataset('events', 'events'),
    dataset('errors', 'events'),
    dataset('slow', 'events'),
    dataset('lines', 'lines'),
    dataset('host', 'host'),
    dataset('_caudal', '_caudal'),
  ]),
  views: new Map(),
  functions: new Map([
    ['tidy', { name: 'tidy', on: 'lines', trigger: { kind: 'stream' }, to: 'spare', errors: 'spare', sends: [] }],
  ]),
  endpoints: new Map(),
  monitors: new Map(),
  channels: new Map(),
  dashboards: new Map(),
} as unknown as Project

describe('the graph of a project', () => {
  test('is drawn from left to right, in columns', () => {
    expect(`\n${drawGraph(project)}\n`).toBe(`
source                  stream        dataset
HTTP               ───  events   ─┬─  events
                                  ├─  errors
                                  └─  slow
lines (tail)       ─┬─  lines    ─┬─  lines
old_lines (files)  ─┘             └─  tidy (function)
host (host)        ───  host     ───  host
tidy (function)    ───  spare
Caudal             ───  _caudal  ───  _caudal
`)
  })

  test('has an edge for each way that records go', () => {
    const { edges, ...nodes } = graphOf(project)
    expect(edges).toContainEqual({ from: 'source:old_lines', to: 'stream:lines' })
    expect(edges).toContainEqual({ from: 'stream:events', to: 'dataset:errors' })
    expect(edges).toHaveLength(11)
    const ids = Object.entries(nodes).flatMap(([kind, list]) => list.map(({ name }) => `${kind.slice(0, -1)}:${name}`))
    for (const { from, to } of edges) expect(ids).toEqual(expect.arrayContaining([from, to]))
  })

  test('has the views under it, each with what it reads', () => {
    const view = (name: string, ...inputs: string[]) => [name, { name, inputs }] as const
    const views = new Map([view('monthly', 'lines', 'host'), view('yearly', 'monthly')])
    const small = { ...project, sources: new Map(), streams: new Map(), views } as unknown as Project
    expect(`\n${drawGraph(small)}\n`).toBe(`
source    stream    dataset

dataset       view
lines    ─┬─  monthly
host     ─┘
monthly  ───  yearly
`)
    expect(graphOf(small).edges.slice(-3)).toEqual([
      { from: 'dataset:lines', to: 'view:monthly' },
      { from: 'dataset:host', to: 'view:monthly' },
      { from: 'view:monthly', to: 'view:yearly' },
    ])
  })
})
