import { describe, expect, it } from 'vitest'
import { partitionFor } from '../model/partition-key.ts'
import { partitionerOf } from './partitioner.ts'

function batchOf(...lines: string[]) {
  return { origin: { source: 'http' }, bytes: Buffer.from(`${lines.join('\n')}\n`), count: lines.length }
}

describe('the partitioner', () => {
  it('sends the records of a key to the partition of that key', () => {
    const keys = Array.from({ length: 50 }, (_, number) => `car-${number}`)
    const lines = keys.map((car) => JSON.stringify({ car }))
    const appends = partitionerOf(8, 'car')([batchOf(...lines)])
    const partitions = new Map<string, number>()
    for (const { bytes, partition } of appends) {
      for (const line of Buffer.from(bytes).toString().trim().split('\n')) partitions.set(line, partition!)
    }
    expect(lines.map((line) => partitions.get(line))).toEqual(keys.map((key) => partitionFor(key, 8)))
  })

  it('keeps records without the key, and what is not JSON, in the first partition', () => {
    const [append, ...others] = partitionerOf(8, 'car')([batchOf('{"id":1}', 'no JSON', '{"car":null}')])
    expect(append).toMatchObject({ partition: 0, count: 3 })
    expect(others).toEqual([])
  })

  it('takes batches without a key in turn', () => {
    const partition = partitionerOf(3, undefined)
    expect([1, 2, 3, 4].map(() => partition([batchOf('{}')])[0]!.partition)).toEqual([1, 2, 0, 1])
  })
})
