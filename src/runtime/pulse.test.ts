import { describe, expect, it } from 'vitest'
import type { Endpoints } from './endpoints/index.ts'
import type { Pipeline } from './pipeline.ts'
import { Pulse } from './pulse.ts'

/** A pipeline with one source that has brought so many records. */
function pipelineOf(records: Map<string, number>): Pipeline {
  return {
    intakes: new Map(),
    datasets: new Map(),
    functions: new Map(),
    get sources() {
      return new Map([...records].map(([name, count]) => [name, { status: { records: count } }]))
    },
  } as unknown as Pipeline
}

describe('the pulse', () => {
  const records = new Map([['a', 100]])
  const pulse = new Pulse({ pipeline: pipelineOf(records), endpoints: { all: [] } as unknown as Endpoints })
  pulse.stop()
  const beat = (name: string, count: number) => {
    records.set(name, count)
    pulse.beat()
  }

  it('tells how much came in each second, and only what is new to who knows the rest', () => {
    beat('a', 103)
    beat('a', 103)
    beat('a', 110)
    expect(pulse.since(0)).toEqual({ 'source:a': [3, 0, 7] })
    expect(pulse.since(2)).toEqual({ 'source:a': [7] })
    expect(pulse.since(3)).toEqual({ 'source:a': [] })
  })

  it('begins a part that comes later at the same time as the others', () => {
    beat('b', 5)
    beat('b', 6)
    expect(pulse.since(0)).toEqual({ 'source:a': [3, 0, 7, 0, 0], 'source:b': [0, 0, 0, 0, 1] })
  })

  it('goes on from nothing when a part was started again', () => {
    beat('a', 4)
    expect(pulse.since(5)['source:a']).toEqual([4])
  })

  it('forgets a part that has left, and what is old', () => {
    records.delete('b')
    for (let i = 0; i < 400; i++) pulse.beat()
    const { 'source:a': kept, ...others } = pulse.since(0)
    expect(kept).toHaveLength(300)
    expect(others).toEqual({})
  })
})
