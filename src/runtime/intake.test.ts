import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../test/support/folder.ts'
import { batchOf } from '../model/batch.ts'
import { partitionOf } from '../model/offset.ts'
import { openSegmentLog } from '../streams/segment-log/index.ts'
import { countersOf, Intake, RefusedCounter, unknownStream } from './intake.ts'
import { openState } from './state.ts'

async function opened(partitions: number, key?: string) {
  const folder = temporaryFolder()
  const state = openState(folder, () => 'nobody')
  const log = await openSegmentLog(`${folder}/streams`)
  onTestFinished(async () => {
    await log.close()
    state.close()
  })
  const stream = await log.open('events', { partitions })
  const refused = new RefusedCounter(state)
  return { state, refused, intake: new Intake(stream, { key, refused }) }
}

const origin = { source: 'test' }

describe('the intake of a stream', () => {
  it('keeps records of one key in one partition and loses none', async () => {
    const { intake } = await opened(4, 'user')
    const records = Array.from({ length: 200 }, (_, n) => ({ user: `u${n % 9}`, n }))
    await intake.append([{ origin, ...batchOf(records) }])
    const seen = new Map<string, Set<number>>()
    let count = 0
    for (const { first } of intake.stream.status().offsets) {
      for await (const frames of intake.stream.read(first, { signal: new AbortController().signal })) {
        for (const frame of frames) {
          for (const line of Buffer.from(frame.bytes).toString().trimEnd().split('\n')) {
            const { user } = JSON.parse(line) as { user: string }
            seen.set(user, (seen.get(user) ?? new Set()).add(partitionOf(frame.offset)))
            count++
          }
        }
      }
    }
    expect(count).toBe(200)
    expect([...seen.values()].every((partitions) => partitions.size === 1)).toBe(true)
    expect(new Set([...seen.values()].flatMap((partitions) => [...partitions])).size).toBeGreaterThan(1)
  })

  it('takes the batches without a key in turn', async () => {
    const { intake } = await opened(2)
    for (let n = 0; n < 4; n++) await intake.append([{ origin, ...batchOf([{ n }]) }])
    expect(intake.stream.status().offsets.map(({ first, next }) => next - first)).toEqual([2, 2])
  })

  it('lets the requests of one key run one after the other', async () => {
    const { intake } = await opened(1)
    const order: string[] = []
    const request = (name: string) =>
      intake.inTurn('key', async () => {
        order.push(`${name} begins`)
        await new Promise((resolve) => setTimeout(resolve, 5))
        order.push(`${name} ends`)
      })
    await Promise.all([request('a'), request('b')])
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
  })

  it('remembers over a restart what was refused', async () => {
    const { state, refused, intake } = await opened(1)
    intake.refuse(3)
    intake.refuse(4)
    refused.flush()
    expect(new RefusedCounter(state).of('events')).toBe(7)
  })
})

describe('the counters of a stream', () => {
  it('add up with a dataset, and without one count what the stream stores', () => {
    expect(countersOf(10, 2, { stored: 7, duplicate: 1, rejected: 2, late_dropped: 0 })).toEqual({
      received: 12,
      stored: 7,
      duplicate: 1,
      rejected: 2,
      late_dropped: 0,
      dropped: 0,
      refused: 2,
    })
    expect(countersOf(10, 2, undefined)).toMatchObject({ received: 12, stored: 10, refused: 2 })
  })
})

it.each([
  ['event', ['logs', 'events'], 'Did you mean "events"?'],
  ['logz', ['logs', 'events'], 'Did you mean "logs"?'],
  ['readings', ['logs', 'events'], 'The streams are: logs, events.'],
  ['events', [], 'The project has no streams: add one to caudal.yaml.'],
])('a stream %j that is not among %j is answered with a way out', (name, names, hint) => {
  expect(unknownStream(name, names)).toMatchObject({ message: `cannot find stream "${name}"`, hint })
})
