import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Append } from '../streams/stream.ts'
import { partitionerOf } from './partitioner.ts'
import { RestOfRequest } from './rest-of-request.ts'

interface Line {
  readonly id: number
  readonly isRejected: boolean
}

/** A request's lines, cut into batches somewhere, as its format hands them over. */
function batchesOf(lines: readonly Line[], cuts: readonly number[]) {
  const bounds = [0, ...cuts.map((cut) => cut % (lines.length + 1)).sort((a, b) => a - b), lines.length]
  return bounds.slice(1).map((end, i) => {
    const part = lines.slice(bounds[i], end)
    const records = part.filter(({ isRejected }) => !isRejected)
    return {
      origin: { source: 'http', key: 'k' },
      bytes: Buffer.from(records.map(({ id }) => `{"id":${id}}\n`).join('')),
      count: records.length,
      rejected: part
        .filter(({ isRejected }) => isRejected)
        .map(({ id }) => ({ bytes: Buffer.from(`${id}`), reason: 'x' })),
    }
  })
}

const idsOf = (appends: readonly Append[]) =>
  appends.flatMap(({ bytes, rejected = [] }) => [
    ...[...Buffer.from(bytes).toString().matchAll(/\d+/g)].map(([id]) => Number(id)),
    ...rejected.map((each) => Number(Buffer.from(each.bytes).toString())),
  ])

const anyLines = fc
  .array(fc.boolean(), { maxLength: 40 })
  .map((kinds) => kinds.map((isRejected, id) => ({ id, isRejected })))
const anyCuts = fc.array(fc.nat(40), { maxLength: 4 })

test.each([
  ['several partitions by key', 3, 'id'],
  ['several partitions in turn', 3, undefined],
  ['one partition', 1, undefined],
])('what was cut off anywhere is stored once, however it is cut the second time: %s', (_title, partitions, key) => {
  fc.assert(
    fc.property(
      anyLines,
      anyCuts,
      anyCuts,
      fc.array(fc.nat(60), { minLength: 3, maxLength: 3 }),
      (lines, first, second, durable) => {
        const frames = partitionerOf(partitions, key)(batchesOf(lines, first)).flatMap(framesOf)
        // Of each partition its first frames are on disk; where the records do not choose it, the first ones of the request.
        const isByKey = key !== undefined
        const stored = isByKey
          ? frames.filter(
              ({ partition = 0 }, i) =>
                frames.slice(0, i).filter((before) => (before.partition ?? 0) === partition).length <
                durable[partition]!,
            )
          : frames.slice(0, durable[0])
        const records = new Map<number, number>()
        for (const { partition = 0, count } of stored) records.set(partition, (records.get(partition) ?? 0) + count)
        const rejected = stored.reduce((sum, each) => sum + (each.rejected?.length ?? 0), 0)
        const rest = new RestOfRequest({ offset: 0, count: 0, records, rejected, complete: false }, isByKey)
        const partitioner = partitionerOf(partitions, key)
        const again = batchesOf(lines, second).flatMap((batch) => rest.of(partitioner([batch])))
        expect([...idsOf(stored), ...idsOf(again)].sort((a, b) => a - b)).toEqual(lines.map(({ id }) => id))
        expect(again.every(({ bytes, count }) => Buffer.from(bytes).toString().split('\n').length - 1 === count)).toBe(
          true,
        )
      },
    ),
    { numRuns: 300 },
  )
})

/** Records, and behind them what was rejected, become frames of their own. */
function framesOf(append: Append): Append[] {
  const { rejected = [], ...rest } = append
  return [
    ...(append.count > 0 ? [rest] : []),
    ...(rejected.length > 0 ? [{ ...rest, bytes: new Uint8Array(0), count: 0, rejected }] : []),
  ]
}
