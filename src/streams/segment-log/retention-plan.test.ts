import { describe, expect, test } from 'vitest'
import { type HeldSegment, planRetention } from './retention-plan.ts'

function segments(partition: number, ...received: number[]): HeldSegment[] {
  return received.map((time, i) => ({
    partition,
    segment: { base: i * 10, end: i * 10 + 10, bytes: 100, received: time },
    isHeld: false,
  }))
}

function plan(...args: Parameters<typeof planRetention>): string[] {
  return planRetention(...args).remove.map(({ partition, segment }) => `${partition}:${segment.base}`)
}

describe('retention', () => {
  test('by age removes what is older, in each partition from the oldest on', () => {
    const closed = [segments(0, 10, 30, 50), segments(1, 20, 60)]
    expect(plan(closed, 500, { retention_ms: 70, hold_bytes: 0 }, 101)).toEqual(['0:0', '1:0', '0:10'])
  })

  test('never removes a younger segment before an older one of its partition', () => {
    expect(plan([segments(0, 100, 10, 20)], 300, { retention_ms: 50, hold_bytes: 0 }, 101)).toEqual([])
  })

  test('by size removes the oldest of all partitions until it fits', () => {
    const closed = [segments(0, 10, 30, 50), segments(1, 20, 60)]
    expect(plan(closed, 520, { retention_bytes: 330, hold_bytes: 0 }, 101)).toEqual(['0:0', '1:0'])
  })

  test('keeps what a consumer has not read, and what lies behind it', () => {
    const closed = [segments(0, 10, 20, 30, 40).map((held, i) => ({ ...held, isHeld: i === 1 }))]
    expect(plan(closed, 400, { retention_ms: 1, hold_bytes: 1000 }, 101)).toEqual(['0:0'])
  })

  test('keeps no more for consumers than it may, and tells what they lose', () => {
    const closed = [segments(0, 10, 20, 30, 40).map((held) => ({ ...held, isHeld: true }))]
    const { remove, unread } = planRetention(closed, 400, { retention_ms: 1, hold_bytes: 250 }, 101)
    expect(remove.map(({ segment }) => segment.base)).toEqual([0, 10])
    expect(unread).toEqual(remove)
  })

  test('without rules keeps everything', () => {
    expect(plan([segments(0, 10, 20)], 200, { hold_bytes: 0 }, 1e15)).toEqual([])
  })
})
