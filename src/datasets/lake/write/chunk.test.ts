import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ChunkFrame } from '../protocol.ts'
import { gapsOf, longestLine, runsOf, splitRuns } from './chunk.ts'

function frame(offset: number, count: number, received = 0): ChunkFrame {
  const none = { request: undefined, line: undefined, bytes: undefined }
  return { offset, count, kind: 'records', source: 's', received, start: 0, length: 0, ...none }
}

describe('the runs of a chunk', () => {
  test('give every line that is not bad the offset of its frame', () => {
    const arbitrary = fc.array(
      fc.record({ gap: fc.nat(3), count: fc.integer({ min: 1, max: 9 }), received: fc.nat(1) }),
    )
    fc.assert(
      fc.property(arbitrary, fc.array(fc.nat(60)), (shapes, picks) => {
        let next = 0
        const frames = shapes.map(({ gap, count, received }) => {
          next += gap + count
          return frame(next - count, count, received)
        })
        const offsets = frames.flatMap((each) => Array.from({ length: each.count }, (_, i) => each.offset + i))
        const bad = [...new Set(picks)].filter((line) => line < offsets.length).sort((a, b) => a - b)
        const good = offsets.filter((_, line) => !bad.includes(line))
        const runs = runsOf(frames, bad)
        const offsetsOf = (of: typeof runs) =>
          of.flatMap((run) => Array.from({ length: run.count }, (_, i) => run.offset + i))
        expect(offsetsOf(runs)).toEqual(good)
        const half = good.length >> 1
        const [left, right] = splitRuns(runs, half)
        expect(offsetsOf(left)).toEqual(good.slice(0, half))
        expect(offsetsOf(right)).toEqual(good.slice(half))
      }),
    )
  })

  test('are as few as sources and times allow', () => {
    expect(runsOf([frame(0, 5), frame(5, 5), frame(10, 1, 7)], [])).toHaveLength(2)
  })
})

test('gaps are what lies between the positions and in no frame', () => {
  expect(gapsOf([frame(2, 3), frame(8, 1)], 0, 12)).toEqual([
    { offset: 0, count: 2 },
    { offset: 5, count: 3 },
    { offset: 9, count: 3 },
  ])
  expect(gapsOf([], 4, 6)).toEqual([{ offset: 4, count: 2 }])
  // A dataset without a position begins where its stream does.
  expect(gapsOf([frame(2, 3)], undefined, 5)).toEqual([])
})

test('the longest line is found with and without a line end', () => {
  expect(longestLine(Buffer.from('a\nbbb\n\ncc'))).toBe(3)
  expect(longestLine(Buffer.from('a\ndddd'))).toBe(4)
})
