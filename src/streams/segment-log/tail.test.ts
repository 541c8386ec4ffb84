import { describe, expect, test } from 'vitest'
import type { Frame } from '../stream.ts'
import { frameWeight, Tail, TailBudget } from './tail.ts'

function frame(offset: number, bytes: Uint8Array, received = 0): Frame {
  return { offset, count: 1, kind: 'records', origin: { source: 's' }, received, bytes }
}

function offsets(tail: Tail, position: number, bytes = 1000): number[] | undefined {
  return tail.read(position, bytes)?.map(({ offset }) => offset)
}

describe('the tail of a partition', () => {
  test('keeps the newest frames that fit', () => {
    const tail = new Tail(3 * (frameWeight + 10), new TailBudget(1e6))
    for (let i = 0; i < 10; i++) tail.push(i, frame(i, new Uint8Array(10)))
    expect(offsets(tail, 6)).toBeUndefined()
    expect(offsets(tail, 7)).toEqual([7, 8, 9])
    expect(offsets(tail, 8, 10)).toEqual([8])
  })

  test('weighs the whole buffer of which a frame is a part, once for neighbours', () => {
    const tail = new Tail(2 * (2 * frameWeight + 100), new TailBudget(1e6))
    for (let i = 0; i < 3; i++) {
      const buffer = new Uint8Array(100)
      tail.push(2 * i, frame(2 * i, buffer.subarray(0, 10)))
      tail.push(2 * i + 1, frame(2 * i + 1, buffer.subarray(10, 20)))
    }
    expect(offsets(tail, 1)).toBeUndefined()
    expect(offsets(tail, 2)).toEqual([2, 3, 4, 5])
  })

  test('gives way to other streams when it is quiet', () => {
    const budget = new TailBudget(5 * (frameWeight + 10))
    const [quiet, busy] = [new Tail(1e6, budget), new Tail(1e6, budget)]
    for (let i = 0; i < 3; i++) quiet.push(i, frame(i, new Uint8Array(10)))
    for (let i = 0; i < 4; i++) busy.push(i, frame(i, new Uint8Array(10)))
    expect(offsets(quiet, 1)).toBeUndefined()
    expect(offsets(quiet, 2)).toEqual([2])
    for (let i = 4; i < 9; i++) busy.push(i, frame(i, new Uint8Array(10)))
    expect(offsets(quiet, 2)).toBeUndefined()
    expect(offsets(busy, 4)).toEqual([4, 5, 6, 7, 8])
  })
  test('lets go of what is old', () => {
    const budget = new TailBudget(1e6)
    const tail = new Tail(1e6, budget)
    for (let i = 0; i < 4; i++) tail.push(i, frame(i, new Uint8Array(10), i * 1000))
    budget.dropReceivedBefore(2000)
    expect(offsets(tail, 1)).toBeUndefined()
    expect(offsets(tail, 2)).toEqual([2, 3])
    budget.dropReceivedBefore(9000)
    expect(offsets(tail, 3)).toBeUndefined()
    tail.push(4, frame(4, new Uint8Array(10), 9000))
    expect(offsets(tail, 4)).toEqual([4])
  })
})
